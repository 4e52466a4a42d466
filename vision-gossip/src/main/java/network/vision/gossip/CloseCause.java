package network.vision.gossip;

import java.util.Locale;

/** Why we close a connection. */
public enum CloseCause {
  /** The handshake was not for us; its refusal is in a notice. */
  REFUSED,
  /** No proof of a key that was proved before, or a wrong one. */
  UNPROVEN,
  /** The other connection to the same node is kept. */
  DUPLICATE,
  /** No room. */
  FULL,
  /** Made room for somebody else. */
  EVICTED,
  /** Said that it is about to close. */
  FAREWELL,
  /** Did not answer a ping. */
  SILENT,
  /** Banned. */
  BANNED,
  /** Only looked whether it answers. */
  FEELER,
  /** The operator wanted it. */
  OPERATOR,
  /** The node stops. */
  STOPPING;

  /** The name as API and metrics carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
