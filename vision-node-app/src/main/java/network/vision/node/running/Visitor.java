package network.vision.node.running;

import java.security.SecureRandom;
import java.util.List;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Identity;
import network.vision.protocol.NetworkProfile;
import network.vision.transport.Knock;

/**
 * Somebody who is nobody: a new identity for one {@link Knock}, which asks not to be dialled back.
 */
public final class Visitor {

  private final NetworkProfile profile;
  private final Identity identity;
  private final long nonce;

  private Visitor(NetworkProfile profile, Identity identity, long nonce) {
    this.profile = profile;
    this.identity = identity;
    this.nonce = nonce;
  }

  /** A visitor to nodes of {@code profile}. */
  public static Visitor of(NetworkProfile profile) {
    SecureRandom random = new SecureRandom();
    byte[] secret = new byte[Identity.SECRET_BYTES];
    random.nextBytes(secret);
    return new Visitor(profile, Identity.of(secret), random.nextLong());
  }

  /** How it introduces itself in {@code version}. */
  public Handshake handshake(HandshakeVersion version) {
    boolean asDeployed = version == HandshakeVersion.V3;
    String tag = identity.defaultTag();
    return new Handshake(
        new Handshake.Network(
            profile.protocolVersion(),
            profile.chainId(),
            profile.genesisHash(),
            profile.networkId(),
            asDeployed ? profile.nodeVersion() : Program.WIRE_VERSION,
            asDeployed ? profile.nodeBuild() : Program.BUILD,
            profile.checkpointHeight(),
            profile.checkpointHash(),
            profile.bootstrapPrefix(),
            profile.econHash(),
            profile.powParamsHash(),
            profile.powMessageVersion()),
        new Handshake.Node(
            nonce,
            identity.nodeId(),
            tag,
            identity.publicKey().base64(),
            identity.visionAddress(tag),
            "constellation",
            "",
            false,
            false,
            "",
            null),
        new Handshake.Reach(asDeployed ? null : 0, null, null, null, List.of()),
        new Handshake.Heights(0, null),
        Handshake.Extensions.NONE);
  }
}
