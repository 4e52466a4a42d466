package network.vision.protocol;

/**
 * The features a handshake of ours may list; messages beyond the deployed ones go only to a peer
 * that lists theirs.
 */
public final class Feature {

  /** The node proves its key in each handshake. */
  public static final String PROOF = "proof";

  /** The node signs and relays {@link PeerRecord}s. */
  public static final String RECORD = "record";

  /** The node dials those who ask for it back, and asks others to. */
  public static final String DIAL_BACK = "dialback";

  private Feature() {}
}
