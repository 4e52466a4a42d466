package network.vision.node.devnet;

/** What is special about a node of a devnet. */
public enum Role {
  /** Whom all others ask first. */
  SEED("the seed"),
  /** Speaks as nodes do that are older than per-peer ports: does not say its port. */
  OLD("does not say its port"),
  /** Listens on a port that the system picked. */
  ANY_PORT("a port the system picked"),
  /** Serves peers and HTTP on one port. */
  ONE_SOCKET("one socket for peers and HTTP"),
  /** Listens on IPv6 only. */
  IPV6("IPv6 only");

  private final String description;

  Role(String description) {
    this.description = description;
  }

  /** In words. */
  public String description() {
    return description;
  }
}
