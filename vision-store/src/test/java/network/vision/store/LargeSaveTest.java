package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A save of more than is written at once. */
class LargeSaveTest {

  private static final Path PATH = Path.of("/data/peers.jsonl");
  private static final int PEERS = 20_000;
  private static final int KNOWN_BEFORE = 5_000;

  private final FragileDisk disk = new FragileDisk();
  private final PeerJournal journal = new PeerJournal(disk, PATH);

  /** Peers that are new, peers that moved, and peers that are forgotten. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void whatTheDiskRefusesInTheMiddleIsWrittenByTheNextSave(int operations) throws IOException {
    journal.load(Peers.T0);
    Map<String, StoredPeer> expected = new HashMap<>();
    journal.save(changes(0, KNOWN_BEFORE, expected));
    Map<String, PeerLine> changes = changes(KNOWN_BEFORE / 2, PEERS, expected);
    for (int i = 0; i < KNOWN_BEFORE / 4; i++) {
      String key = Peers.named(i).key();
      changes.put(key, new PeerLine.Forgotten(key));
      expected.remove(key);
    }
    disk.fillAfter(operations);
    try {
      journal.save(changes);
    } catch (IOException e) {
      assertThat(e).hasMessage("No space left on device");
    }
    disk.makeRoom();

    journal.save(changes);

    assertThat(changes).isEmpty();
    LoadedPeers loaded = new PeerJournal(disk.afterKill(), PATH).load(Peers.T0);
    assertThat(loaded.report().isClean()).isTrue();
    assertThat(journal.size()).isEqualTo(loaded.report().bytes());
    assertThat(journal.useful()).isEqualTo(loaded.report().usefulBytes());
    assertThat(loaded.peers())
        .hasSize(expected.size())
        .allMatch(peer -> peer.equals(expected.get(peer.key())));
  }

  private static Map<String, PeerLine> changes(int from, int to, Map<String, StoredPeer> expected) {
    RandomGenerator random = new SplittableRandom(from);
    Map<String, PeerLine> changes = new LinkedHashMap<>();
    for (int i = from; i < to; i++) {
      StoredPeer peer = Peers.at(Peers.named(i), 1024 + random.nextInt(60_000));
      changes.put(peer.key(), new PeerLine.Peer(peer));
      expected.put(peer.key(), peer);
    }
    return changes;
  }
}
