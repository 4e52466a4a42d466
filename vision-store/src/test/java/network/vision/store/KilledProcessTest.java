package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process killed at a random instant costs at most the last second, and never the file. {@code
 * -Dstore.kills=500} kills that many, one after the other on the same directory; {@code
 * -Dstore.seed=…} repeats the instants.
 */
class KilledProcessTest {

  private static final int KILLS = Integer.getInteger("store.kills", 20);
  private static final long SEED = Long.getLong("store.seed", 5);
  private static final long MOST_LOST_MILLIS = 1000;

  /** What a child said: when it had put which number, and up to which all was durable. */
  private record Heard(Map<Long, Long> putMillis, long durable) {}

  @TempDir private Path temp;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Long> lostMillis = new ArrayList<>();
  private long last;
  private long unfinishedLines;
  private long killsWhileOpening;

  @Test
  void aKilledProcessCostsAtMostTheLastSecondAndNeverTheFile() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      long first = last + Learner.PEERS;
      killOne(first, kill % 2 == 1);
    }
    Collections.sort(lostMillis);
    report();
    // The rest is left to machines so busy that a process stands still for a second.
    assertThat(lostMillis.get(lostMillis.size() * 95 / 100)).isLessThanOrEqualTo(MOST_LOST_MILLIS);
  }

  private void killOne(long first, boolean isFlushing) throws Exception {
    Process child =
        ChildProcess.start(
            Learner.class, temp.toString(), Long.toString(first), Boolean.toString(isFlushing));
    CountDownLatch isLoaded = new CountDownLatch(1);
    FutureTask<Heard> hearing = new FutureTask<>(() -> hear(child, isLoaded));
    Thread.startVirtualThread(hearing);
    if (random.nextInt(5) > 0) {
      assertThat(isLoaded.await(1, TimeUnit.MINUTES)).as("the child began").isTrue();
    }
    // The instant of death is what is drawn here, after the start of the process or of its
    // learning: most early, some when more than a second's worth could be lost.
    int millis = random.nextInt(random.nextInt(5) > 0 ? 300 : 1800);
    boolean isDead = child.waitFor(millis, TimeUnit.MILLISECONDS);
    long killedMillis = System.currentTimeMillis();
    // Not through the Process itself, which would throw away what the child has said.
    child.toHandle().destroyForcibly();
    Heard heard = hearing.get();
    child.waitFor();
    assertThat(isDead).as("the child ended by itself").isFalse();
    LoadedPeers loaded = StoreInspection.peers(temp);
    assertThat(loaded.report().isWhole()).as("%s", loaded.report()).isTrue();
    unfinishedLines += loaded.report().damagedPlaces();
    killsWhileOpening += heard.putMillis().isEmpty() ? 1 : 0;
    last = heard.putMillis().keySet().stream().max(Long::compare).orElse(last);
    check(loaded, first, heard, killedMillis);
  }

  private void check(LoadedPeers loaded, long first, Heard heard, long killedMillis) {
    Map<Long, Long> newest = new HashMap<>();
    for (StoredPeer peer : loaded.peers()) {
      long number = Long.parseLong(peer.labels().tag());
      assertThat(peer).isEqualTo(Learner.peer(number));
      newest.put(number % Learner.PEERS, number);
    }
    for (long n = Math.max(first, heard.durable() - Learner.PEERS + 1); n <= heard.durable(); n++) {
      assertThat(newest.getOrDefault(n % Learner.PEERS, -1L))
          .as("said to be durable")
          .isGreaterThanOrEqualTo(n);
    }
    long lost =
        heard.putMillis().entrySet().stream()
            .filter(put -> newest.getOrDefault(put.getKey() % Learner.PEERS, -1L) < put.getKey())
            .mapToLong(put -> killedMillis - put.getValue())
            .max()
            .orElse(0);
    lostMillis.add(Math.max(0, lost));
  }

  private static Heard hear(Process child, CountDownLatch isLoaded) throws IOException {
    Map<Long, Long> putMillis = new HashMap<>();
    long durable = -1;
    try (BufferedReader lines = child.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        if (line.equals("loaded")) {
          isLoaded.countDown();
        } else if (words[0].equals("put") && words.length == 3 && words[2].length() == 13) {
          putMillis.put(Long.valueOf(words[1]), Long.valueOf(words[2]));
        } else if (words[0].equals("durable")) {
          durable = Long.parseLong(words[1]);
        } else if (words[0].equals("event")) {
          throw new IOException("trouble of the child: " + line);
        }
      }
    }
    return new Heard(putMillis, durable);
  }

  private void report() throws IOException {
    PrintStream out = System.out;
    out.printf(
        "%d kills (seed %d), %,d peers put, %d before the first put; file %,d bytes;"
            + " unfinished last lines %d, other damage 0;"
            + " oldest change lost: median %d ms, 95%% %d ms, worst %d ms%n",
        KILLS,
        SEED,
        last,
        killsWhileOpening,
        Files.size(temp.resolve("peers.jsonl")),
        unfinishedLines,
        lostMillis.get(lostMillis.size() / 2),
        lostMillis.get(lostMillis.size() * 95 / 100),
        lostMillis.getLast());
  }
}
