package network.vision.protocol;

import java.time.Duration;

/** Every bound of the wire, in one place. Source: {@code docs/PROTOCOL.md}. */
public final class Limits {

  /** Largest handshake payload, sent or accepted. */
  public static final int MAX_HANDSHAKE_BYTES = 16 * 1024;

  /** Largest message that is held in memory and read. */
  public static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  /** Largest message that is skipped as it streams in; beyond it the connection is closed. */
  public static final int MAX_SKIPPED_MESSAGE_BYTES = 32 * 1024 * 1024;

  /** How long both sides have for a handshake, from the first byte of the connection. */
  public static final Duration HANDSHAKE_DEADLINE = Duration.ofSeconds(12);

  /** Longest tag, address, role, build and the like, in bytes of UTF-8. */
  public static final int MAX_TEXT_BYTES = 128;

  /** Longest node id, in ASCII characters. */
  public static final int MAX_NODE_ID_CHARS = 64;

  /**
   * Most addresses taken from a handshake's {@code seed_peers}, a peer list or a gossip message.
   */
  public static final int MAX_PEERS_READ = 100;

  /** Most peers in a gossip message or peer list of ours. */
  public static final int MAX_PEERS_SENT = 50;

  /** Most peers in a peer exchange response of ours. */
  public static final int MAX_EXCHANGED_PEERS_SENT = 16;

  /** Most features of a handshake. */
  public static final int MAX_FEATURES = 16;

  /** Longest name of a feature, in ASCII characters. */
  public static final int MAX_FEATURE_CHARS = 32;

  /** Most addresses of a signed record. */
  public static final int MAX_RECORD_ADDRESSES = 4;

  /** Longest reason of a disconnect that is kept, in characters. */
  public static final int MAX_REASON_CHARS = 256;

  /** Deepest nesting of JSON. */
  public static final int MAX_JSON_DEPTH = 32;

  /** Longest number in JSON, in characters. */
  public static final int MAX_JSON_NUMBER_CHARS = 1_000;

  /** Longest name of a field in JSON, in characters. */
  public static final int MAX_JSON_NAME_CHARS = 1_000;

  private Limits() {}
}
