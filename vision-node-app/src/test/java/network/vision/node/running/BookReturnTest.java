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

  private static final int PEERS = 3_000;
  private static final int PLACES = 2_500;

  private final Mailbox mailbox = new Mailbox();
  @TempDir private Path folder;

  @Test
  void thoseThatChangedLastComeFirstAndInParts() throws Exception {
    BookReturn book = new BookReturn(loaded(PEERS), 7, PLACES);

    book.tell(mailbox);

    List<NodeId> told = new ArrayList<>();
    assertThat(next()).isInstanceOf(Event.BansLoaded.class);
    while (mailbox.size() > 0) {
      Event.PeersLoaded part = (Event.PeersLoaded) next();
      assertThat(part.recordSequence()).isEqualTo(7);
      assertThat(part.peers()).hasSizeBetween(1, 1_024);
      part.peers().stream().map(KnownPeer::nodeId).forEach(told::add);
      assertThat(part.hasMore()).isEqualTo(mailbox.size() > 0);
    }
    assertThat(told).containsExactlyElementsOf(ids(PEERS - PLACES, PEERS).toList().reversed());
  }

  @Test
  void anEmptyBookIsToldOfToo() throws Exception {
    BookReturn book = new BookReturn(loaded(0), 7, PLACES);

    book.tell(mailbox);

    assertThat(next()).isInstanceOf(Event.BansLoaded.class);
    assertThat(next()).isEqualTo(new Event.PeersLoaded(List.of(), 7));
    assertThat(mailbox.size()).isZero();
  }

  @Test
  void whatTheBookHasNoPlaceForIsForgottenTheLongestUnchangedFirst() throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      directory.peers().load();
      loaded(PEERS).peers().forEach(directory.peers()::put);
      assertThat(directory.peers().flush(Duration.ofSeconds(20))).isTrue();
    }
    try (DataDirectory directory = DataDirectory.open(folder, _ -> {})) {
      BookReturn book = new BookReturn(directory.peers().load(), 7, PLACES);
      assertThat(book.excess()).isEqualTo(PEERS - PLACES);
      assertThat(book.kept()).isEqualTo(PLACES);
      book.forgetExcess(directory.peers());
    }

    assertThat(StoreInspection.peers(folder).peers())
        .extracting(StoredPeer::nodeId)
        .containsExactlyElementsOf(ids(PEERS - PLACES, PEERS).toList());
  }

  private Event next() throws InterruptedException {
    return mailbox.take(0) instanceof Mailbox.Arrived arrived
        ? arrived.event()
        : new Event.TimePassed();
  }

  private LoadedPeers loaded(int count) {
    return new LoadedPeers(
        ids(0, count).map(BookReturnTest::peer).toList(),
        List.of(),
        new LoadReport(folder, 0, 0, count, 0, List.of(), null));
  }

  private static Stream<NodeId> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> new NodeId("peer-" + i));
  }

  private static StoredPeer peer(NodeId id) {
    return new StoredPeer(
        id,
        StoredPeer.Claims.NONE,
        null,
        null,
        StoredPeer.Standing.BLAMELESS,
        false,
        List.of(
            new StoredAddress(
                PeerAddress.parse("192.0.2.1:7072").orElseThrow(),
                new StoredAddress.Origin("gossip", null, Instant.EPOCH),
                StoredAddress.History.NONE)));
  }
}
