/**
 * The program: what a person types, and what comes back.
 *
 * <p>Start with {@link network.vision.node.Main}, then {@code Commands}, which lists all there are.
 * A command reads its {@code network.vision.node.config}, starts a {@code
 * network.vision.node.running} node or asks one over HTTP ({@code Asking}), and prints on its
 * {@code Terminal}.
 *
 * <p>Not here: how a node runs, and what it tells while it does (the packages below).
 */
package network.vision.node;
