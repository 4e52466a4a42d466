package network.vision.protocol;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.util.Base64;

/**
 * The key pair that a node is: Ed25519 (RFC 8032), made once from 32 secret bytes.
 *
 * <p>Immutable. The secret is never printed. Source: {@code docs/PROTOCOL.md §7}.
 */
public final class Identity {

  /** Length of the secret. */
  public static final int SECRET_BYTES = 32;

  /** Length of a signature. */
  public static final int SIGNATURE_BYTES = 64;

  /** Signs with the secret key, wherever that is. */
  @FunctionalInterface
  public interface Signer {

    /** Base64 of the signature over {@code message}. */
    String sign(byte[] message);
  }

  private final Signer signer;
  private final PublicKey publicKey;
  private final NodeId nodeId;

  private Identity(Signer signer, PublicKey publicKey) {
    this.signer = signer;
    this.publicKey = publicKey;
    this.nodeId = publicKey.nodeId();
  }

  /**
   * The identity of a secret; the same secret gives the same identity.
   *
   * @throws IllegalArgumentException if the secret has not {@value #SECRET_BYTES} bytes
   */
  public static Identity of(byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("a secret has " + SECRET_BYTES + " bytes");
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, new FixedRandom(secret.clone()));
      KeyPair pair = generator.generateKeyPair();
      return new Identity(
          message -> sign(pair.getPrivate(), message),
          PublicKey.of(raw((EdECPublicKey) pair.getPublic())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** The identity of a public key for which somebody else signs, such as a transcript. */
  public static Identity of(PublicKey publicKey, Signer signer) {
    return new Identity(signer, publicKey);
  }

  /** The public half. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** The first 40 hex digits of the public key's SHA-256. */
  public NodeId nodeId() {
    return nodeId;
  }

  /** {@code VNODE-} and the first eight digits of the node id. */
  public String defaultTag() {
    return nodeId.defaultTag();
  }

  /** The vision address under {@code tag}. */
  public String visionAddress(String tag) {
    return nodeId.visionAddress(tag);
  }

  /** Base64 of the signature over {@code message}. */
  public String sign(byte[] message) {
    return signer.sign(message);
  }

  /** The node id only. */
  @Override
  public String toString() {
    return "Identity[" + nodeId + "]";
  }

  private static String sign(PrivateKey privateKey, byte[] message) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(privateKey);
      signer.update(message);
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing with our own key failed", e);
    }
  }

  private static byte[] raw(EdECPublicKey key) {
    byte[] y = key.getPoint().getY().toByteArray();
    byte[] raw = new byte[PublicKey.BYTES];
    for (int i = 0; i < y.length && i < raw.length; i++) {
      raw[i] = y[y.length - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      raw[PublicKey.BYTES - 1] |= (byte) 0x80;
    }
    return raw;
  }

  /**
   * Gives the key generator the secret as its one draw: the JDK has no other way from a secret to
   * its public key.
   */
  private static final class FixedRandom extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final byte[] secret;

    FixedRandom(byte[] secret) {
      super(null, null);
      this.secret = secret;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != secret.length) {
        throw new IllegalStateException("the key generator draws " + bytes.length + " bytes");
      }
      System.arraycopy(secret, 0, bytes, 0, bytes.length);
    }
  }
}
