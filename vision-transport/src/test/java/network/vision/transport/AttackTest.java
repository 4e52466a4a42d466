package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import network.vision.protocol.HandshakeVersion;
import network.vision.transport.TransportConfig.Caps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Honest peers get in while 5,000 sockets are held half open and 1,000 more send a byte every ten
 * seconds.
 */
@ExtendWith(LeakCheck.class)
class AttackTest {

  private static final int HALF_OPEN = 5000;
  private static final int DRIBBLING = 1000;
  private static final int HONEST = 200;
  private static final long MOST_LEFT_BYTES = 4L * 1024 * 1024;
  private static final int DESCRIPTORS_WHERE_NOBODY_KNOWS = 4096;
  private static final Duration AT_MOST = Duration.ofSeconds(1);

  /** A machine that is slow without an attack is slower by so many times that under one. */
  private static final int OF_A_BUSY_MACHINE = 3;

  @Test
  void honestPeersGetInWithinASecondUnderTheDefaultCaps() {
    attack(Caps.DEFAULT);
  }

  @Test
  void honestPeersGetInWithinASecondWhileAllOfThemSitHalfOpen() {
    attack(new Caps(8000, 32, 9000, 0));
  }

  private static void attack(Caps caps) {
    int wanted = affordable(HALF_OPEN + DRIBBLING);
    try (Host bob = new Host(TransportTest.config("127.0.0.1:0").with(caps))) {
      List<Duration> quiet = honestHandshakes(bob, HONEST);
      bob.forget();
      long before = usedHeap();
      List<Duration> attacked = honestHandshakesUnderAttack(bob, wanted, caps);
      Recorder.awaitUntil(() -> bob.transport().stats().open().unfinishedInbound() == 0);
      bob.forget();
      Recorder.awaitUntil(() -> usedHeap() < before + MOST_LEFT_BYTES);
      System.out.printf(
          "figures: honest handshakes p99 %.1f ms, most %.1f ms (quiet: %.1f, %.1f); heap %,d KiB before, %,d KiB"
              + " after%n",
          millis(p99(attacked)),
          millis(attacked.getLast()),
          millis(p99(quiet)),
          millis(quiet.getLast()),
          before / 1024,
          usedHeap() / 1024);
      assertThat(p99(attacked))
          .isLessThan(AT_MOST.plus(quiet.getLast().multipliedBy(OF_A_BUSY_MACHINE)));
    }
  }

  private static List<Duration> honestHandshakesUnderAttack(Host bob, int wanted, Caps caps) {
    long before = refusedOrWaiting(bob);
    try (Attack mallory =
        new Attack(bob.address().toSocketAddress(), wanted, () -> refusedOrWaiting(bob) - before)) {
      Recorder.awaitUntil(() ->
          mallory.opened() >= wanted
              && bob.transport().stats().open().unfinishedInbound()
                  >= Math.min(wanted, caps.unfinished()));
      List<Duration> took = honestHandshakes(bob, HONEST);
      System.out.printf(
          "figures: attack of %,d sockets (%,d opened so far, cap %,d), heap %,d KiB meanwhile%n",
          wanted, mallory.opened(), caps.unfinished(), usedHeap() / 1024);
      return took;
    }
  }

  /** All that was accepted, but for who has introduced itself. */
  private static long refusedOrWaiting(Host bob) {
    TransportStats stats = bob.transport().stats();
    return stats.open().unfinishedInbound()
        + stats.inboundRefusals().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Dials as an honest peer would, one after the other; sorted. */
  private static List<Duration> honestHandshakes(Host bob, int count) {
    List<Duration> took = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      try (RawPeer alice = new RawPeer(bob.address())) {
        alice.shakeHands(HandshakeVersion.V4);
      }
      took.add(Duration.ofNanos(System.nanoTime() - start));
    }
    Collections.sort(took);
    return took;
  }

  /** Both ends of each socket are in this process. */
  private static int affordable(int sockets) {
    int descriptors = mostDescriptors();
    int affordable = Math.min(sockets, (descriptors - 500) / 2);
    if (affordable < sockets) {
      System.out.printf(
          "figures: only %,d sockets instead of %,d: this process may have %,d descriptors%n",
          affordable, sockets, descriptors);
    }
    return affordable;
  }

  private static int mostDescriptors() {
    try (Stream<String> limits = Files.lines(Path.of("/proc/self/limits"))) {
      return limits
          .filter(line -> line.startsWith("Max open files"))
          .map(line -> line.split(" +", -1)[3])
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(DESCRIPTORS_WHERE_NOBODY_KNOWS);
    } catch (IOException e) {
      return DESCRIPTORS_WHERE_NOBODY_KNOWS;
    }
  }

  private static long usedHeap() {
    System.gc();
    Runtime heap = Runtime.getRuntime();
    return heap.totalMemory() - heap.freeMemory();
  }

  private static Duration p99(List<Duration> sorted) {
    return sorted.get(sorted.size() * 99 / 100);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
