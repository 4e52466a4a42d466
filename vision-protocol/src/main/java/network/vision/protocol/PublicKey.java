package network.vision.protocol;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.Optional;

/**
 * An Ed25519 public key (RFC 8032), as the wire carries it.
 *
 * @param base64 the 32 raw bytes in canonical Base64
 */
public record PublicKey(String base64) {

  /** Length of the raw key. */
  public static final int BYTES = 32;

  private static final int NODE_ID_DIGITS = 40;

  /**
   * @throws IllegalArgumentException if {@code base64} is not canonical Base64 of 32 bytes
   */
  public PublicKey {
    if (!Base64s.isCanonical(base64, BYTES)) {
      throw new IllegalArgumentException("a public key is Base64 of " + BYTES + " bytes");
    }
  }

  /** The key of 32 raw bytes. */
  public static PublicKey of(byte[] raw) {
    return new PublicKey(Base64.getEncoder().encodeToString(raw));
  }

  /** Reads a key; empty if {@code text} is not canonical Base64 of 32 bytes. */
  public static Optional<PublicKey> parse(String text) {
    return Base64s.isCanonical(text, BYTES) ? Optional.of(new PublicKey(text)) : Optional.empty();
  }

  /** The id of the node that holds this key. */
  public NodeId nodeId() {
    return new NodeId(fingerprint().substring(0, NODE_ID_DIGITS));
  }

  /** SHA-256 of the raw key, 64 hex digits. */
  public String fingerprint() {
    return Sha256.hex(raw());
  }

  /**
   * Whether {@code signature}, Base64, is this key's over {@code message}; false for a key that is
   * no curve point.
   */
  public boolean isSigner(byte[] message, String signature) {
    if (!Base64s.isCanonical(signature, Identity.SIGNATURE_BYTES)) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(spec()));
      verifier.update(message);
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private byte[] raw() {
    return Base64.getDecoder().decode(base64);
  }

  /** RFC 8032 §5.1.2: y little-endian, the sign of x in the top bit. */
  private EdECPublicKeySpec spec() {
    byte[] raw = raw();
    byte[] y = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      y[i] = raw[BYTES - 1 - i];
    }
    boolean isXOdd = y[0] < 0;
    y[0] &= 0x7f;
    return new EdECPublicKeySpec(
        NamedParameterSpec.ED25519, new EdECPoint(isXOdd, new BigInteger(1, y)));
  }
}
