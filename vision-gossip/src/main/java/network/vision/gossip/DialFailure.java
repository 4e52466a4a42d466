package network.vision.gossip;

import java.util.Locale;
import java.util.Optional;

/** Why a dial came to nothing. */
public enum DialFailure {
  /** Nothing listens there. */
  REFUSED,
  /** No answer in time. */
  TIMEOUT,
  /** No way there. */
  UNREACHABLE,
  /** Closed or reset before a byte of an answer: perhaps a version 3 node. */
  CLOSED_UNANSWERED,
  /** What answered speaks HTTP. */
  SPOKE_HTTP,
  /** What answered speaks neither version. */
  PROTOCOL,
  /** A node of another network. */
  WRONG_NETWORK,
  /** Ourselves. */
  SELF,
  /** Another node than the one we looked for. */
  WRONG_NODE,
  /** A node that did not prove a key it had proved before. */
  UNPROVEN,
  /** A node that is banned. */
  BANNED,
  /** Outside what this node may dial. */
  NOT_ALLOWED,
  /** Our own fault: no file descriptors, no memory. */
  LOCAL;

  /** The name as API, store and metrics carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The failure of a label; empty for any other text. */
  public static Optional<DialFailure> of(String label) {
    for (DialFailure failure : values()) {
      if (failure.label().equals(label)) {
        return Optional.of(failure);
      }
    }
    return Optional.empty();
  }
}
