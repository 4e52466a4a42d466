/**
 * What the API shows, made of what the core knows: pure functions from one record to another.
 *
 * <p>Start with {@link network.vision.node.view.PeerRows}, then {@link
 * network.vision.node.view.StatusView}.
 *
 * <p>Not here: who asks and when (the running package), and how it is written (the API).
 */
package network.vision.node.view;
