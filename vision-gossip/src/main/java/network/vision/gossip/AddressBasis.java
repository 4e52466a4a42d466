package network.vision.gossip;

import java.util.Locale;

/** Who says what we tell others of our own address, the strongest first. */
public enum AddressBasis {
  /** The operator; never withdrawn. */
  OPERATOR("set by the operator"),
  /** The router, which forwards a port to us. */
  MAPPING("mapped by the router"),
  /** Peers of several networks, who all see us there. */
  VOTES("seen there by peers in several networks"),
  /** An interface of this machine. */
  INTERFACE("address of this machine"),
  /** Nobody. */
  NONE("own public IP not known");

  private final String reason;

  AddressBasis(String reason) {
    this.reason = reason;
  }

  /** Why this is what others are told, in words. */
  public String reason() {
    return reason;
  }

  /** The name as the API carries it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
