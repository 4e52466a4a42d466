package network.vision.node.running;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import network.vision.node.outlet.AdapterMeters;
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

  private final Outward outward;
  private final AdapterMeters meters;
  private final BiConsumer<HostAndPort, List<PeerAddress>> onAnswer;

  /**
   * A resolver.
   *
   * @param onAnswer told once for each question; no addresses: the name has none now
   */
  SeedNames(
      Outward outward, AdapterMeters meters, BiConsumer<HostAndPort, List<PeerAddress>> onAnswer) {
    this.outward = outward;
    this.meters = meters;
    this.onAnswer = onAnswer;
  }

  /** Looks up {@code seed}, and returns at once. */
  void resolve(HostAndPort seed) {
    CompletableFuture<List<PeerAddress>> answer = new CompletableFuture<>();
    Thread.ofVirtual().name("vision-resolve").start(() -> answer.complete(outward.lookUp(seed)));
    var _ =
        answer
            .completeOnTimeout(List.of(), DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
            .thenAccept(addresses -> tell(seed, addresses));
  }

  private void tell(HostAndPort seed, List<PeerAddress> addresses) {
    if (IpAddress.parse(seed.host()).isEmpty()) {
      meters.nameLookedUp(!addresses.isEmpty());
    }
    onAnswer.accept(seed, addresses);
  }
}
