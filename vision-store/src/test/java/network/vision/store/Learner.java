package network.vision.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that learns peers as fast as it can until somebody kills it. It says on its standard
 * output when it begins ({@code loaded}), for every 50 peers put the last number and the time of
 * day in milliseconds ({@code put 4711 1767225600000}), and now and then how far all is said to be
 * durable ({@code durable 4711}).
 */
final class Learner {

  /** Peer number {@code n} replaces peer number {@code n - PEERS}. */
  static final int PEERS = 4000;

  private static final int STRIDE = 50;
  private static final int FLUSH_EVERY = 20_000;

  /** Arguments: the data directory, the first number, whether to wait for the disk now and then. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    long number = Long.parseLong(args[1]);
    boolean isFlushing = Boolean.parseBoolean(args[2]);
    DataDirectory directory =
        DataDirectory.open(Path.of(args[0]), event -> out.println("event " + event));
    PeerStore store = directory.peers();
    store.load();
    out.println("loaded");
    for (; ; number++) {
      store.put(peer(number));
      if (number % STRIDE == 0) {
        out.println("put " + number + " " + System.currentTimeMillis());
      }
      if (isFlushing && number % FLUSH_EVERY == 0 && store.flush(Duration.ofMinutes(1))) {
        out.println("durable " + number);
      }
    }
  }

  static StoredPeer peer(long number) {
    StoredPeer peer = Peers.named((int) (number % PEERS));
    return new StoredPeer(
        peer.nodeId(),
        StoredPeer.Claims.of(peer.nodeId(), Long.toString(number), "constellation", "", "", null),
        null,
        null,
        peer.standing(),
        false,
        peer.addresses());
  }

  private Learner() {}
}
