package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disk that fails while the node runs: said once, tried again, nothing lost. */
class FailingDiskTest {

  private static final Path DIRECTORY = Path.of("/data");
  private static final Duration SOON = Duration.ofSeconds(20);

  private final FragileDisk disk = new FragileDisk();
  private final BlockingQueue<StoreEvent> events = new LinkedBlockingQueue<>();
  private final PeerStore store = open(disk);

  private PeerStore open(FragileDisk on) {
    return new PeerStore(on, DIRECTORY, ValueFile.recordSequence(on, DIRECTORY), events::add);
  }

  private StoreEvent nextEvent() throws InterruptedException {
    return events.poll(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void aFullDiskIsSaidOnceAndCostsNothingThatIsHeld() throws Exception {
    store.load();
    store.put(Peers.named(1));
    assertThat(store.flush(SOON)).isTrue();
    disk.fillAfter(0);
    store.put(Peers.named(2));
    store.put(Peers.at(Peers.named(1), 7074));
    assertThat(nextEvent())
        .isEqualTo(
            new StoreEvent.SaveFailed(
                DIRECTORY.resolve("peers.jsonl"), "No space left on device", 2));
    store.forget(Peers.named(2).key());
    store.put(Peers.named(3));
    assertThat(store.flush(Duration.ofMillis(50))).isFalse();
    disk.makeRoom();
    assertThat(nextEvent()).isInstanceOf(StoreEvent.SaveRecovered.class);
    assertThat(store.flush(SOON)).isTrue();
    store.close();
    assertThat(open(disk.afterKill()).load().peers())
        .containsExactlyInAnyOrder(Peers.at(Peers.named(1), 7074), Peers.named(3));
    assertThat(events).isEmpty();
  }

  @Test
  void aForceThatFailsIsSaidOnceAndDoesNotCountAsSaved() throws Exception {
    store.load();
    store.put(Peers.named(1));
    assertThat(store.flush(SOON)).isTrue();
    disk.fillAfter(1); // the write, and not its force
    store.put(Peers.named(2));
    assertThat(store.flush(Duration.ofMillis(50))).isFalse();
    assertThat(nextEvent()).isInstanceOf(StoreEvent.SaveFailed.class);
    disk.fillAfter(0);
    assertThat(store.flush(Duration.ofMillis(50))).as("it is tried, and fails again").isFalse();
    disk.makeRoom();
    assertThat(nextEvent()).isInstanceOf(StoreEvent.SaveRecovered.class);
    assertThat(store.flush(SOON)).isTrue();
    store.close();
    assertThat(events).isEmpty();
    assertThat(open(disk.afterPowerLoss(new SplittableRandom(1))).load().peers())
        .containsExactly(Peers.named(1), Peers.named(2));
  }

  @Test
  void aSequenceThatCannotBeWrittenKeepsNoPeerFromBeingSaved() throws Exception {
    store.load();
    store.put(Peers.named(1));
    assertThat(store.flush(SOON)).isTrue();
    disk.takeNoNewNames();
    store.putSequence(7);
    store.put(Peers.named(2));
    Path sequence = DIRECTORY.resolve("record-sequence");
    assertThat(nextEvent())
        .isEqualTo(new StoreEvent.SaveFailed(sequence, "No space left on device", 1));
    assertThat(store.flush(Duration.ofMillis(50))).isFalse();
    assertThat(open(disk.afterPowerLoss(new SplittableRandom(1))).load().peers())
        .containsExactly(Peers.named(1), Peers.named(2));
    disk.fillAfter(0);
    store.put(Peers.named(3));
    assertThat(nextEvent())
        .as("said of each file")
        .isEqualTo(
            new StoreEvent.SaveFailed(
                DIRECTORY.resolve("peers.jsonl"), "No space left on device", 1));
    disk.makeRoom();
    assertThat(List.of(nextEvent(), nextEvent()))
        .allMatch(event -> event instanceof StoreEvent.SaveRecovered);
    assertThat(store.flush(SOON)).isTrue();
    store.close();
    assertThat(ValueFile.recordSequence(disk, DIRECTORY).read()).hasValue(7L);
  }

  @Test
  @Timeout(60)
  void aDiskThatHangsKeepsNobodyWaitingWhoRemembersAPeer() throws Exception {
    store.load();
    synchronized (disk) {
      // Whatever the disk thread does now waits for the end of this block.
      for (int i = 0; i < 10_000; i++) {
        store.put(Peers.named(i));
      }
      store.forget(Peers.named(0).key());
      assertThat(store.flush(Duration.ofMillis(300))).isFalse();
    }
    assertThat(store.flush(SOON)).isTrue();
    store.close();
    assertThat(open(disk.afterKill()).load().peers()).hasSize(9_999);
  }

  @Test
  void whatTheDiskRefusesUntilTheEndIsCounted() throws Exception {
    store.load();
    disk.fillAfter(0);
    store.put(Peers.named(1));
    store.put(Peers.named(2));
    store.close();
    assertThat(List.copyOf(events))
        .containsExactly(
            new StoreEvent.SaveFailed(
                DIRECTORY.resolve("peers.jsonl"), "No space left on device", 2),
            new StoreEvent.ChangesLost(DIRECTORY.resolve("peers.jsonl"), 2));
  }

  @Test
  void changesOfMorePeersThanFitInMemoryAreLeftOut() {
    WaitingChanges waiting = new WaitingChanges(3);
    waiting.offer("alice", new PeerLine.Forgotten("alice"));
    assertThat(waiting.take(1).isOverflowing()).as("one taken, one that failed before").isFalse();
    waiting.offer("bob", new PeerLine.Forgotten("bob"));
    waiting.offer("carol", new PeerLine.Forgotten("carol"));
    waiting.offer("bob", new PeerLine.Peer(Peers.named(1)));
    WaitingChanges.Taken taken = waiting.take(0);
    assertThat(taken.isOverflowing()).isTrue();
    assertThat(taken.peers()).containsExactly(Map.entry("bob", new PeerLine.Peer(Peers.named(1))));
  }

  @Test
  void manyChangesOfOnePeerAreOneWrite() throws Exception {
    store.load();
    store.put(Peers.named(0));
    assertThat(store.flush(SOON)).isTrue();
    int before = disk.operations();
    for (int port = 1; port <= 60_000; port++) {
      store.put(Peers.at(Peers.named(1), port));
    }
    assertThat(store.flush(SOON)).isTrue();
    store.close();
    assertThat(disk.operations() - before).isLessThan(60);
  }
}
