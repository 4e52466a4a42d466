package network.vision.protocol;

import java.util.Locale;

/**
 * Why bytes, a field or a handshake of a peer was not accepted. The set is closed, so it can label
 * a metric.
 */
public enum Refusal {
  /** Not JSON, or JSON of another shape than any message. */
  MALFORMED_JSON,
  /** Not the bincode layout of a version 3 handshake. */
  MALFORMED_BINCODE,
  /** Nested deeper, or with longer strings or numbers, than {@link Limits} allows. */
  TOO_COMPLEX,
  /** More bytes than {@link Limits} allows. */
  TOO_LARGE,
  /** No bytes where some must be. */
  EMPTY,
  /** A frame that does not start with {@code VISION-P2}. */
  BAD_MAGIC,
  /** A frame of a handshake version that nobody speaks. */
  BAD_HANDSHAKE_VERSION,
  /** A required field is absent. */
  MISSING_FIELD,
  /** A field of another type, or out of its range. */
  BAD_FIELD,
  /** A text that is too long or holds characters that do not print. */
  BAD_TEXT,
  /** A port that is null, no number, or outside its range. */
  BAD_PORT,
  /** An IP that is no IP. */
  BAD_ADDRESS,
  /** No IP at all. */
  NO_ADDRESS,
  /** A public key whose hash is not the node id beside it. */
  KEY_NOT_OF_NODE_ID,
  /** Another chain. */
  WRONG_CHAIN_ID,
  /** Another genesis block. */
  WRONG_GENESIS,
  /** Another network. */
  WRONG_NETWORK,
  /** A protocol version outside the accepted range. */
  WRONG_PROTOCOL_VERSION,
  /** Our own nonce or node id: we dialled ourselves. */
  SELF;

  /** The name as a metric label carries it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
