/**
 * One node while it runs: the loop on which it decides, and the wires from there to every adapter.
 *
 * <p>Start with {@link network.vision.node.running.Node} and {@code NodeStart}, which puts it
 * together while {@code Reading} reads what {@code BookReturn} then tells the core, then {@code
 * NodeLoop} and {@link network.vision.node.running.Mailbox}. An event comes from {@code
 * SocketEvents}, {@code SeedNames}, {@code Beacon}, {@link network.vision.node.running.RouterDesk}
 * or {@code LiveCommands}, waits in the mailbox, is stepped by the core on the loop, and its
 * effects leave through {@code EffectRouter}; {@code LiveQueries} looks at the core through the
 * same mailbox, and {@code DialDesk} knows what came of each dial that somebody asked for. {@code
 * Crash} and {@code LastWords} keep what came before an end that nobody wanted.
 *
 * <p>Not here: every decision about peers (the core), and every word of the log (the outlets).
 */
package network.vision.node.running;
