package network.vision.upnp;

/** Text that a router wrote, made fit for a log or a terminal. */
final class PlainText {

  private static final int MAX_CHARS = 64;

  private PlainText() {}

  /** The printable ASCII of {@code text}, at most 64 characters, without outer blanks. */
  static String of(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length() && plain.length() < MAX_CHARS; i++) {
      char c = text.charAt(i);
      plain.append(c >= ' ' && c <= '~' ? c : ' ');
    }
    return plain.toString().strip();
  }
}
