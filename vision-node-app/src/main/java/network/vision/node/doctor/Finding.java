package network.vision.node.doctor;

import java.util.List;

/**
 * What one check has found.
 *
 * <p>Immutable.
 *
 * @param name of the check, a word or two
 * @param mark how it went
 * @param text one line: what was found, and what to do if it is bad
 * @param details more of it, one finding a line
 */
public record Finding(String name, Mark mark, String text, List<Detail> details) {

  /** How a check went. */
  public enum Mark {
    /** As it should be. */
    GOOD("✓"),
    /** Something is to be done. */
    BAD("✗"),
    /** Could not be looked at; nothing is wrong with that. */
    UNKNOWN("·");

    private final String sign;

    Mark(String sign) {
      this.sign = sign;
    }

    /** As it is printed. */
    public String sign() {
      return sign;
    }
  }

  /** One line beneath a finding. */
  public record Detail(Mark mark, String text) {}

  public Finding {
    details = List.copyOf(details);
  }

  static Finding good(String name, String text) {
    return new Finding(name, Mark.GOOD, text, List.of());
  }

  static Finding bad(String name, String text) {
    return new Finding(name, Mark.BAD, text, List.of());
  }

  static Finding unknown(String name, String text) {
    return new Finding(name, Mark.UNKNOWN, text, List.of());
  }
}
