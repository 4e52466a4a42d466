package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.vision.gossip.Event;
import network.vision.gossip.KnownPeer;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.store.DataDirectory;
import network.vision.store.LoadReport;
import network.vision.store.LoadedPeers;
import network.vision.store.StoreInspection;
import network.vision.store.StoredAddress;
import network.vision.store.StoredPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How what was stored comes back to the core. */
class BookReturnTest {

  private static final int PEERS = 100;
  private static final int PLACES = 60;
  private static final int REACHED_EVERY = 4;

  @TempDir private Path folder;

  @Test
  void thoseThatWereReachedComeFirstAndOfEachKindThoseThatChangedLast() {
    List<Event> events = new ArrayList<>();
    new BookReturn(loaded(PEERS), PLACES).tell(7, events::add);

    assertThat(events).hasSize(2).first().isInstanceOf(Event.BansLoaded.class);
    Event.PeersLoaded told = (Event.PeersLoaded) events.getLast();
    assertThat(told.recordSequence()).isEqualTo(7);
    assertThat(told.peers()).extracting(KnownPeer::nodeId).containsExactlyElementsOf(kept());
  }

  @Test
  void whatTheBookHasNoPlaceForIsForgotten() throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      directory.peers().load();
      loaded(PEERS).peers().forEach(directory.peers()::put);
      assertThat(directory.peers().flush(Duration.ofSeconds(20))).isTrue();
    }
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      BookReturn book = new BookReturn(directory.peers().load(), PLACES);
      assertThat(book.excess()).isEqualTo(PEERS - PLACES);
      assertThat(book.kept()).isEqualTo(PLACES);
      book.forgetExcess(directory.peers());
    }

    assertThat(StoreInspection.peers(folder).peers())
        .extracting(StoredPeer::nodeId)
        .containsExactlyInAnyOrderElementsOf(kept());
  }

  @Test
  void anEmptyBookIsToldOfToo() {
    BookReturn book = new BookReturn(loaded(0), PLACES);

    assertThat(book.excess()).isZero();
    List<Event> events = new ArrayList<>();
    book.tell(7, events::add);
    assertThat(events).contains(new Event.PeersLoaded(List.of(), 7));
  }

  /** All that were reached, then of the others those that there is room for, the latest first. */
  private static List<NodeId> kept() {
    Stream<Integer> latestFirst = IntStream.range(0, PEERS).map(i -> PEERS - 1 - i).boxed();
    List<Integer> numbers = latestFirst.toList();
    return Stream.concat(
            numbers.stream().filter(BookReturnTest::isReached),
            numbers.stream().filter(number -> !isReached(number)))
        .limit(PLACES)
        .map(BookReturnTest::id)
        .toList();
  }

  private LoadedPeers loaded(int count) {
    return new LoadedPeers(
        IntStream.range(0, count).mapToObj(BookReturnTest::peer).toList(),
        List.of(),
        new LoadReport(folder, 0, 0, count, 0, List.of(), null));
  }

  private static NodeId id(int number) {
    return new NodeId("peer-" + number);
  }

  private static boolean isReached(int number) {
    return number % REACHED_EVERY == 0;
  }

  static StoredPeer peer(int number) {
    return new StoredPeer(
        id(number),
        StoredPeer.Claims.NONE,
        null,
        null,
        StoredPeer.Standing.BLAMELESS,
        false,
        List.of(
            new StoredAddress(
                PeerAddress.parse("192.0.2.1:" + (1024 + number)).orElseThrow(),
                new StoredAddress.Origin("gossip", null, Instant.EPOCH),
                isReached(number)
                    ? new StoredAddress.History(Instant.EPOCH, null, 0)
                    : StoredAddress.History.NONE)));
  }
}
