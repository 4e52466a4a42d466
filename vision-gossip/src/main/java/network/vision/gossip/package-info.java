/**
 * The core of a node: decides whom we know, dial, believe and tell, and does no I/O.
 *
 * <p>Start with {@link network.vision.gossip.Gossip}: an {@link network.vision.gossip.Event} goes
 * in, {@link network.vision.gossip.Effect}s and {@link network.vision.gossip.Notice}s come out.
 * What happened travels to the sub-machine that it concerns; the sub-machines share tables ({@code
 * AddressBook}, {@code Sessions}) and do not call each other, but for {@code Meetings}, which
 * concern several. Time comes in as {@link network.vision.gossip.Now}, chance as a random
 * generator, so that one seed replays everything.
 *
 * <p>Not here: sockets, files, routers and wording; they are in the other modules.
 */
package network.vision.gossip;
