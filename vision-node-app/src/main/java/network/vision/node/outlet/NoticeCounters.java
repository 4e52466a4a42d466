package network.vision.node.outlet;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.Function;
import network.vision.gossip.Ban;
import network.vision.gossip.ConflictKind;
import network.vision.gossip.Direction;
import network.vision.gossip.GossipRefusal;
import network.vision.gossip.Misdeed;
import network.vision.gossip.Notice;
import network.vision.gossip.Provenance;
import network.vision.protocol.Refusal;

/**
 * Counts what the core tells.
 *
 * <p>Any thread.
 */
final class NoticeCounters {

  private static final String HANDSHAKES = "vision.handshakes";
  private static final String GOSSIP_PEERS = "vision.gossip.peers";

  private static final List<Refusal> OF_NETWORK =
      List.of(
          Refusal.WRONG_CHAIN_ID,
          Refusal.WRONG_GENESIS,
          Refusal.WRONG_NETWORK,
          Refusal.WRONG_PROTOCOL_VERSION);

  private final MeterRegistry registry;
  private final DialCounters dials;
  private final EnumTable<Direction, Counter> connected;
  private final EnumTable<Direction, Counter> disconnected;
  private final EnumTable<Direction, EnumTable<Refusal, Counter>> handshakesRefused;
  private final EnumTable<GossipRefusal, Counter> gossipRefused;
  private final EnumTable<Provenance, Counter> discovered;
  private final EnumTable<Misdeed, Counter> misdeeds;
  private final Counter gossipAccepted;
  private final Counter gossipKnown;
  private final Counter moved;
  private final Counter addressChanges;
  private final EnumTable<ConflictKind, Counter> conflicts;
  private final Counter banned;
  private final Counter bannedByOperator;
  private final Counter bansEnded;
  private final Timer roundTrip;

  NoticeCounters(MeterRegistry registry) {
    this.registry = registry;
    dials = new DialCounters(registry);
    connected = EnumTable.of(Direction.class, side -> handshakeCounter(side, "accepted"));
    disconnected =
        counters(
            Direction.class,
            "vision.disconnects",
            "Sessions that ended.",
            "direction",
            NodeMetrics::label);
    handshakesRefused =
        EnumTable.of(
            Direction.class,
            side ->
                EnumTable.of(Refusal.class, refusal -> handshakeCounter(side, refusal.label())));
    gossipRefused =
        EnumTable.of(GossipRefusal.class, refusal -> gossipCounter("refused", refusal.label()));
    discovered =
        counters(
            Provenance.class,
            "vision.peers.discovered",
            "Node ids heard of for the first time.",
            "provenance",
            Provenance::label);
    misdeeds =
        counters(
            Misdeed.class,
            "vision.misdeeds",
            "What peers were blamed for.",
            "misdeed",
            Misdeed::label);
    conflicts =
        counters(
            ConflictKind.class,
            "vision.port.conflicts",
            "Words about an address that do not agree.",
            "kind",
            ConflictKind::label);
    gossipAccepted = gossipCounter("accepted", "none");
    gossipKnown = gossipCounter("known", "none");
    moved = counter("vision.peers.moved", "Peers reached at a new address of their own word.");
    addressChanges =
        counter("vision.own.address.changes", "Changes of the address that peers are told.");
    banned = ban("misdeeds");
    bannedByOperator = ban("operator");
    bansEnded = counter("vision.bans.ended", "Bans that are over.");
    roundTrip =
        Buckets.ANSWERING.timer(registry, "vision.round.trip", "From a ping to its answer.");
  }

  void count(Notice notice) {
    switch (notice) {
      case Notice.PeerDiscovered found -> discovered.of(found.provenance()).increment();
      case Notice.PeerConnected peer -> connected.of(peer.direction()).increment();
      case Notice.PeerDisconnected gone -> disconnected.of(gone.direction()).increment();
      case Notice.PeerMoved _ -> moved.increment();
      case Notice.HandshakeRefused refused ->
          handshakesRefused.of(refused.direction()).of(refused.refusal()).increment();
      case Notice.DialStarted dial -> dials.count(dial);
      case Notice.DialEnded dial -> dials.count(dial);
      case Notice.StaleAddressDialled stale -> dials.count(stale);
      case Notice.GossipHeard heard -> countGossip(heard);
      case Notice.AddressAdvertised _ -> addressChanges.increment();
      case Notice.DialledBack back -> dials.count(back);
      case Notice.DialBackServed served -> dials.count(served);
      case Notice.PortConflict conflict -> conflicts.of(conflict.kind()).increment();
      case Notice.SeedFailed _, Notice.SeedAnswered _ -> {}
      case Notice.RoundTripMeasured trip -> roundTrip.record(trip.roundTrip());
      case Notice.Banned(Ban ban) -> (ban.isByOperator() ? bannedByOperator : banned).increment();
      case Notice.BanEnded _ -> bansEnded.increment();
      case Notice.Misbehaved bad -> misdeeds.of(bad.misdeed()).increment();
    }
  }

  long dials() {
    return dials.total();
  }

  long sessions() {
    return sum(connected.values());
  }

  long peersDiscovered() {
    return sum(discovered.values());
  }

  int refusedForNetwork() {
    return (int)
        sum(
            handshakesRefused.values().stream()
                .flatMap(refused -> OF_NETWORK.stream().map(refused::of))
                .toList());
  }

  private void countGossip(Notice.GossipHeard heard) {
    gossipAccepted.increment(heard.accepted());
    gossipKnown.increment(heard.known());
    heard.refused().forEach(refusal -> gossipRefused.of(refusal).increment());
  }

  private Counter handshakeCounter(Direction side, String result) {
    return counter(
        HANDSHAKES,
        "Handshakes by result.",
        "direction",
        NodeMetrics.label(side),
        "result",
        result);
  }

  private Counter gossipCounter(String result, String reason) {
    return counter(GOSSIP_PEERS, "Entries of gossip messages.", "result", result, "reason", reason);
  }

  private Counter ban(String reason) {
    return counter("vision.bans.begun", "Bans by what they are for.", "reason", reason);
  }

  private <K extends Enum<K>> EnumTable<K, Counter> counters(
      Class<K> type, String name, String description, String key, Function<K, String> label) {
    return EnumTable.of(type, constant -> counter(name, description, key, label.apply(constant)));
  }

  private Counter counter(String name, String description, String... tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  private static long sum(Iterable<Counter> counters) {
    double sum = 0;
    for (Counter counter : counters) {
      sum += counter.count();
    }
    return (long) sum;
  }
}
