package network.vision.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * What a node signs to prove its key on one connection.
 *
 * <p>Immutable. A live relay between two nodes stays possible until sessions are encrypted. Source:
 * {@code docs/PROTOCOL.md §7}.
 *
 * @param prover which side proves
 * @param genesisHash of the network
 * @param challenge the other side's, Base64
 * @param dialler node id of the side that dialled
 * @param listener node id of the side that was dialled
 * @param proverPort the prover's {@code p2p_port}; 0 when it says none can be dialled
 */
public record Proof(
    Side prover,
    String genesisHash,
    String challenge,
    NodeId dialler,
    NodeId listener,
    int proverPort) {

  private static final int CHALLENGE_BYTES = 32;

  /** The two sides of a connection. */
  public enum Side {
    /** The side that opened the connection. */
    DIALLER,
    /** The side that accepted it. */
    LISTENER
  }

  /** A new challenge, Base64 of 32 random bytes. */
  public static String newChallenge(RandomGenerator random) {
    byte[] bytes = new byte[CHALLENGE_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Whether {@code text} is a challenge. */
  public static boolean isChallenge(String text) {
    return Base64s.isCanonical(text, CHALLENGE_BYTES);
  }

  /** Base64 of {@code identity}'s signature. */
  public String sign(Identity identity) {
    return identity.sign(signedText());
  }

  /** Whether {@code signature} is {@code key}'s over this. */
  public boolean isSignedBy(PublicKey key, String signature) {
    return key.isSigner(signedText(), signature);
  }

  private byte[] signedText() {
    return String.join(
            "\n",
            "vision-proof-1",
            prover.name().toLowerCase(Locale.ROOT),
            genesisHash,
            challenge,
            dialler.text(),
            listener.text(),
            Integer.toString(proverPort))
        .getBytes(StandardCharsets.UTF_8);
  }
}
