package network.vision.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.ReputationTier;

/** Invented peers, some of every sort. */
final class FakePeers {

  private static final int[] PORTS = {7072, 7072, 7072, 7070, 9333, 17072, 30303, 7072};

  static List<PeerRow> rows(int count, Instant now) {
    Random random = new Random(7);
    List<PeerRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(i, random, now));
    }
    return List.copyOf(rows);
  }

  static List<PortConflict> conflicts(List<PeerRow> rows, Instant now) {
    if (rows.size() < 2) {
      return List.of();
    }
    PeerRow first = rows.get(0);
    PeerRow second = rows.get(1);
    return List.of(
        new PortConflict(
            PortConflict.Kind.SEVERAL_PORTS,
            now.minusSeconds(4_000),
            now.minusSeconds(40),
            ids(first, second),
            List.of(new PeerAddress(first.ip(), first.port()), new PeerAddress(first.ip(), 41_000)),
            "Two nodes behind one address, or one that changed its port; harmless while both answer."),
        new PortConflict(
            PortConflict.Kind.SEVERAL_ADDRESSES,
            now.minusSeconds(900),
            now.minusSeconds(15),
            ids(second),
            List.of(
                new PeerAddress(second.ip(), second.port()),
                PeerAddress.parse("[2001:db8::77]:7072").orElseThrow()),
            "One id at two live addresses: a copied identity file, or somebody who pretends."));
  }

  static Reachability reachability(Instant now) {
    return new Reachability(
        Reachability.Verdict.UNREACHABLE,
        "Your router refuses port mappings; forward TCP 7072 to 192.168.1.23 by hand.",
        now.minusSeconds(600),
        List.of(PeerAddress.parse("[::]:7072").orElseThrow()),
        PeerAddress.parse("203.0.113.5:7072").orElseThrow(),
        "four network groups see us there",
        new Reachability.Mapping(
            "Wonder Router 3000",
            "upnp",
            "refused",
            PeerAddress.parse("192.168.1.23:7072").orElseThrow(),
            null,
            null,
            false),
        List.of(new Reachability.Vote(IpAddress.parse("203.0.113.5").orElseThrow(), 5)),
        List.of(
            new Reachability.DialBack(
                now.minusSeconds(120),
                PeerAddress.parse("203.0.113.5:7072").orElseThrow(),
                false,
                "timed out")),
        null);
  }

  static ConstellationStatus status(List<PeerRow> rows, int connected, Instant now) {
    PeerPage page = RankedPeers.of(new KnownPeers(rows, 0), PeerFilter.ALL).page(PeerFilter.ALL);
    return new ConstellationStatus(
        "0b6cf0d2-5d8e-4b57-9d6e-6a3f8a1f4f11",
        rows.size(),
        connected,
        page.hotPeers(),
        page.warmPeers(),
        page.coldPeers(),
        null,
        false,
        null,
        rows.isEmpty() ? null : 48,
        rows.isEmpty() ? null : 212,
        0,
        -1,
        false,
        now.minusSeconds(3),
        false,
        false,
        false,
        AnchorMode.LEAF,
        P2pHealth.of(connected),
        false,
        FakeNode.SELF,
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "5e1f5e1f5e1f5e1f",
        connected,
        1,
        connected >= 3,
        connected >= 3 ? null : "need_3_compatible");
  }

  static PeerDetail detail(PeerRow row, Instant now) {
    PeerAddress address = new PeerAddress(row.ip(), row.port());
    return new PeerDetail(
        row,
        null,
        "vision://" + row.nodeTag(),
        "1.1.1",
        List.of("proof", "record"),
        row.state() == PeerState.CONNECTED ? now.minusSeconds(700) : null,
        List.of(
            new PeerDetail.KnownAddress(
                address,
                row.portProvenance(),
                true,
                now.minusSeconds(90_000),
                row.lastSeen(),
                null,
                null,
                0),
            new PeerDetail.KnownAddress(
                new PeerAddress(row.ip(), 7070),
                Provenance.DEFAULT,
                false,
                now.minusSeconds(95_000),
                null,
                now.minusSeconds(94_000),
                "refused",
                2)),
        List.of(
            new PeerDetail.PortChange(
                now.minusSeconds(90_000), 7070, row.port(), row.portProvenance())),
        row.failureCount() == 0
            ? null
            : new PeerDetail.LastError(now.minusSeconds(500), "connection refused"),
        row.failureCount() * 30L,
        new PeerDetail.Standing(
            row.score(),
            row.tier(),
            null,
            List.of(new PeerDetail.Blame(now.minusSeconds(7_000), "sent a damaged frame", 0.1))));
  }

  static PeerRow movedTo(PeerRow row, int port) {
    return copy(row, port, row.nodeId(), row.lastSeen());
  }

  private static PeerRow copy(PeerRow row, int port, NodeId id, Instant lastSeen) {
    return new PeerRow(
        row.ip(),
        port,
        row.ebid(),
        row.state(),
        row.bucket(),
        lastSeen,
        row.latencyMs(),
        row.failureCount(),
        row.score(),
        id,
        row.nodeTag(),
        row.role(),
        Provenance.HANDSHAKE,
        port == 7070 || port == 7072,
        row.direction(),
        row.tier(),
        row.isReachable(),
        row.isProven(),
        row.handshakeVersion(),
        row.addressCount());
  }

  static PeerRow neverSeen(PeerRow row) {
    return copy(row, row.port(), row.nodeId(), null);
  }

  static PeerRow named(PeerRow row, NodeId id) {
    return copy(row, row.port(), id, row.lastSeen());
  }

  private static PeerRow row(int i, Random random, Instant now) {
    int port = PORTS[random.nextInt(PORTS.length)];
    boolean isConnected = i < 4 || (i < 24 && random.nextInt(10) < 4);
    PeerState state = isConnected ? PeerState.CONNECTED : idleState(random);
    Instant lastSeen = lastSeen(state, random, now);
    int failures = state == PeerState.FAILED ? 1 + random.nextInt(5) : 0;
    int handshake = port == 7070 ? 3 : 4;
    return new PeerRow(
        ip(i),
        port,
        "",
        state,
        PeerBucket.of(state, lastSeen, failures > 0, now),
        lastSeen,
        isConnected ? 4 + random.nextInt(30) * random.nextInt(12) : null,
        failures,
        random.nextInt(100) / 100.0,
        state == PeerState.KNOWN_ONLY && random.nextInt(6) == 0 ? null : id(i),
        "VNODE-%08X".formatted((int) (0x9e37_79b9L * (i + 1))),
        random.nextInt(8) == 0 ? "guardian" : "constellation",
        provenance(port, random),
        port == 7070 || port == 7072,
        isConnected ? random.nextInt(3) == 0 ? Direction.INBOUND : Direction.OUTBOUND : null,
        List.of(ReputationTier.values()).get(random.nextInt(5)),
        isConnected,
        handshake == 4 && isConnected,
        isConnected ? handshake : 0,
        1 + random.nextInt(3));
  }

  private static PeerState idleState(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> PeerState.CONNECTING;
      case 1, 2 -> PeerState.FAILED;
      case 3, 4, 5 -> PeerState.DISCONNECTED;
      default -> PeerState.KNOWN_ONLY;
    };
  }

  private static Instant lastSeen(PeerState state, Random random, Instant now) {
    return switch (state) {
      case CONNECTED -> now.minusSeconds(random.nextInt(20));
      case KNOWN_ONLY -> random.nextInt(3) == 0 ? null : now.minusSeconds(random.nextInt(9_000));
      case CONNECTING, DISCONNECTED, FAILED -> now.minusSeconds(random.nextInt(6_000));
    };
  }

  private static Provenance provenance(int port, Random random) {
    if (port == 7070) {
      return Provenance.DEFAULT;
    }
    Provenance[] all = Provenance.values();
    Provenance drawn = all[random.nextInt(all.length)];
    return drawn == Provenance.DEFAULT ? Provenance.HANDSHAKE : drawn;
  }

  private static IpAddress ip(int i) {
    String text =
        i % 9 == 8
            ? "2001:db8:"
                + Integer.toHexString(i + 16)
                + "::"
                + Integer.toHexString(i * 7 % 0xffff + 1)
            : (i % 2 == 0 ? "198.51." : "203.0.") + (100 + i / 250) + "." + (i % 250 + 1);
    return IpAddress.parse(text).orElseThrow();
  }

  private static NodeId id(int i) {
    long bits = 0x9e37_79b9_7f4a_7c15L * (i + 1);
    return new NodeId("%016x%016x%08x".formatted(bits, bits * 31, i));
  }

  private static List<NodeId> ids(PeerRow... rows) {
    return List.of(rows).stream()
        .map(PeerRow::nodeId)
        .flatMap(id -> Optional.ofNullable(id).stream())
        .toList();
  }

  private FakePeers() {}
}
