package network.vision.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A peer's own word about its addresses, signed, so that it can be believed wherever it is heard.
 *
 * <p>Immutable. A record that was decoded is well formed but not verified: ask {@link
 * #isSignedFor}. Source: {@code docs/PROTOCOL.md §7}.
 *
 * @param publicKey whose word it is
 * @param seq unsigned; the newer of two records has the larger; an order and never a time
 * @param addresses at most {@value Limits#MAX_RECORD_ADDRESSES}, the preferred first; none: do not
 *     dial me
 * @param signature Base64
 */
public record PeerRecord(
    PublicKey publicKey, long seq, List<PeerAddress> addresses, String signature) {

  /**
   * @throws IllegalArgumentException if there are too many addresses
   */
  public PeerRecord {
    addresses = List.copyOf(addresses);
    if (addresses.size() > Limits.MAX_RECORD_ADDRESSES) {
      throw new IllegalArgumentException("a record has at most 4 addresses");
    }
  }

  /** A record of our own. */
  public static PeerRecord sign(
      Identity identity, String genesisHash, long seq, List<PeerAddress> addresses) {
    byte[] message = signedText(genesisHash, identity.nodeId(), seq, addresses);
    return new PeerRecord(identity.publicKey(), seq, addresses, identity.sign(message));
  }

  /** Whose word it is. */
  public NodeId nodeId() {
    return publicKey.nodeId();
  }

  /** Whether it was signed by its key for the network of {@code genesisHash}. */
  public boolean isSignedFor(String genesisHash) {
    return publicKey.isSigner(signedText(genesisHash, nodeId(), seq, addresses), signature);
  }

  /** Whether this is a fresher word than {@code other}. */
  public boolean isNewerThan(PeerRecord other) {
    return Long.compareUnsigned(seq, other.seq) > 0;
  }

  private static byte[] signedText(
      String genesisHash, NodeId nodeId, long seq, List<PeerAddress> addresses) {
    String joined = addresses.stream().map(PeerAddress::toString).collect(Collectors.joining(","));
    return String.join(
            "\n", "vision-record-1", genesisHash, nodeId.text(), Long.toUnsignedString(seq), joined)
        .getBytes(StandardCharsets.UTF_8);
  }
}
