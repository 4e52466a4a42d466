package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBookTest {

  private static final int SLOTS = 1_024 * BucketTable.SLOTS;
  private static final Now NOW = new Now(0, TestNetwork.T0);
  private static final long HEARD = TestNetwork.T0.getEpochSecond();
  private static final NodeId BOB = new NodeId("bob");

  private final SplittableRandom random = new SplittableRandom(7);
  private final AddressBook book =
      new AddressBook(new AddressPolicy(false, List.of()), 1_024, 256, random);

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16})
  void groupsOfSpeakersFillNoMoreThanTheirShareOfTheNewHalf(int groups) {
    int offered = 1_000_000;
    for (int i = 0; i < offered; i++) {
      IpAddress mallory = IpAddress.ofIpv4(0x05050000 + (i % groups << 16) + (i & 0xffff));
      hear(address(0x08000000 + i * 31), mallory);
    }

    assertThat(book.size()).isLessThanOrEqualTo(SLOTS / 16 * groups);
    assertThat(book.triedCount()).isZero();
  }

  @Test
  void anAddressThatOnlyEverFailedComesAfterOneThatWorkedOnce() {
    PeerAddress worked = address(0x20000001);
    PeerAddress said = address(0x20000002);
    BookAddress once = enter(worked);
    BookAddress never = enter(said);
    book.reached(NOW, once, BOB);
    for (int i = 0; i < 5; i++) {
      book.failed(NOW, once, DialFailure.TIMEOUT, 0);
      book.failed(NOW, never, DialFailure.TIMEOUT, 0);
    }

    assertThat(book.peer(BOB).flatMap(BookPeer::best)).containsSame(once);
  }

  @Test
  void anOldPeerIsDialledWhereItWorkedThenAtTheDefaultPortThenWhereOthersSay() {
    PeerAddress told = address(0x20000001);
    PeerAddress assumed = address(0x20000002);
    PeerAddress worked = address(0x20000003);
    enter(BOB, told, IpAddress.ofIpv4(0x05050505));
    book.enter(NOW, BOB, assumed, Provenance.DEFAULT, null, HEARD);
    book.reached(NOW, enter(worked), BOB);

    assertThat(book.peer(BOB).orElseThrow().toKnown(KnownStanding.BLAMELESS).addresses())
        .extracting(KnownAddress::address, KnownAddress::provenance)
        .containsExactly(
            tuple(worked, Provenance.HANDSHAKE),
            tuple(assumed, Provenance.DEFAULT),
            tuple(told, Provenance.GOSSIP));
  }

  @Test
  void aFloodFromOneGroupLeavesHonestAddressesWhereTheyAre() {
    Set<PeerAddress> honest = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      PeerAddress address = address(0x20000000 + (i << 16) + 5);
      if (hear(address, IpAddress.ofIpv4(0x30000000 + (i << 16)))) {
        honest.add(address);
      }
    }
    for (int i = 0; i < 100_000; i++) {
      hear(address(0x08000000 + i * 17), IpAddress.ofIpv4(0x05050505));
    }

    assertThat(honest).hasSizeGreaterThan(1_900);
    assertThat(honest).allMatch(address -> book.at(address).isPresent());
    int drawnHonest = 0;
    for (int i = 0; i < 10_000; i++) {
      BookAddress drawn = book.drawNew(random);
      drawnHonest += drawn != null && honest.contains(drawn.address) ? 1 : 0;
    }
    assertThat(drawnHonest).isGreaterThan(9_000);
  }

  @Test
  void aPeerHasAtMostEightAddressesAndTheReachedOneStays() {
    PeerAddress works = address(0x08080808);
    BookAddress entry = enter(BOB, works, null);
    book.reached(NOW, entry, BOB);
    for (int i = 0; i < 50; i++) {
      enter(BOB, address(0x09000000 + (i << 16)), IpAddress.ofIpv4(0x05000000 + (i << 16)));
    }

    assertThat(book.peer(BOB).orElseThrow().addresses).hasSizeLessThanOrEqualTo(8).contains(entry);
    assertThat(book.peer(BOB).orElseThrow().best()).contains(entry);
  }

  @Test
  void severalNodesBehindOneIpAreSeveralPeers() {
    enter(BOB, new PeerAddress(IpAddress.ofIpv4(0x08080808), 7072), null);
    enter(new NodeId("carol"), new PeerAddress(IpAddress.ofIpv4(0x08080808), 7073), null);

    assertThat(book.peers()).hasSize(2);
    assertThat(book.size()).isEqualTo(2);
  }

  @Test
  void anAddressOfTheTriedHalfIsDialledBeforeItLosesItsPlace() {
    Now later = new Now(0, TestNetwork.T0.plusSeconds(100_000));
    int number = 0;
    while (book.toTest().isEmpty()) {
      PeerAddress address = address(0x08080000 + number);
      NodeId id = new NodeId("n" + number++);
      BookAddress entry = enter(id, address, null);
      if (entry != null) {
        book.reached(number < 400 ? NOW : later, entry, id);
      }
    }
    BookAddress holder = book.toTest().orElseThrow();

    assertThat(holder.isTried).isTrue();
    book.failed(later, holder, DialFailure.TIMEOUT, 1);

    assertThat(holder.isTried).isFalse();
    assertThat(book.toTest()).isEmpty();
  }

  @Test
  void aStoredAddressWithoutANameTakesNothingFromThePeerThatIsThere() {
    BookAddress entry = enter(address(0x20000001));
    book.reached(NOW, entry, BOB);
    BookPeer bob = book.peer(BOB).orElseThrow();
    bob.ebid = "an ebid";
    KnownPeer named = bob.toKnown(KnownStanding.BLAMELESS);
    BookPeer nobody = new BookPeer(null);
    nobody.add(new BookAddress(entry.address, nobody, Provenance.SEED, HEARD));

    book.restore(NOW, nobody.toKnown(KnownStanding.BLAMELESS));

    assertThat(bob.toKnown(KnownStanding.BLAMELESS)).isEqualTo(named);
  }

  private boolean hear(PeerAddress address, IpAddress speaker) {
    return book.enter(NOW, null, address, Provenance.GOSSIP, speaker, HEARD) != null;
  }

  private BookAddress enter(NodeId id, PeerAddress address, IpAddress speaker) {
    return book.enter(NOW, id, address, Provenance.GOSSIP, speaker, HEARD);
  }

  private static PeerAddress address(int bits) {
    return new PeerAddress(IpAddress.ofIpv4(bits), 7072);
  }

  private BookAddress enter(PeerAddress address) {
    return Objects.requireNonNull(book.enter(NOW, BOB, address, Provenance.HANDSHAKE, null, HEARD));
  }
}
