/**
 * A transcript of a core: everything it was told, by which it decided, and what it did, a JSON line
 * a step, so that a run of a real node can be played again elsewhere.
 *
 * <p>Start with {@link network.vision.transcript.Recorder}, which makes a core and writes while it
 * runs, then {@link network.vision.transcript.Replay}, which makes another core of the file, tells
 * it the same and compares what it does. {@code Head} and {@code Turn} are the lines, {@code Lines}
 * puts them into JSON and back.
 *
 * <p>A core is its configuration, its identity, the events with their times, and chance. Chance is
 * written as the numbers that were drawn, so that the node keeps the best generator there is and
 * nobody can foretell its draws; and the identity as its public key with the signatures that were
 * made, so that the secret never leaves its file.
 *
 * <p>Not here: the loop that steps the core (the app), and what the core decides (gossip).
 */
package network.vision.transcript;
