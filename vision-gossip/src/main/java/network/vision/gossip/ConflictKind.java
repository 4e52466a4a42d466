package network.vision.gossip;

import java.util.Locale;

/** How words about ports and ids can disagree, and what that may mean. */
public enum ConflictKind {
  /** Several nodes say different ports of one IP. */
  SEVERAL_PORTS(
      "several nodes behind one address: usual for a home router or one host with two nodes"),
  /** One node id is alive at two IPs at once. */
  SEVERAL_PLACES("one identity runs twice, or a copy of its key is in other hands"),
  /** Others tell another port than the peer says of itself. */
  WORD_AGAINST_HEARSAY(
      "the peer moved and the news is still travelling, or somebody lies about it");

  private final String meaning;

  ConflictKind(String meaning) {
    this.meaning = meaning;
  }

  /** What it may mean, for people. */
  public String meaning() {
    return meaning;
  }

  /** The name as API and metrics carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
