package network.vision.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a handshake while it is read, whatever its version, and the rules that hold for all
 * of them.
 */
final class HandshakeFields {

  @Nullable Long protocolVersion;
  @Nullable String chainId;
  @Nullable String genesisHash;
  @Nullable Long nonce;
  @Nullable Long chainHeight;
  @Nullable Long tipHeight;
  @Nullable Long nodeVersion;
  String networkId = "";
  String nodeBuild = "";
  @Nullable String nodeTag;
  @Nullable String admissionTicket;
  Handshake.@Nullable Passport passport;
  @Nullable String visionAddress;
  @Nullable String nodeId;
  @Nullable String publicKey;
  @Nullable String role;
  String ebid = "";
  boolean isGuardian;
  boolean isGuardianCandidate;
  @Nullable Integer p2pPort;
  @Nullable Integer httpApiPort;
  @Nullable String advertisedIp;
  @Nullable Integer advertisedPort;
  long checkpointHeight;
  String checkpointHash = "";
  String bootstrapPrefix = "";
  final List<PeerAddress> seedPeers = new ArrayList<>();
  @Nullable String econHash;
  @Nullable String powParamsHash;
  @Nullable Long powMessageVersion;
  List<String> features = List.of();
  @Nullable String challenge;
  @Nullable String proof;
  @Nullable IpAddress observedIp;
  @Nullable PeerRecord record;
  @Nullable Long dialBack;

  void addSeed(String text) {
    if (seedPeers.size() < Limits.MAX_PEERS_READ) {
      PeerAddress.parse(text).ifPresent(seedPeers::add);
    }
  }

  Handshake build() throws RefusedException {
    NodeId id =
        NodeId.parse(require(nodeId)).orElseThrow(() -> new RefusedException(Refusal.BAD_TEXT));
    String key = require(publicKey);
    Optional<PublicKey> parsed = PublicKey.parse(key);
    if (parsed.isPresent() && !parsed.get().nodeId().equals(id)) {
      throw new RefusedException(Refusal.KEY_NOT_OF_NODE_ID);
    }
    Integer port = advertisedPort;
    return new Handshake(
        new Handshake.Network(
            require(protocolVersion),
            require(chainId),
            require(genesisHash),
            networkId,
            require(nodeVersion),
            nodeBuild,
            checkpointHeight,
            checkpointHash,
            bootstrapPrefix,
            econHash,
            powParamsHash,
            powMessageVersion),
        new Handshake.Node(
            require(nonce),
            id,
            require(nodeTag),
            key,
            require(visionAddress),
            require(role),
            ebid,
            isGuardian,
            isGuardianCandidate,
            require(admissionTicket),
            passport),
        new Handshake.Reach(
            p2pPort,
            httpApiPort,
            advertisedIp == null ? null : IpAddress.parse(advertisedIp).orElse(null),
            port != null && PeerAddress.isPort(port) ? port : null,
            seedPeers),
        new Handshake.Heights(require(chainHeight), tipHeight),
        new Handshake.Extensions(features, challenge, proof, observedIp, record, dialBack));
  }

  private static <T> T require(@Nullable T value) throws RefusedException {
    if (value == null) {
      throw new RefusedException(Refusal.MISSING_FIELD);
    }
    return value;
  }
}
