package network.vision.node.view;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import network.vision.api.ConstellationPeers;
import network.vision.api.Direction;
import network.vision.api.KnownPeers;
import network.vision.api.PeerBucket;
import network.vision.api.PeerRow;
import network.vision.api.PeerState;
import network.vision.api.Provenance;
import network.vision.api.SeedPeer;
import network.vision.gossip.GossipView;
import network.vision.gossip.GossipView.SessionRow;
import network.vision.gossip.KnownAddress;
import network.vision.gossip.KnownPeer;
import network.vision.protocol.HandshakeVersion;
import org.jspecify.annotations.Nullable;

/** Peers as the API's rows. A peer without any address to dial has no row. */
public final class PeerRows {

  /** Every peer; one that has no address is counted, and has no row. */
  public static KnownPeers of(GossipView view) {
    List<PeerRow> rows = view.peers().stream().flatMap(row -> row(row).stream()).toList();
    return new KnownPeers(rows, view.peers().size() - rows.size());
  }

  /** One peer; empty if it has no address. */
  public static Optional<PeerRow> row(GossipView.PeerRow row) {
    KnownPeer peer = row.peer();
    if (peer.addresses().isEmpty()) {
      return Optional.empty();
    }
    KnownAddress first = peer.addresses().getFirst();
    SessionRow session = row.session();
    HandshakeVersion version = session == null ? peer.version() : session.version();
    return Optional.of(
        new PeerRow(
            first.address().ip(),
            first.address().port(),
            peer.ebid(),
            state(row.state()),
            bucket(row.temperature()),
            peer.lastSeen(),
            session == null ? null : millis(session.roundTrip()),
            row.failures(),
            row.score(),
            peer.nodeId(),
            peer.tag(),
            peer.role(),
            provenance(first.provenance()),
            isDefault(first.address().port()),
            session == null ? null : direction(session.direction()),
            row.tier(),
            first.isReached(),
            peer.provenKey() != null,
            version == null ? 0 : version.wireByte(),
            peer.addresses().size()));
  }

  /** Who is connected; one that has no address is counted, and not listed. */
  public static ConstellationPeers connected(GossipView view) {
    List<SessionRow> sessions =
        view.peers().stream().map(GossipView.PeerRow::session).filter(Objects::nonNull).toList();
    int inbound =
        (int)
            sessions.stream()
                .filter(session -> direction(session.direction()) == Direction.INBOUND)
                .count();
    return new ConstellationPeers(
        sessions.size(),
        inbound,
        sessions.size() - inbound,
        view.peers().stream().flatMap(row -> entry(row).stream()).toList());
  }

  /** Peers that we have reached, the one reached last first. */
  public static List<SeedPeer> reached(GossipView view) {
    return view.peers().stream()
        .flatMap(PeerRows::latestSuccess)
        .sorted(Comparator.comparing(Success::address, PeerRows::laterFirst))
        .limit(SeedPeer.MAX_ENTRIES)
        .map(success -> new SeedPeer(success.address().address(), success.isAnchor()))
        .toList();
  }

  /** Either of the two ports that somebody gets who sets none. */
  private static boolean isDefault(int port) {
    return port == HandshakeVersion.V4.defaultPort() || port == HandshakeVersion.V3.defaultPort();
  }

  static Provenance provenance(network.vision.gossip.Provenance provenance) {
    return switch (provenance) {
      case HANDSHAKE -> Provenance.HANDSHAKE;
      case GOSSIP -> Provenance.GOSSIP;
      case SEED -> Provenance.SEED;
      case DEFAULT -> Provenance.DEFAULT;
      case OPERATOR -> Provenance.OPERATOR;
      case MAPPING -> Provenance.MAPPING;
    };
  }

  static Direction direction(network.vision.gossip.Direction direction) {
    return switch (direction) {
      case INBOUND -> Direction.INBOUND;
      case OUTBOUND -> Direction.OUTBOUND;
    };
  }

  static @Nullable Integer millis(@Nullable Duration time) {
    return time == null ? null : (int) Math.min(Integer.MAX_VALUE, time.toMillis());
  }

  private record Success(KnownAddress address, boolean isAnchor) {}

  private static Stream<Success> latestSuccess(GossipView.PeerRow row) {
    return row.peer().addresses().stream()
        .filter(KnownAddress::isReached)
        .min(PeerRows::laterFirst)
        .map(address -> new Success(address, row.peer().isAnchor()))
        .stream();
  }

  private static int laterFirst(KnownAddress one, KnownAddress other) {
    return Comparator.comparing(
            KnownAddress::lastSuccess, Comparator.nullsFirst(Comparator.naturalOrder()))
        .compare(other, one);
  }

  private static Optional<ConstellationPeers.Entry> entry(GossipView.PeerRow row) {
    SessionRow session = row.session();
    if (session == null || row.peer().addresses().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ConstellationPeers.Entry(
            row.peer().tag(),
            row.peer().addresses().getFirst().address(),
            direction(session.direction())));
  }

  private static PeerState state(GossipView.State state) {
    return switch (state) {
      case CONNECTED -> PeerState.CONNECTED;
      case CONNECTING -> PeerState.CONNECTING;
      case DISCONNECTED -> PeerState.DISCONNECTED;
      case FAILED -> PeerState.FAILED;
      case KNOWN_ONLY -> PeerState.KNOWN_ONLY;
    };
  }

  private static PeerBucket bucket(GossipView.Temperature temperature) {
    return switch (temperature) {
      case HOT -> PeerBucket.HOT;
      case WARM -> PeerBucket.WARM;
      case COLD -> PeerBucket.COLD;
    };
  }

  private PeerRows() {}
}
