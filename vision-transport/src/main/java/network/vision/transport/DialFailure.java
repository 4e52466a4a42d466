package network.vision.transport;

import java.util.Locale;
import network.vision.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Why a dial did not lead to a peer's handshake.
 *
 * @param kind what happened
 * @param refusal what was wrong with the answer; null unless the kind is {@link Kind#BAD_HANDSHAKE}
 * @param detail one line for people
 */
public record DialFailure(Kind kind, @Nullable Refusal refusal, String detail) {

  /** What happened. The set is closed, so it can label a metric. */
  public enum Kind {
    /** Nobody listens there. */
    REFUSED,
    /** No connection, or no answer, in time. */
    TIMEOUT,
    /** No way there from this machine. */
    UNREACHABLE,
    /**
     * Closed or reset without a byte of answer, as a deployed node does that does not know our
     * version.
     */
    CLOSED_UNANSWERED,
    /** Closed in the middle of its answer. */
    CUT_OFF,
    /** An answer that is no handshake of the version we spoke. */
    BAD_HANDSHAKE,
    /** An HTTP server listens there. */
    SPOKE_HTTP,
    /** The address is outside the ranges this node may dial; no packet was sent. */
    NOT_ALLOWED,
    /** This process has no file descriptor or no local port left. */
    NO_DESCRIPTORS,
    /** The proxy could not be used; nothing is known of the peer. */
    PROXY,
    /** {@link Transport#close} came first. */
    CANCELLED,
    /** A fault of ours, reported as {@link Trouble.Fault}. */
    FAULT;

    /** The name as a metric label carries it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static DialFailure of(Kind kind, String detail) {
    return new DialFailure(kind, null, detail);
  }

  static DialFailure badHandshake(Refusal refusal) {
    return new DialFailure(Kind.BAD_HANDSHAKE, refusal, "bad handshake: " + refusal.label());
  }
}
