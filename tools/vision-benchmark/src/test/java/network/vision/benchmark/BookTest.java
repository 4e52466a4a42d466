package network.vision.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import network.vision.gossip.Now;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;

/** The core's book is opened by name, so no compiler sees that it has another shape by now. */
class BookTest {

  private static final Now NOW = new Now(0, Instant.parse("2026-01-01T00:00:00Z"));
  private static final NodeId BOB = new NodeId("b0b");
  private static final PeerAddress ADDRESS = PeerAddress.parse("20.0.0.1:7072").orElseThrow();
  private static final IpAddress SPEAKER = IpAddress.parse("30.0.0.1").orElseThrow();

  @Test
  void eachDoorOfTheBookOpens() {
    SplittableRandom random = new SplittableRandom(1);
    Book book = new Book(random);

    Object entry = book.enter(NOW, BOB, ADDRESS, SPEAKER);
    assertThat(book.draw(false, random)).isSameAs(entry).isNotNull();
    book.reached(NOW, entry, BOB);
    assertThat(book.draw(true, random)).isSameAs(entry);
    assertThat(book.size()).isEqualTo(1);
    assertThat(book.tried()).isEqualTo(1);
    assertThat((List<?>) book.takeChanges()).hasSize(1);
    assertThat((List<?>) book.takeChanges()).isEmpty();
  }
}
