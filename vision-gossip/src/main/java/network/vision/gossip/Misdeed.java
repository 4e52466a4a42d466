package network.vision.gossip;

import java.util.Locale;

/** What a peer can be blamed for, and how heavily: 100 points are a ban. */
public enum Misdeed {
  /** A known message with a missing or bad field. */
  BAD_MESSAGE(5),
  /** A record with a wrong signature. */
  BAD_RECORD(20),
  /** A wrong proof of a key. */
  BAD_PROOF(50);

  private final int points;

  Misdeed(int points) {
    this.points = points;
  }

  /** How heavily it weighs. */
  public int points() {
    return points;
  }

  /** The name as API and metrics carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
