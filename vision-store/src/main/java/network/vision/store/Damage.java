package network.vision.store;

/**
 * A place of a peer file that could not be used.
 *
 * @param line number of the line, from 1; 0 where the whole file is meant
 * @param offset of its first byte
 * @param length in bytes
 * @param reason what is wrong there
 */
public record Damage(long line, long offset, long length, Reason reason) {

  /** What is wrong. */
  public enum Reason {
    /** The file holds nothing, not even its header. */
    EMPTY("the file is empty"),
    /** The file does not begin with its header. */
    NO_HEADER("the header is missing"),
    /** A later release of the node wrote the file; what it says beyond our format is not used. */
    NEWER_FORMAT("a newer release wrote this file"),
    /** The last line ends too soon: the process or the machine died while writing it. */
    UNFINISHED("the last line is unfinished"),
    /** The line is not what was written. */
    BAD_CHECKSUM("the checksum does not match"),
    /** The line is what was written, but says nothing that can be used. */
    NOT_UNDERSTOOD("the line is not understood"),
    /** The line is longer than any that is written. */
    TOO_LONG("the line is too long"),
    /** The file is larger than is read. */
    TOO_LARGE("the file is too large"),
    /** The disk did not give the bytes back. */
    NOT_READ("the disk cannot be read here");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** {@code line 12 (byte 4711, 210 bytes): the checksum does not match}. */
  @Override
  public String toString() {
    return line == 0
        ? reason.toString()
        : "line " + line + " (byte " + offset + ", " + length + " bytes): " + reason;
  }
}
