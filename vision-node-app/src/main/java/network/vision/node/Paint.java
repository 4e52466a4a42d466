package network.vision.node;

/**
 * The few colours there are, by what they mean. A terminal that shows none loses nothing but them.
 */
enum Paint {
  PLAIN(""),
  HEAD("1"),
  GOOD("32"),
  BAD("31"),
  ODD("33"),
  DIM("2");

  private static final String ESCAPE = "\u001b[";

  private final String code;

  Paint(String code) {
    this.code = code;
  }

  /** {@code text} in this colour. */
  String on(String text) {
    return this == PLAIN || text.isEmpty() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
  }
}
