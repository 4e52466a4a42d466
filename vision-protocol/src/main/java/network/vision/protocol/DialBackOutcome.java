package network.vision.protocol;

import java.util.Locale;

/** What became of a dial-back. Source: {@code docs/PROTOCOL.md §7}. */
public enum DialBackOutcome {
  /** The asker answered at its address. */
  REACHED,
  /** It was dialled there and did not answer. */
  FAILED,
  /** It was not dialled: too often, too many, or a port that is dialled for nobody. */
  DECLINED;

  /** The name on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The outcome of a name; an unknown one says nothing about the address, so it is no failure. */
  static DialBackOutcome of(String name) {
    for (DialBackOutcome outcome : values()) {
      if (outcome.wireName().equals(name)) {
        return outcome;
      }
    }
    return DECLINED;
  }
}
