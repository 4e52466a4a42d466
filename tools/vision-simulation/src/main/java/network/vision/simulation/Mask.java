package network.vision.simulation;

import java.util.List;
import java.util.SplittableRandom;
import network.vision.protocol.Feature;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Identity;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.NodeId;
import network.vision.protocol.Proof;
import org.jspecify.annotations.Nullable;

/**
 * Who an adversary says she is.
 *
 * @param identity the key she has
 * @param claimed the id she says; another one than her key's when she poses as somebody
 * @param publicKey the key she says, Base64; "" for none
 * @param port the {@code p2p_port} she says
 * @param isProving whether she signs what she is asked to
 * @param version in which she introduces herself
 */
record Mask(
    Identity identity,
    NodeId claimed,
    String publicKey,
    int port,
    boolean isProving,
    HandshakeVersion version) {

  /** Her own face. */
  static Mask own(long number, int port) {
    Identity identity = identity(number);
    return new Mask(
        identity,
        identity.nodeId(),
        identity.publicKey().base64(),
        port,
        true,
        HandshakeVersion.V4);
  }

  /** Somebody else's name and key, without the secret. */
  static Mask as(Identity victim, int port, boolean isProving) {
    return new Mask(
        identity(port),
        victim.nodeId(),
        victim.publicKey().base64(),
        port,
        isProving,
        HandshakeVersion.V4);
  }

  /** A name that belongs to no key. */
  static Mask named(String id, int port) {
    return new Mask(identity(port), new NodeId(id), "", port, false, HandshakeVersion.V4);
  }

  /** The same face in version 3, which knows neither keys nor proofs. */
  Mask asDeployed() {
    return new Mask(identity, claimed, "", port, false, HandshakeVersion.V3);
  }

  /** A key pair made of a number. */
  static Identity identity(long number) {
    byte[] secret = new byte[Identity.SECRET_BYTES];
    new SplittableRandom(number).nextBytes(secret);
    return CheapSignatures.identity(secret);
  }

  /** What she says first. */
  Handshake handshake(String challenge, @Nullable String proof) {
    return new Handshake(
        network(),
        new Handshake.Node(
            claimed.hashCode() | 1L << 40,
            claimed,
            "VNODE-mallory",
            publicKey,
            "vision://mallory",
            "constellation",
            "",
            false,
            false,
            "",
            null),
        isDeployed()
            ? new Handshake.Reach(null, null, null, port, List.of())
            : new Handshake.Reach(port, null, null, null, List.of()),
        new Handshake.Heights(0, null),
        isDeployed()
            ? Handshake.Extensions.NONE
            : new Handshake.Extensions(
                List.of(Feature.PROOF, Feature.RECORD), challenge, proof, null, null, null));
  }

  private boolean isDeployed() {
    return version == HandshakeVersion.V3;
  }

  /** Her signature as the one who dialled {@code listener}. */
  String diallersProof(Handshake listener) {
    return proof(Proof.Side.DIALLER, listener, claimed, listener.node().id());
  }

  /** Her signature as the one whom {@code dialler} dialled. */
  String listenersProof(Handshake dialler) {
    return proof(Proof.Side.LISTENER, dialler, dialler.node().id(), claimed);
  }

  private String proof(Proof.Side side, Handshake asker, NodeId dialler, NodeId listener) {
    String challenge = asker.extensions().challenge();
    return new Proof(
            side,
            World.PROFILE.genesisHash(),
            challenge == null ? "" : challenge,
            dialler,
            listener,
            port)
        .sign(identity);
  }

  private static Handshake.Network network() {
    NetworkProfile profile = World.PROFILE;
    return new Handshake.Network(
        profile.protocolVersion(),
        profile.chainId(),
        profile.genesisHash(),
        profile.networkId(),
        111,
        "mallory",
        0,
        "",
        profile.bootstrapPrefix(),
        null,
        null,
        null);
  }
}
