package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Any sequence of changes, saves, failures and crashes gives back, for every peer, a state that
 * existed and is not older than the last one that was saved. {@code -Dstore.seed=4711
 * -Dstore.runs=1} repeats one.
 */
class PeerJournalCrashTest {

  private static final Path PATH = Path.of("/data/peers.jsonl");
  private static final int PEERS = 200;
  private static final int RUNS = Integer.getInteger("store.runs", 500);
  private static final long FIRST_SEED = Long.getLong("store.seed", 1);

  sealed interface Step {

    /** Peers learned anew, or found at another port. */
    record Learn(int from, int count, int port) implements Step {}

    record Forget(int from, int count) implements Step {}

    record Save() implements Step {}

    record Compact() implements Step {}

    /** A save for which the disk has room for so many operations only. */
    record SaveOnFullDisk(int operations) implements Step {}

    /** A save during which the power fails, then a new start. */
    record PowerLoss(int operations, long seed) implements Step {}

    /** A save during which the process is killed, then a new start. */
    record Kill(int operations) implements Step {}
  }

  @Test
  void noSequenceOfCrashesLosesWhatWasSaved() throws IOException {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      List<Step> steps = steps(new SplittableRandom(seed));
      try {
        run(steps);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + steps, e);
      }
    }
  }

  private static void run(List<Step> steps) throws IOException {
    Run run = new Run();
    for (Step step : steps) {
      run.take(step);
    }
    run.crash(run.disk.afterKill());
  }

  private static List<Step> steps(SplittableRandom random) {
    return Stream.generate(() -> step(random)).limit(random.nextInt(1, 41)).toList();
  }

  private static Step step(SplittableRandom random) {
    int from = random.nextInt(PEERS);
    int count = random.nextInt(1, PEERS + 1);
    int operations = random.nextInt(13);
    return switch (random.nextInt(9)) {
      case 0, 1 -> new Step.Learn(from, count, 1024 + random.nextInt(51));
      case 2 -> new Step.Forget(from, count);
      case 3 -> random.nextBoolean() ? new Step.Learn(0, PEERS, 1) : new Step.Forget(0, PEERS);
      case 4 -> random.nextBoolean() ? new Step.Save() : new Step.Compact();
      case 5 -> new Step.SaveOnFullDisk(operations);
      case 6 -> new Step.SaveOnFullDisk(1 + random.nextInt(2));
      case 7 -> new Step.PowerLoss(operations, random.nextLong());
      default -> new Step.Kill(operations);
    };
  }

  private static final class Run {

    private FragileDisk disk = new FragileDisk();
    private PeerJournal journal = new PeerJournal(disk, PATH);

    /** What each peer may be after a crash: empty where it may be unknown. */
    private final Map<String, Set<Optional<StoredPeer>>> possible = new HashMap<>();

    private final Map<String, PeerLine> waiting = new LinkedHashMap<>();

    Run() throws IOException {
      journal.load(Peers.T0);
    }

    void take(Step step) throws IOException {
      switch (step) {
        case Step.Learn(int from, int count, int port) -> {
          for (int i = from; i < Math.min(PEERS, from + count); i++) {
            StoredPeer peer = Peers.at(Peers.named(i), port);
            change(peer.key(), new PeerLine.Peer(peer), Optional.of(peer));
          }
        }
        case Step.Forget(int from, int count) -> {
          for (int i = from; i < Math.min(PEERS, from + count); i++) {
            String key = Peers.named(i).key();
            change(key, new PeerLine.Forgotten(key), Optional.empty());
          }
        }
        case Step.Save save -> save();
        case Step.Compact compact -> {
          save();
          journal.compact();
        }
        case Step.SaveOnFullDisk(int operations) -> {
          disk.fillAfter(operations);
          trySave();
          disk.makeRoom();
        }
        case Step.PowerLoss(int operations, long seed) -> {
          disk.fillAfter(operations);
          trySave();
          crash(disk.afterPowerLoss(new SplittableRandom(seed)));
        }
        case Step.Kill(int operations) -> {
          disk.fillAfter(operations);
          trySave();
          crash(disk.afterKill());
        }
      }
    }

    private void change(String key, PeerLine change, Optional<StoredPeer> state) {
      waiting.remove(key);
      waiting.put(key, change);
      possible.computeIfAbsent(key, k -> new HashSet<>(Set.of(Optional.empty()))).add(state);
    }

    private void save() throws IOException {
      Map<String, PeerLine> wanted = new HashMap<>(waiting);
      journal.save(waiting);
      assertThat(waiting).isEmpty();
      wanted.forEach(this::isSaved);
      assertThat(journal.size()).isLessThanOrEqualTo(Math.max(64 * 1024, 2 * journal.useful()));
    }

    private void isSaved(String key, PeerLine change) {
      Optional<StoredPeer> state =
          change instanceof PeerLine.Peer(StoredPeer peer) ? Optional.of(peer) : Optional.empty();
      possible.put(key, new HashSet<>(Set.of(state)));
    }

    private void trySave() {
      try {
        save();
      } catch (IOException e) {
        assertThat(e).hasMessage("No space left on device");
      }
    }

    void crash(FragileDisk found) throws IOException {
      disk = found;
      journal = new PeerJournal(disk, PATH);
      waiting.clear();
      Map<String, StoredPeer> loaded = new HashMap<>();
      journal.load(Peers.T0).peers().forEach(peer -> loaded.put(peer.key(), peer));
      assertThat(possible.keySet()).containsAll(loaded.keySet());
      possible.forEach(
          (key, states) -> assertThat(states).contains(Optional.ofNullable(loaded.get(key))));
      possible.replaceAll(
          (key, states) -> new HashSet<>(Set.of(Optional.ofNullable(loaded.get(key)))));
      // What a crash left is all there is from now on: force it, as the next save would.
      journal.compact();
    }
  }
}
