package network.vision.transport;

import java.security.SecureRandom;
import java.util.List;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Identity;
import network.vision.protocol.NetworkProfile;

/**
 * Somebody who is nobody: a new identity for one {@link Knock}, which asks not to be dialled back.
 *
 * <p>Immutable.
 */
public final class Visitor {

  private final NetworkProfile profile;
  private final Identity identity;
  private final long nonce;
  private final long version;
  private final String build;

  private Visitor(
      NetworkProfile profile, long version, String build, Identity identity, long nonce) {
    this.profile = profile;
    this.version = version;
    this.build = build;
    this.identity = identity;
    this.nonce = nonce;
  }

  /**
   * A visitor to nodes of {@code profile}.
   *
   * @param version of the program that visits, unsigned 32 bits; 1.1.1 is 111
   * @param build the same for people, printable, at most 128 bytes
   */
  public static Visitor of(NetworkProfile profile, long version, String build) {
    SecureRandom random = new SecureRandom();
    byte[] secret = new byte[Identity.SECRET_BYTES];
    random.nextBytes(secret);
    return new Visitor(profile, version, build, Identity.of(secret), random.nextLong());
  }

  /**
   * How it introduces itself; in version 3 as a node of the profile's version, which is demanded.
   */
  public Handshake handshake(HandshakeVersion handshakeVersion) {
    boolean asDeployed = handshakeVersion == HandshakeVersion.V3;
    String tag = identity.defaultTag();
    return new Handshake(
        new Handshake.Network(
            profile.protocolVersion(),
            profile.chainId(),
            profile.genesisHash(),
            profile.networkId(),
            asDeployed ? profile.nodeVersion() : version,
            asDeployed ? profile.nodeBuild() : build,
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
