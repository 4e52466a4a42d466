package network.vision.benchmark;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import network.vision.gossip.ConnectionId;
import network.vision.gossip.Direction;
import network.vision.gossip.Event;
import network.vision.gossip.Gossip;
import network.vision.gossip.GossipConfig;
import network.vision.gossip.GossipView;
import network.vision.gossip.LocalNode;
import network.vision.gossip.Now;
import network.vision.protocol.Decoded;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Identity;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.MessageCodec;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/**
 * What an address costs that the core knows by hearsay: heap after a collection, of a whole core
 * that was told by a hundred sessions, less that of the same core before it was told anything, by
 * the number of addresses it kept.
 *
 * <p>Every peer has an address, an id, a name, a role and a vision address of its own, and all came
 * through the codec, so no text is shared that life would not share. Also printed: how much of a
 * processor the core took for one entry, from the decoded message to what is to be stored.
 */
public final class MemoryBenchmark {

  private static final int SPEAKERS = 100;
  private static final int COLLECTIONS = 4;
  private static final long AIM_BYTES = 400;
  private static final Now NOW = new Now(0, Instant.parse("2026-01-01T00:00:00Z"));
  private static final NetworkProfile NETWORK = NetworkProfile.builtIn("devnet").orElseThrow();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final PrintStream OUT = System.out;

  private final RandomGenerator random = new SplittableRandom(1);
  private final Gossip core = core();

  private MemoryBenchmark() {}

  /** Prints a row for each size; the arguments are sizes of what is told in all. */
  public static void main(String[] args) {
    int[] sizes = args.length == 0 ? new int[] {16_384, 65_536, 100_000} : sizes(args);
    OUT.printf("| told | known | bytes per address (aim %d) | µs per entry |%n", AIM_BYTES);
    OUT.println("| ---: | ---: | ---: | ---: |");
    for (int size : sizes) {
      new MemoryBenchmark().measure(size);
    }
  }

  private static int[] sizes(String[] args) {
    return List.of(args).stream().mapToInt(Integer::parseInt).toArray();
  }

  private void measure(int told) {
    for (int speaker = 0; speaker < SPEAKERS; speaker++) {
      core.step(NOW, meeting(speaker));
    }
    long before = usedBytes();
    long nanos = 0;
    int perSpeaker = told / SPEAKERS;
    for (int speaker = 0; speaker < SPEAKERS; speaker++) {
      List<Event> words = words(speaker, perSpeaker);
      long start = THREADS.getCurrentThreadCpuTime();
      words.forEach(event -> core.step(NOW, event));
      nanos += THREADS.getCurrentThreadCpuTime() - start;
    }
    long after = usedBytes();
    int known = addresses(core.view(NOW));
    OUT.printf(
        "| %,d | %,d | %d | %.2f |%n",
        told, known, (after - before) / known, nanos / 1_000.0 / (perSpeaker * SPEAKERS));
  }

  private static int addresses(GossipView view) {
    return view.peers().stream().mapToInt(row -> row.peer().addresses().size()).sum();
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < COLLECTIONS; i++) {
      runtime.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** What a speaker says, as it comes off the wire. */
  private List<Event> words(int speaker, int count) {
    List<Event> words = new ArrayList<>();
    List<GossipPeer> peers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      peers.add(peer());
      if (peers.size() == 50 || i == count) {
        words.add(new Event.MessageArrived(connection(speaker), offTheWire(peers)));
        peers.clear();
      }
    }
    return words;
  }

  private static Message offTheWire(List<GossipPeer> peers) {
    Message message = new Message.PeerGossip("speaker", peers, NOW.wall().getEpochSecond());
    return switch (MessageCodec.decode(MessageCodec.encode(message))) {
      case Decoded.Accepted<Message>(var value) -> value;
      case Decoded.Refused<Message>(var refusal) ->
          throw new IllegalStateException(refusal.toString());
    };
  }

  private GossipPeer peer() {
    byte[] hash = new byte[20];
    random.nextBytes(hash);
    String id = HexFormat.of().formatHex(hash);
    String tag = "VNODE-" + id.substring(0, 8);
    return new GossipPeer(
        new NodeId(id),
        tag,
        "vision://" + tag + "@" + id.substring(0, 18),
        new PeerAddress(publicIp(), random.nextInt(1_024, 49_152)),
        true,
        "constellation",
        NOW.wall().getEpochSecond(),
        "good",
        true,
        true,
        null,
        null,
        null);
  }

  private IpAddress publicIp() {
    return IpAddress.ofIpv4(random.nextInt(20 << 24, 100 << 24));
  }

  private static ConnectionId connection(int speaker) {
    return new ConnectionId(2L * speaker + 1);
  }

  private Event meeting(int speaker) {
    byte[] key = new byte[32];
    random.nextBytes(key);
    NodeId id = new NodeId("speaker-" + speaker);
    Handshake handshake =
        new Handshake(
            new Handshake.Network(
                NETWORK.protocolVersion(),
                NETWORK.chainId(),
                NETWORK.genesisHash(),
                NETWORK.networkId(),
                111,
                "speaker",
                0,
                "",
                NETWORK.bootstrapPrefix(),
                null,
                null,
                null),
            new Handshake.Node(
                random.nextLong(), id, "", "", "", "constellation", "", false, false, "", null),
            new Handshake.Reach(7_072, null, null, null, List.of()),
            new Handshake.Heights(0, null),
            new Handshake.Extensions(
                List.of(), Base64.getEncoder().encodeToString(key), null, null, null, null));
    return new Event.HandshakeArrived(
        connection(speaker),
        Direction.INBOUND,
        new PeerAddress(publicIp(), 50_000),
        HandshakeVersion.V4,
        handshake);
  }

  private Gossip core() {
    byte[] secret = new byte[Identity.SECRET_BYTES];
    random.nextBytes(secret);
    Identity identity = Identity.of(secret);
    LocalNode local =
        new LocalNode(
            identity,
            NETWORK,
            identity.defaultTag(),
            "constellation",
            "",
            random.nextLong(),
            111,
            "benchmark",
            null,
            true);
    return new Gossip(local, GossipConfig.defaults(), random);
  }
}
