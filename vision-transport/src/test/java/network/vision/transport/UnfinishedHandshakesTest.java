package network.vision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnfinishedHandshakesTest {

  private final UnfinishedHandshakes<Integer> unfinished = new UnfinishedHandshakes<>(4, 2);

  @Test
  void thereIsRoomUpToTheCap() {
    assertThat(unfinished.admit(ip("10.1.0.1"), 1)).isEmpty();
    assertThat(unfinished.admit(ip("10.1.0.1"), 2)).isEmpty();
    assertThat(unfinished.admit(ip("10.2.0.1"), 3)).isEmpty();
    assertThat(unfinished.admit(ip("10.3.0.1"), 4)).isEmpty();
    assertThat(unfinished.count()).isEqualTo(4);
  }

  @Test
  void beyondTheCapPerIpItsOldestGivesWay() {
    unfinished.admit(ip("10.2.0.1"), 0);
    unfinished.admit(ip("10.1.0.1"), 1);
    unfinished.admit(ip("10.1.0.1"), 2);
    assertThat(unfinished.admit(ip("10.1.0.1"), 3)).contains(1);
  }

  @Test
  void beyondTheCapTheCrowdedNetworkGivesWayAndNotTheLonelyPeer() {
    unfinished.admit(ip("192.0.2.1"), 0);
    unfinished.admit(ip("127.1.0.1"), 1);
    unfinished.admit(ip("127.1.0.2"), 2);
    unfinished.admit(ip("127.1.9.3"), 3);
    assertThat(unfinished.admit(ip("127.1.200.4"), 4)).contains(1);
    assertThat(unfinished.admit(ip("127.1.200.5"), 5)).contains(2);
    assertThat(unfinished.admit(ip("198.51.100.1"), 6)).contains(3);
  }

  @Test
  void withinANetworkTheIpWithTheMostGivesWay() {
    unfinished.admit(ip("127.1.0.1"), 1);
    unfinished.admit(ip("127.1.0.2"), 2);
    unfinished.admit(ip("127.1.0.2"), 3);
    unfinished.admit(ip("127.1.0.3"), 4);
    assertThat(unfinished.admit(ip("10.0.0.1"), 5)).contains(2);
  }

  @Test
  void whoHasFinishedLeavesItsPlace() {
    for (int i = 0; i < 4; i++) {
      unfinished.admit(ip("10." + i + ".0.1"), i);
    }
    unfinished.remove(ip("10.0.0.1"), 0);
    unfinished.remove(ip("10.0.0.1"), 0);
    assertThat(unfinished.admit(ip("10.9.0.1"), 9)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20251122})
  void itDoesWhatANaiveListDoes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    UnfinishedHandshakes<Integer> clever = new UnfinishedHandshakes<>(20, 4);
    NaiveList naive = new NaiveList(20, 4);
    for (int i = 0; i < 5000; i++) {
      IpAddress ip = ip("10." + random.nextInt(4) + ".0." + random.nextInt(1 + random.nextInt(9)));
      if (random.nextInt(3) > 0) {
        assertThat(clever.admit(ip, i)).isEqualTo(naive.admit(ip, i));
      } else if (!naive.entries.isEmpty()) {
        var leaving = naive.entries.get(random.nextInt(naive.entries.size()));
        naive.entries.remove(leaving);
        clever.remove(leaving.ip, leaving.socket);
      }
      assertThat(clever.count()).isEqualTo(naive.entries.size());
    }
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  /** The same rule, said slowly. */
  private static final class NaiveList {

    record Entry(IpAddress ip, int socket) {
      IpRange network() {
        return IpRange.around(ip, 112);
      }
    }

    final List<Entry> entries = new ArrayList<>();
    private final int cap;
    private final int capPerIp;

    NaiveList(int cap, int capPerIp) {
      this.cap = cap;
      this.capPerIp = capPerIp;
    }

    Optional<Integer> admit(IpAddress ip, int socket) {
      entries.add(new Entry(ip, socket));
      List<Entry> ofIp = entries.stream().filter(entry -> entry.ip.equals(ip)).toList();
      if (ofIp.size() > capPerIp) {
        return evict(ofIp);
      }
      return entries.size() > cap
          ? evict(most(most(entries, Entry::network), Entry::ip))
          : Optional.empty();
    }

    private static <K> List<Entry> most(List<Entry> of, Function<Entry, K> key) {
      return of.stream().collect(Collectors.groupingBy(key)).values().stream()
          .min(
              Comparator.<List<Entry>>comparingInt(group -> -group.size())
                  .thenComparingInt(group -> group.getFirst().socket))
          .orElseThrow();
    }

    private Optional<Integer> evict(List<Entry> group) {
      entries.remove(group.getFirst());
      return Optional.of(group.getFirst().socket);
    }
  }
}
