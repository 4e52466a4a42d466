package network.vision.gossip;

import java.util.List;
import network.vision.protocol.Feature;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.PeerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Our own handshakes: what we say of ourselves, in the version the other side understands.
 *
 * <p>Owner: the loop thread. Source: {@code docs/PROTOCOL.md §3, §6}.
 */
final class Introduction {

  private static final List<String> FEATURES = List.of(Feature.PROOF, Feature.RECORD);
  private static final int MAX_PORT = 65_535;

  private final LocalNode local;
  private final Reachability reachability;

  Introduction(LocalNode local, Reachability reachability) {
    this.local = local;
    this.reachability = reachability;
  }

  /**
   * A handshake of ours.
   *
   * @param challenge what the other side shall sign
   * @param proof our signature over its challenge
   * @param observedIp at which IP we see the other side
   */
  Handshake handshake(
      HandshakeVersion version,
      @Nullable String challenge,
      @Nullable String proof,
      @Nullable IpAddress observedIp) {
    return new Handshake(
        network(version),
        node(),
        reach(version),
        new Handshake.Heights(0, null),
        version == HandshakeVersion.V3 || !local.saysPort()
            ? Handshake.Extensions.NONE
            : extensions(challenge, proof, observedIp));
  }

  /** The port that our proofs cover. */
  int provenPort() {
    return reachability.port();
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

  private Handshake.Reach reach(HandshakeVersion version) {
    int port = reachability.port();
    if (version == HandshakeVersion.V3) {
      int said = port == 0 ? reachability.listeningPort() : port;
      return new Handshake.Reach(
          null,
          local.httpApiPort(),
          sureIpv4(),
          said > 0 && said <= MAX_PORT ? said : null,
          List.of());
    }
    Integer said = local.saysPort() ? port : null;
    return new Handshake.Reach(
        said, local.httpApiPort(), null, said == null || said == 0 ? null : said, List.of());
  }

  /** Deployed nodes know IPv4 only. */
  private @Nullable IpAddress sureIpv4() {
    IpAddress ip = reachability.sureIp();
    return ip != null && ip.isIpv4() ? ip : null;
  }

  private Handshake.Extensions extensions(
      @Nullable String challenge, @Nullable String proof, @Nullable IpAddress observedIp) {
    PeerRecord record = reachability.record();
    return new Handshake.Extensions(FEATURES, challenge, proof, observedIp, record);
  }
}
