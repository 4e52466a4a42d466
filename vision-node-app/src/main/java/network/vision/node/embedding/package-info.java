/**
 * A node inside another Java program.
 *
 * <p>Start with {@link network.vision.node.embedding.EmbeddedNode}, the only type here, and the
 * example in {@code docs/EMBEDDING.md}. What it gives out are the core's own immutable views.
 *
 * <p>Not here: the settings and what they mean ({@code docs/OPERATIONS.md}); commands and signals,
 * which belong to a process.
 */
package network.vision.node.embedding;
