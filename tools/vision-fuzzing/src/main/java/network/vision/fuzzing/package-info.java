/**
 * What the tests of several modules share to feed bytes to their decoders.
 *
 * <p>A <em>fuzz target</em> is a test class with a method {@code fuzzerTestOneInput(byte[])}, which
 * throws when a property does not hold. {@link network.vision.fuzzing.Corpus} feeds it what is in
 * the repository, and mutations of that, within {@code verify}. {@code tools/fuzz} lets Jazzer find
 * more, guided by coverage.
 *
 * <p>Not here: the targets; they stand among the tests of the module whose decoder they feed.
 */
package network.vision.fuzzing;
