package network.vision.gossip;

import java.util.List;
import network.vision.protocol.Feature;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NetworkProfile;
import org.jspecify.annotations.Nullable;

/**
 * Our own handshakes: what we say of ourselves, in the version the other side understands.
 *
 * <p>Owner: the loop thread. Source: {@code docs/PROTOCOL.md §3, §6}.
 */
final class Introduction {

  private static final List<String> FEATURES =
      List.of(Feature.PROOF, Feature.RECORD, Feature.DIAL_BACK);
  private static final int MAX_PORT = 65_535;

  private final LocalNode local;
  private final Reachability reachability;

  Introduction(LocalNode local, Reachability reachability) {
    this.local = local;
    this.reachability = reachability;
  }

  /**
   * What a handshake of ours answers.
   *
   * @param other the IP of the other side
   * @param challenge what the other side shall sign
   * @param proof our signature over its challenge
   * @param dialBack the nonce of a request of its that this connection fulfils
   */
  record Occasion(
      IpAddress other,
      @Nullable String challenge,
      @Nullable String proof,
      @Nullable Long dialBack) {

    /** A dial to {@code other}. */
    static Occasion dial(IpAddress other, @Nullable String challenge) {
      return new Occasion(other, challenge, null, null);
    }
  }

  /** A handshake of ours. */
  Handshake handshake(HandshakeVersion version, Occasion occasion) {
    return new Handshake(
        network(version),
        node(),
        reach(version, occasion.other()),
        new Handshake.Heights(0, null),
        version == HandshakeVersion.V3 || !local.saysPort()
            ? Handshake.Extensions.NONE
            : extensions(occasion));
  }

  /** The port that our proofs to {@code other} cover. */
  int provenPort(IpAddress other) {
    return reachability.port(other);
  }

  private Handshake.Network network(HandshakeVersion version) {
    NetworkProfile profile = local.profile();
    boolean asDeployed = version == HandshakeVersion.V3;
    return new Handshake.Network(
        profile.protocolVersion(),
        profile.chainId(),
        profile.genesisHash(),
        profile.networkId(),
        asDeployed ? profile.nodeVersion() : local.version(),
        asDeployed ? profile.nodeBuild() : local.build(),
        profile.checkpointHeight(),
        profile.checkpointHash(),
        profile.bootstrapPrefix(),
        profile.econHash(),
        profile.powParamsHash(),
        profile.powMessageVersion());
  }

  private Handshake.Node node() {
    return new Handshake.Node(
        local.nonce(),
        local.identity().nodeId(),
        local.tag(),
        local.identity().publicKey().base64(),
        local.identity().visionAddress(local.tag()),
        local.role(),
        local.ebid(),
        false,
        false,
        "",
        null);
  }

  private Handshake.Reach reach(HandshakeVersion version, IpAddress other) {
    int port = reachability.port(other);
    if (version == HandshakeVersion.V3) {
      int said = port == 0 ? reachability.listeningPort() : port;
      return new Handshake.Reach(
          null,
          local.httpApiPort(),
          reachability.sureIpv4(),
          said > 0 && said <= MAX_PORT ? said : null,
          List.of());
    }
    Integer said = local.saysPort() ? port : null;
    return new Handshake.Reach(
        said, local.httpApiPort(), null, said == null || said == 0 ? null : said, List.of());
  }

  private Handshake.Extensions extensions(Occasion occasion) {
    return new Handshake.Extensions(
        FEATURES,
        occasion.challenge(),
        occasion.proof(),
        occasion.other(),
        reachability.record(),
        occasion.dialBack());
  }
}
