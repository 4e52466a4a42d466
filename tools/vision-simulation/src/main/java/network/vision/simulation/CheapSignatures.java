package network.vision.simulation;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureSpi;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import network.vision.protocol.Identity;

/**
 * Stands in for Ed25519 signatures in this process: a hash of the public key and the message.
 *
 * <p>Real ones take a millisecond to verify, and in a network of n nodes each verifies the record
 * of each. Whoever has another key still signs something else, so all decisions of the core are the
 * same; anybody could forge these, so adversaries of the simulation simply do not. Keys are real.
 */
final class CheapSignatures extends Provider {

  private static final long serialVersionUID = 1L;

  private static final String NAME = "CheapSignatures";
  private static final int MAX_KEYS = 1_000_000;

  /** The public keys of the secrets that were announced. */
  private static final Map<BigInteger, byte[]> PUBLIC_KEYS = new ConcurrentHashMap<>();

  private CheapSignatures() {
    super(NAME, "1", "a hash in place of Ed25519");
    putService(
        new Service(this, "Signature", "Ed25519", Spi.class.getName(), List.of(), Map.of()) {
          @Override
          public Object newInstance(Object parameter) {
            return new Spi();
          }

          @Override
          public boolean supportsParameter(Object parameter) {
            return parameter instanceof EdECPublicKey || parameter instanceof EdECPrivateKey;
          }
        });
  }

  /** Puts them in place, for the whole process and for good. */
  static synchronized void install() {
    if (Security.getProvider(NAME) == null) {
      Security.insertProviderAt(new CheapSignatures(), 1);
    }
  }

  /** The identity of {@code secret}, which from now on can sign. */
  static Identity identity(byte[] secret) {
    Identity identity = Identity.of(secret);
    if (PUBLIC_KEYS.size() >= MAX_KEYS) {
      throw new IllegalStateException("more than " + MAX_KEYS + " identities in one process");
    }
    PUBLIC_KEYS.put(
        new BigInteger(1, secret), Base64.getDecoder().decode(identity.publicKey().base64()));
    return identity;
  }

  private static byte[] encoded(EdECPublicKey key) {
    byte[] y = key.getPoint().getY().toByteArray();
    byte[] raw = new byte[network.vision.protocol.PublicKey.BYTES];
    for (int i = 0; i < y.length && i < raw.length; i++) {
      raw[i] = y[y.length - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      raw[raw.length - 1] |= (byte) 0x80;
    }
    return raw;
  }

  private static final class Spi extends SignatureSpi {

    private final MessageDigest digest;

    Spi() {
      try {
        digest = MessageDigest.getInstance("SHA-512");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-512", e);
      }
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      if (!(key instanceof EdECPublicKey edEc)) {
        throw new InvalidKeyException("no Ed25519 key");
      }
      begin(encoded(edEc));
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      if (!(key instanceof EdECPrivateKey edEc)) {
        throw new InvalidKeyException("no Ed25519 key");
      }
      byte[] publicKey = PUBLIC_KEYS.get(new BigInteger(1, edEc.getBytes().orElseThrow()));
      if (publicKey == null) {
        throw new InvalidKeyException("this secret was not announced");
      }
      begin(publicKey);
    }

    @Override
    protected void engineUpdate(byte b) {
      digest.update(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) {
      digest.update(bytes, from, length);
    }

    @Override
    protected byte[] engineSign() {
      return digest.digest();
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      return Arrays.equals(signature, digest.digest());
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new InvalidParameterException("none");
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new InvalidParameterException("none");
    }

    private void begin(byte[] publicKey) {
      digest.reset();
      digest.update(publicKey);
    }
  }
}
