package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A disk that does not give back all of the file. */
class UnreadablePartTest {

  private static final Path PATH = Path.of("/data/peers.jsonl");
  private static final Path ASIDE = Path.of("/data/peers.jsonl.damaged-20260101-000000-000");
  private static final int PIECE = 4096;
  private static final int PEERS = 20_000; // more than one stretch
  private static final List<StoredPeer> ALL =
      IntStream.range(0, PEERS).mapToObj(Peers::named).toList();

  private final FragileDisk disk = new FragileDisk();

  private static void put(PeerJournal journal, List<StoredPeer> peers) throws IOException {
    Map<String, PeerLine> changes = new LinkedHashMap<>();
    peers.forEach(peer -> changes.put(peer.key(), new PeerLine.Peer(peer)));
    journal.save(changes);
  }

  private byte[] write(List<StoredPeer> peers) throws IOException {
    try (PeerJournal journal = new PeerJournal(disk, PATH)) {
      journal.load(Peers.T0);
      put(journal, peers);
    }
    return disk.content(PATH);
  }

  private PeerJournal opened() throws IOException {
    PeerJournal journal = new PeerJournal(disk, PATH);
    journal.load(Peers.T0);
    return journal;
  }

  private LoadedPeers load() throws IOException {
    return new PeerJournal(disk, PATH).load(Peers.T0);
  }

  /** Those of whose line no byte lies in {@code part}. */
  private List<StoredPeer> beside(Span part) throws IOException {
    SequencedMap<String, Span> lines = PeerFileScan.of(disk.openToRead(PATH)).spans();
    return ALL.stream()
        .filter(peer -> {
          Span line = lines.get(peer.key());
          return line.end() <= part.start() || part.end() < line.start();
        })
        .toList();
  }

  @Test
  void itCostsTheLinesThatHaveAByteInItAndNoOther() throws IOException {
    int middle = write(ALL).length / 2 / PIECE * PIECE;
    List<Span> parts =
        List.of(
            new Span(0, PIECE),
            new Span(middle, PIECE),
            new Span(PeerFileStretch.BYTES - PIECE, 2 * PIECE),
            new Span(PeerFileStretch.BYTES, PIECE),
            new Span(PeerFileStretch.BYTES + StoreLimits.MAX_LINE_BYTES, PIECE),
            new Span(PeerFileStretch.BYTES - 3 * PIECE, 40 * PIECE));
    for (Span part : parts) {
      List<StoredPeer> beside = beside(part);
      disk.breakAt(PATH, part);
      LoadedPeers loaded = load();
      assertThat(loaded.peers()).as("%s", part).isEqualTo(beside);
      assertThat(loaded.report().damages())
          .as("%s", part)
          .isNotEmpty()
          .allMatch(damage -> damage.reason() == Damage.Reason.NOT_READ);
      disk.mend(PATH);
    }
  }

  @Test
  void theWholeFileIsKeptAsideUntilTheDiskGivesItBack() throws IOException {
    byte[] intact = write(ALL);
    Span part = new Span(10 * PIECE, PIECE);
    List<StoredPeer> beside = beside(part);
    disk.breakAt(PATH, part);
    PeerJournal journal = new PeerJournal(disk, PATH);
    assertThat(journal.load(Peers.T0).report().keptAside()).isEqualTo(ASIDE);
    put(journal, List.of());
    assertThat(load().peers()).isEqualTo(beside);
    assertThat(load().report().isClean()).isTrue();
    disk.mend(ASIDE);
    assertThat(disk.content(ASIDE)).isEqualTo(intact);
  }

  @Test
  void whereAFileHasOneNameOnlyItStaysAsItIsAndIsAppendedTo() throws IOException {
    byte[] intact = write(ALL);
    Span part = new Span(10 * PIECE, PIECE);
    List<StoredPeer> beside = new ArrayList<>(beside(part));
    disk.breakAt(PATH, part);
    disk.takeNoLinks();
    PeerJournal journal = opened();
    put(journal, List.of(Peers.unnamed(1)));
    assertThat(journal.takeRewriteFailure()).hasMessage("Operation not permitted");
    beside.add(Peers.unnamed(1));
    assertThat(load().peers()).isEqualTo(beside);
    assertThat(disk.content(PATH)).startsWith(intact);
    disk.mend(PATH);
    assertThat(load().peers()).hasSize(PEERS + 1);
  }

  @Test
  void aNameThatItHasAlreadyIsNoMistake() throws IOException {
    byte[] intact = write(ALL);
    disk.breakAt(PATH, new Span(10 * PIECE, PIECE));
    PeerJournal journal = opened();
    disk.link(ASIDE, PATH);
    put(journal, List.of(Peers.unnamed(1)));
    assertThat(journal.takeRewriteFailure()).isNull();
    assertThat(disk.content(ASIDE)).isEqualTo(intact);
    assertThat(load().report().isClean()).isTrue();
  }

  @Test
  void somebodyMayMoveTheFileAwayBeforeItIsRewritten() throws IOException {
    byte[] intact = write(ALL);
    Span part = new Span(10 * PIECE, PIECE);
    List<StoredPeer> beside = beside(part);
    disk.breakAt(PATH, part);
    PeerJournal journal = opened();
    disk.replace(PATH, PATH.resolveSibling("moved"));
    put(journal, List.of());
    assertThat(load().peers()).isEqualTo(beside);
    assertThat(disk.content(PATH.resolveSibling("moved"))).isEqualTo(intact);
  }

  @Test
  void aDamagedFileThatCannotBeRewrittenIsAppendedTo() throws IOException {
    byte[] intact = write(ALL);
    disk.put(PATH, Arrays.copyOf(intact, intact.length - 10));
    PeerJournal journal = opened();
    disk.takeNoNewNames();
    put(journal, List.of(Peers.unnamed(1)));
    assertThat(journal.takeRewriteFailure()).isNotNull();
    put(journal, List.of(Peers.unnamed(2)));
    assertThat(journal.takeRewriteFailure()).as("not tried again at once").isNull();
    LoadedPeers loaded = load();
    assertThat(loaded.peers()).hasSize(PEERS - 1 + 2).contains(Peers.unnamed(1), Peers.unnamed(2));
    assertThat(loaded.report().damagedPlaces()).isOne();
  }

  @Test
  void oneThatGivesBackNothingLosesNothing() throws IOException {
    byte[] intact = write(ALL);
    disk.breakAt(PATH, new Span(0, intact.length));
    PeerJournal journal = new PeerJournal(disk, PATH);
    LoadedPeers loaded = journal.load(Peers.T0);
    assertThat(loaded.peers()).isEmpty();
    assertThat(loaded.report().damages().stream().mapToLong(Damage::length).sum())
        .as("said to be unread")
        .isGreaterThanOrEqualTo(intact.length);
    put(journal, List.of(Peers.unnamed(1)));
    assertThat(load().peers()).containsExactly(Peers.unnamed(1));
    assertThat(disk.content(ASIDE)).isEqualTo(intact);
  }

  @Test
  void whereTheFileCannotBeRewrittenChangesAreAppended() throws IOException {
    PeerJournal journal = opened();
    put(journal, ALL);
    disk.breakAt(PATH, new Span(10 * PIECE, PIECE));
    int failures = 0;
    for (int i = 0; i < 6; i++) {
      int port = 20_000 + i;
      put(journal, ALL.stream().skip(PEERS / 2).map(peer -> Peers.at(peer, port)).toList());
      failures += journal.takeRewriteFailure() == null ? 0 : 1;
    }
    assertThat(failures).as("tried again now and then only").isBetween(1, 3);
    disk.mend(PATH);
    assertThat(load().peers())
        .hasSize(PEERS)
        .contains(ALL.getFirst(), Peers.at(ALL.getLast(), 20_005));
    put(journal, ALL.stream().map(peer -> Peers.at(peer, 20_006)).toList());
    put(journal, ALL.stream().map(peer -> Peers.at(peer, 20_007)).toList());
    assertThat(journal.size()).isLessThanOrEqualTo(2 * journal.useful());
    assertThat(load().peers()).hasSize(PEERS).contains(Peers.at(ALL.getFirst(), 20_007));
  }
}
