package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import network.vision.gossip.Ban;
import network.vision.gossip.BanTarget;
import network.vision.gossip.DialFailure;
import network.vision.gossip.KnownAddress;
import network.vision.gossip.KnownPeer;
import network.vision.gossip.KnownStanding;
import network.vision.gossip.Provenance;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Identity;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import network.vision.store.StoredAddress;
import network.vision.store.StoredPeer;
import org.junit.jupiter.api.Test;

class RememberingTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Identity ALICE = Identity.of(new byte[Identity.SECRET_BYTES]);
  private static final PeerAddress ADDRESS = PeerAddress.parse("192.0.2.1:7072").orElseThrow();

  @Test
  void aPeerComesBackAsItWas() {
    KnownPeer alice =
        new KnownPeer(
            ALICE.nodeId(),
            "VNODE-ALICE",
            "constellation",
            "vision://alice",
            "an-ebid",
            ALICE.publicKey(),
            PeerRecord.sign(ALICE, "genesis", 7, List.of(ADDRESS)),
            HandshakeVersion.V4,
            T0,
            T0,
            new KnownStanding(12.5, T0, T0.plusSeconds(60)),
            true,
            List.of(
                new KnownAddress(
                    ADDRESS,
                    Provenance.HANDSHAKE,
                    IpAddress.parse("192.0.2.9").orElseThrow(),
                    T0,
                    T0.plusSeconds(1),
                    T0.plusSeconds(2),
                    DialFailure.TIMEOUT,
                    3)));

    assertThat(Remembering.known(Remembering.stored(alice))).isEqualTo(alice);
  }

  @Test
  void whatFollowsFromAnIdIsNotKeptAndComesBack() {
    NodeId id = ALICE.nodeId();
    KnownPeer alice =
        new KnownPeer(
            id,
            id.defaultTag(),
            "guardian",
            id.visionAddress(id.defaultTag()),
            "",
            null,
            null,
            null,
            null,
            null,
            KnownStanding.BLAMELESS,
            false,
            unnamed(null).addresses());

    assertThat(Remembering.stored(alice).claims().ownLabels()).isNull();
    assertThat(Remembering.known(Remembering.stored(alice))).isEqualTo(alice);
  }

  @Test
  void anAddressWithoutANameComesBackAsItWas() {
    KnownPeer somebody = unnamed(null);

    assertThat(Remembering.known(Remembering.stored(somebody))).isEqualTo(somebody);
  }

  @Test
  void withoutAHandshakeTheLastSuccessIsWhenItWasSeen() {
    KnownPeer somebody = unnamed(T0.plusSeconds(5));

    assertThat(Remembering.known(Remembering.stored(somebody)).lastSeen())
        .isEqualTo(T0.plusSeconds(5));
  }

  @Test
  void aVersion3ComesBackAsOldAsItIsAndItsPeerAsSeenWhenItLastAnswered() {
    KnownPeer seen = unnamed(T0.plusSeconds(5));
    KnownPeer old =
        new KnownPeer(
            new NodeId("old"),
            "",
            "",
            "",
            "",
            null,
            null,
            HandshakeVersion.V3,
            T0,
            T0.plusSeconds(5),
            KnownStanding.BLAMELESS,
            false,
            seen.addresses());

    assertThat(Remembering.known(Remembering.stored(old))).isEqualTo(old);
  }

  @Test
  void wordsOfALaterReleaseAreReadAsTheWeakest() {
    StoredPeer later =
        new StoredPeer(
            null,
            StoredPeer.Claims.NONE,
            null,
            null,
            StoredPeer.Standing.BLAMELESS,
            false,
            List.of(
                new StoredAddress(
                    ADDRESS,
                    new StoredAddress.Origin("telepathy", null, T0),
                    new StoredAddress.History(null, new StoredAddress.Failure(T0, "boredom"), 1))));

    KnownAddress address = Remembering.known(later).addresses().getFirst();

    assertThat(address.provenance()).isEqualTo(Provenance.GOSSIP);
    assertThat(address.failure()).isNull();
    assertThat(address.lastFailure()).isEqualTo(T0);
  }

  @Test
  void theStoreForgetsUnderTheNameItRemembersUnder() {
    KnownPeer named = Remembering.known(Remembering.stored(unnamed(null)));
    NodeId bob = new NodeId("bob");

    assertThat(Remembering.storedKey(named.key())).isEqualTo(StoredPeer.keyOf(ADDRESS));
    assertThat(Remembering.storedKey(bob.text())).isEqualTo(StoredPeer.keyOf(bob));
  }

  @Test
  void aBanOfEachKindComesBackAsItWas() {
    for (BanTarget target :
        List.of(
            new BanTarget.Node(ALICE.nodeId()),
            new BanTarget.Address(ADDRESS),
            new BanTarget.Range(IpRange.parse("192.0.2.0/24").orElseThrow()),
            new BanTarget.Range(IpRange.parse("192.0.2.1").orElseThrow()))) {
      Ban ban = new Ban(target, T0, T0.plusSeconds(60), true, "flooded");

      assertThat(RememberingBans.known(RememberingBans.stored(ban))).contains(ban);
      assertThat(RememberingBans.storedKey(target)).isEqualTo(RememberingBans.stored(ban).key());
    }
  }

  static KnownPeer unnamed(Instant lastSuccess) {
    return new KnownPeer(
        null,
        "",
        "",
        "",
        "",
        null,
        null,
        null,
        null,
        lastSuccess,
        KnownStanding.BLAMELESS,
        false,
        List.of(new KnownAddress(ADDRESS, Provenance.SEED, null, T0, lastSuccess, null, null, 0)));
  }
}
