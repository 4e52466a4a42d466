package network.vision.transport;

import java.util.Locale;
import network.vision.protocol.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Why an accepted socket ended before its handshake had arrived.
 *
 * @param kind what happened
 * @param refusal what was wrong with the handshake; null unless the kind is {@link
 *     Kind#BAD_HANDSHAKE}
 */
public record InboundRefusal(Kind kind, @Nullable Refusal refusal) {

  /** What happened. The set is closed, so it can label a metric. */
  public enum Kind {
    /** Closed without a byte: the reachability probe of a deployed node, and no fault. */
    PROBE,
    /** Somebody's browser or scanner, where HTTP is not answered. */
    HTTP,
    /** HTTP is answered here, but all its places are taken or its server does not listen. */
    HTTP_BUSY,
    /** The first bytes are neither a handshake nor HTTP. */
    BAD_MAGIC,
    /** A handshake that cannot be read. */
    BAD_HANDSHAKE,
    /** Closed in the middle of its handshake. */
    CUT_OFF,
    /** No whole handshake in time. */
    DEADLINE,
    /** Gave way to another: too many unfinished handshakes, in all or from this IP. */
    EVICTED,
    /** All places for accepted connections are taken. */
    FULL,
    /** The transport was closed. */
    SHUTDOWN,
    /** A fault of ours, reported as {@link Trouble.Fault}. */
    FAULT;

    /** The name as a metric label carries it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static InboundRefusal of(Kind kind) {
    return new InboundRefusal(kind, null);
  }

  static InboundRefusal badHandshake(Refusal refusal) {
    return refusal == Refusal.BAD_MAGIC
        ? of(Kind.BAD_MAGIC)
        : new InboundRefusal(Kind.BAD_HANDSHAKE, refusal);
  }
}
