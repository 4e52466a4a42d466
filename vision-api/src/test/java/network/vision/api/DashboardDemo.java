package network.vision.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;

/**
 * The dashboard over invented peers, to be looked at: arguments are a port of 127.0.0.1, a number
 * of peers, and perhaps how many requests a second are served. A line on standard input moves the
 * first peer to another port.
 */
final class DashboardDemo {

  private static final List<NodeEvent.Kind> KINDS =
      List.of(NodeEvent.Kind.DISCOVERED, NodeEvent.Kind.CONNECTED, NodeEvent.Kind.MOVED);
  private static final String TOKEN = "a token for the demonstration";

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[1]);
    FakeNode node = new FakeNode(count, Instant.now());
    ApiLimits limits =
        ApiLimits.STANDARD.withRequestsPerSecond(args.length > 2 ? Integer.parseInt(args[2]) : 200);
    ApiConfig config =
        ApiConfig.at(new HostAndPort("127.0.0.1", Integer.parseInt(args[0])))
            .withToken(TOKEN)
            .withLimits(limits);
    try (ApiServer _ = ApiServer.start(config, node, node, node);
        var beat = Executors.newSingleThreadScheduledExecutor()) {
      for (int i = 0; i < Math.min(count, 12); i++) {
        publish(node, i, KINDS.get(i % KINDS.size()));
      }
      var _ = beat.scheduleAtFixedRate(() -> blink(node), 2, 2, TimeUnit.SECONDS);
      while (System.in.read() != -1) {
        move(node);
      }
      new CountDownLatch(1).await();
    }
  }

  private static void blink(FakeNode node) {
    int count = node.rows.size();
    if (count > 0) {
      publish(node, new Random().nextInt(count), NodeEvent.Kind.DISCOVERED);
    }
  }

  private static void move(FakeNode node) {
    List<PeerRow> rows = new ArrayList<>(node.rows);
    PeerRow old = rows.getFirst();
    rows.set(0, FakePeers.movedTo(old, 40_404));
    node.rows = List.copyOf(rows);
    publish(node, 0, NodeEvent.Kind.MOVED);
  }

  private static void publish(FakeNode node, int index, NodeEvent.Kind kind) {
    PeerRow row = node.rows.get(index);
    PeerAddress address = new PeerAddress(row.ip(), row.port());
    String text =
        switch (kind) {
          case MOVED -> "found at a new address";
          case CONNECTED -> "connected, outbound";
          case DISCONNECTED -> "hung up";
          case CONFLICT -> "others tell another port of it";
          case DISCOVERED, MAPPING, VERDICT -> "heard of";
        };
    node.log.publish(
        new NodeEvent(0, kind, Instant.now(), text, row.nodeId(), row.nodeTag(), address, null));
  }

  private DashboardDemo() {}
}
