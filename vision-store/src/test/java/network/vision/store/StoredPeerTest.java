package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import network.vision.protocol.NodeId;
import org.junit.jupiter.api.Test;

class StoredPeerTest {

  private static final NodeId ID = new NodeId("8f3c15a20bd94e7768c1f05a3e92d47b60a81c5e");
  private static final String ADDRESS = "vision://VNODE-8f3c15a2@8f3c15a20bd94e7768";

  private static StoredPeer peer(StoredPeer.Claims claims) {
    StoredPeer some = Peers.named(1);
    return new StoredPeer(
        ID, claims, null, null, StoredPeer.Standing.BLAMELESS, false, some.addresses());
  }

  private static StoredPeer written(StoredPeer peer) {
    byte[] line = PeerExport.json(peer).getBytes(StandardCharsets.UTF_8);
    PeerLine read = JsonFields.read(line, 0, line.length, PeerReader::read);
    return ((PeerLine.Peer) read).peer();
  }

  @Test
  void whatFollowsFromANameIsNotWrittenAndComesBack() {
    StoredPeer usual =
        peer(StoredPeer.Claims.of(ID, "VNODE-8f3c15a2", "guardian", ADDRESS, "", null));

    assertThat(PeerExport.json(usual)).doesNotContain("VNODE", "vision_address");
    assertThat(written(usual)).isEqualTo(usual);
    assertThat(written(usual).tag()).isEqualTo("VNODE-8f3c15a2");
    assertThat(written(usual).visionAddress()).isEqualTo(ADDRESS);
  }

  @Test
  void aVisionAddressFollowsATagOfOnesOwn() {
    StoredPeer tagged =
        peer(
            StoredPeer.Claims.of(
                ID, "harbour", "guardian", "vision://harbour@8f3c15a20bd94e7768", "", null));

    assertThat(PeerExport.json(tagged)).contains("\"tag\":\"harbour\"").doesNotContain("vision");
    assertThat(written(tagged)).isEqualTo(tagged);
    assertThat(written(tagged).visionAddress()).isEqualTo("vision://harbour@8f3c15a20bd94e7768");
  }

  @Test
  void whatNobodyHasSaidIsNotTakenForSaid() {
    StoredPeer silent = peer(StoredPeer.Claims.NONE);

    assertThat(written(silent)).isEqualTo(silent);
    assertThat(written(silent).tag()).isEmpty();
    assertThat(written(silent).visionAddress()).isEmpty();
  }

  @Test
  void whatDoesNotFollowIsWritten() {
    StoredPeer odd =
        peer(StoredPeer.Claims.of(ID, "VNODE-8f3c15a2", "", "vision://elsewhere", "", null));

    assertThat(written(odd)).isEqualTo(odd);
    assertThat(written(odd).visionAddress()).isEqualTo("vision://elsewhere");
  }

  @Test
  void ofTwoWordsOnAPeerTheOneThatFollowsIsAWordToo() {
    StoredPeer usual =
        peer(StoredPeer.Claims.of(ID, "VNODE-8f3c15a2", "guardian", ADDRESS, "", null));
    StoredPeer own = peer(new StoredPeer.Claims("harbour", "", "vision://elsewhere", "", null));
    StoredPeer silent = peer(StoredPeer.Claims.NONE);

    assertThat(List.of(PeerMerge.of(usual, own).tag(), PeerMerge.of(own, usual).tag()))
        .containsExactly("VNODE-8f3c15a2", "harbour");
    assertThat(PeerMerge.of(silent, usual)).isEqualTo(usual);
    assertThat(PeerMerge.of(silent, own).visionAddress()).isEqualTo("vision://elsewhere");
  }
}
