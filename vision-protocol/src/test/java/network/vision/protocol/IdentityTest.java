package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdentityTest {

  /** RFC 8032 §7.1, test 1. */
  private static final String SECRET =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  private static final String PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  private final Identity alice = Identity.of(HexFormat.of().parseHex(SECRET));
  private final Identity mallory = Identity.of(new byte[Identity.SECRET_BYTES]);

  @Test
  void theKeyIsTheOneOfTheStandard() {
    assertThat(alice.publicKey()).isEqualTo(PublicKey.of(HexFormat.of().parseHex(PUBLIC)));
    assertThat(alice.sign(new byte[0])).startsWith("5VZDAMNgrHKQhuLMgG6CioSHfx64");
  }

  @Test
  void idTagAndAddressFollowFromTheKey() {
    String fingerprint = alice.publicKey().fingerprint();

    assertThat(fingerprint).hasSize(64);
    assertThat(alice.nodeId().text()).isEqualTo(fingerprint.substring(0, 40));
    assertThat(alice.defaultTag()).isEqualTo("VNODE-" + fingerprint.substring(0, 8));
    assertThat(alice.visionAddress("VNODE-1"))
        .isEqualTo("vision://VNODE-1@" + fingerprint.substring(0, 18));
    assertThat(alice.toString()).doesNotContain(SECRET);
  }

  @Test
  void aSecretHas32Bytes() {
    assertThatThrownBy(() -> Identity.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aProofHoldsForItsOwnConnectionOnly() {
    String challenge = Proof.newChallenge(new SplittableRandom(1));
    Proof proof =
        new Proof(
            Proof.Side.LISTENER, "genesis", challenge, mallory.nodeId(), alice.nodeId(), 7072);
    String signature = proof.sign(alice);

    assertThat(Proof.isChallenge(challenge)).isTrue();
    assertThat(proof.isSignedBy(alice.publicKey(), signature)).isTrue();
    assertThat(proof.isSignedBy(mallory.publicKey(), signature)).isFalse();
    assertThat(
            new Proof(
                    Proof.Side.DIALLER,
                    "genesis",
                    challenge,
                    mallory.nodeId(),
                    alice.nodeId(),
                    7072)
                .isSignedBy(alice.publicKey(), signature))
        .isFalse();
    assertThat(
            new Proof(
                    Proof.Side.LISTENER,
                    "genesis",
                    challenge,
                    mallory.nodeId(),
                    alice.nodeId(),
                    7073)
                .isSignedBy(alice.publicKey(), signature))
        .isFalse();
    assertThat(proof.isSignedBy(alice.publicKey(), "garbage")).isFalse();
  }

  @Test
  void aKeyThatIsNoCurvePointSignsNothing() {
    PublicKey odd = PublicKey.of(HexFormat.of().parseHex("ff".repeat(32)));

    assertThat(odd.isSigner(new byte[0], alice.sign(new byte[0]))).isFalse();
  }
}
