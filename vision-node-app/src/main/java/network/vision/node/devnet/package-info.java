/**
 * A small network of real nodes in one process, for people to try and for scripts to check.
 *
 * <p>Start with {@link network.vision.node.devnet.Devnet}; {@code DevnetPlan} says which nodes
 * there are and where they want to be, {@code Member} is one of them.
 *
 * <p>Not here: how it is drawn (the command, in the root package).
 */
package network.vision.node.devnet;
