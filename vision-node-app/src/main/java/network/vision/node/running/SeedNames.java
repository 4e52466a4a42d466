package network.vision.node.running;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;

/**
 * Looks up the names of seeds and peers, each on a virtual thread of its own, and answers within
 * {@code DEADLINE} whatever the resolver does. The core asks for one name at a time and again
 * later.
 *
 * <p>Any thread.
 */
final class SeedNames {

  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final int MOST_ADDRESSES = 8;

  private final BiConsumer<HostAndPort, List<PeerAddress>> onAnswer;

  /**
   * A resolver.
   *
   * @param onAnswer told once for each question; no addresses: the name has none now
   */
  SeedNames(BiConsumer<HostAndPort, List<PeerAddress>> onAnswer) {
    this.onAnswer = onAnswer;
  }

  /** Looks up {@code seed}, and returns at once. */
  void resolve(HostAndPort seed) {
    CompletableFuture<List<PeerAddress>> answer = new CompletableFuture<>();
    Thread.ofVirtual().name("vision-resolve").start(() -> answer.complete(lookUp(seed)));
    var _ =
        answer
            .completeOnTimeout(List.of(), DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
            .thenAccept(addresses -> onAnswer.accept(seed, addresses));
  }

  private static List<PeerAddress> lookUp(HostAndPort seed) {
    try {
      return Stream.of(InetAddress.getAllByName(seed.host()))
          .map(IpAddress::of)
          .filter(ip -> !ip.isUnspecified())
          .map(ip -> new PeerAddress(ip, seed.port()))
          .distinct()
          .limit(MOST_ADDRESSES)
          .toList();
    } catch (UnknownHostException e) {
      return List.of();
    }
  }
}
