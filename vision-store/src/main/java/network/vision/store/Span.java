package network.vision.store;

/**
 * A run of bytes in a file.
 *
 * @param start of the first byte
 * @param length in bytes
 */
record Span(long start, long length) {

  long end() {
    return start + length;
  }

  Span shifted(long by) {
    return new Span(start + by, length);
  }
}
