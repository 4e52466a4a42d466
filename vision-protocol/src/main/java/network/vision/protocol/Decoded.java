package network.vision.protocol;

/**
 * What came of reading a peer's bytes: a value, or why there is none. A peer's mistake is a value
 * and not an exception.
 *
 * @param <T> what is read
 */
public sealed interface Decoded<T> {

  /** The bytes were good. */
  record Accepted<T>(T value) implements Decoded<T> {}

  /** The bytes were not. */
  record Refused<T>(Refusal refusal) implements Decoded<T> {}
}
