package network.vision.node.doctor;

import java.util.List;
import java.util.Optional;
import network.vision.api.Reachability;
import network.vision.node.config.NodeConfig;
import network.vision.protocol.AddressScope;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whether our own public IP stands in the seed list at another port than we tell others: then the
 * network starts from a port of ours at which nobody is.
 */
final class OwnSeedCheck {

  private static final String NAME = "Own seed entry";

  static Finding look(NodeConfig config, @Nullable Reachability reach, List<SeedCheck.Seed> seeds) {
    Optional<PeerAddress> own = own(config, reach);
    if (own.isEmpty()) {
      return Finding.unknown(NAME, "the public IP of this node is not known");
    }
    IpAddress ip = own.get().ip();
    List<PeerAddress> ours =
        seeds.stream()
            .flatMap(seed -> seed.addresses().stream())
            .filter(address -> address.ip().equals(ip))
            .toList();
    if (ours.isEmpty()) {
      return Finding.good(NAME, ip + " is not in the seed list");
    }
    if (ours.contains(own.get())) {
      return Finding.good(NAME, own.get() + " is in the seed list, at the right port");
    }
    return Finding.bad(
        NAME,
        "the seed list has "
            + ours.getFirst()
            + ", and this node tells others port "
            + own.get().port()
            + "; have the list corrected, or use --p2p-port "
            + ours.getFirst().port());
  }

  /** What others are told, or what they see of us; an IP that only a LAN knows is none. */
  private static Optional<PeerAddress> own(NodeConfig config, @Nullable Reachability reach) {
    PeerAddress told = reach == null ? null : reach.advertised();
    if (told != null) {
      return Optional.of(told);
    }
    int port = config.p2p().listen().isEmpty() ? 0 : config.p2p().listen().getFirst().port();
    NodeConfig.Advertised set = config.p2p().advertised();
    if (set != null) {
      Integer setPort = set.port();
      return address(set.ip(), setPort == null ? port : setPort);
    }
    return config.p2p().listen().stream()
        .flatMap(place -> IpAddress.parse(place.host()).stream())
        .filter(ip -> AddressScope.of(ip) == AddressScope.GLOBAL)
        .findFirst()
        .flatMap(ip -> address(ip, port));
  }

  private static Optional<PeerAddress> address(IpAddress ip, int port) {
    return PeerAddress.isPort(port) ? Optional.of(new PeerAddress(ip, port)) : Optional.empty();
  }

  private OwnSeedCheck() {}
}
