package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import network.vision.protocol.NodeId;
import org.junit.jupiter.api.Test;

class StoredPeerTest {

  private static final NodeId ID = new NodeId("8f3c15a20bd94e7768c1f05a3e92d47b60a81c5e");
  private static final String TAG = "VNODE-8f3c15a2";
  private static final String ADDRESS = "vision://VNODE-8f3c15a2@8f3c15a20bd94e7768";

  private static StoredPeer called(String tag, String visionAddress) {
    return saying(StoredPeer.Claims.of(ID, tag, "guardian", visionAddress, "", null));
  }

  private static StoredPeer saying(StoredPeer.Claims claims) {
    return new StoredPeer(
        ID, claims, null, null, StoredPeer.Standing.BLAMELESS, false, Peers.named(1).addresses());
  }

  private static String line(StoredPeer peer) {
    return new String(PeerWriter.sealed(new PeerLine.Peer(peer)), StandardCharsets.UTF_8);
  }

  private static StoredPeer read(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return ((PeerLine.Peer) JsonFields.read(bytes, 0, bytes.length, PeerReader::read)).peer();
  }

  @Test
  void labelsThatFollowFromAnIdAreNotWrittenAndComeBack() {
    StoredPeer usual = called(TAG, ADDRESS);

    assertThat(line(usual)).contains("\"usual\":true").doesNotContain("VNODE", "vision_address");
    assertThat(read(line(usual))).isEqualTo(usual);
    assertThat(read(line(usual)).labels()).isEqualTo(new StoredPeer.Labels(TAG, ADDRESS));
  }

  @Test
  void peopleAreShownAllLabels() {
    StoredPeer usual = called(TAG, ADDRESS);

    assertThat(PeerExport.json(usual)).contains(TAG, ADDRESS).doesNotContain("usual");
    assertThat(read(PeerExport.json(usual))).isEqualTo(usual);
  }

  @Test
  void anyOtherLabelIsWritten() {
    for (StoredPeer peer :
        new StoredPeer[] {
          saying(StoredPeer.Claims.NONE),
          called(TAG, ""),
          called("", ADDRESS),
          called("harbour", "vision://harbour@8f3c15a20bd94e7768"),
          called("x".repeat(128), "")
        }) {
      assertThat(line(peer)).doesNotContain("usual");
      assertThat(read(line(peer))).isEqualTo(peer);
      assertThat(read(line(peer)).labels()).isEqualTo(peer.claims().ownLabels());
    }
  }

  @Test
  void eachLabelThatIsMissingIsTakenFromTheOtherOfTwoWordsOnAPeer() {
    StoredPeer usual = called(TAG, ADDRESS);
    StoredPeer own = called("harbour", "vision://elsewhere");
    StoredPeer untagged = called("", "vision://elsewhere");

    assertThat(PeerMerge.of(usual, own)).isEqualTo(usual);
    assertThat(PeerMerge.of(own, usual)).isEqualTo(own);
    assertThat(PeerMerge.of(called(TAG, ""), usual)).isEqualTo(usual);
    assertThat(PeerMerge.of(untagged, usual).labels())
        .isEqualTo(new StoredPeer.Labels(TAG, "vision://elsewhere"));
  }

  @Test
  void noLabelsFollowFromAnAddress() {
    StoredPeer unnamed = Peers.unnamed(1);
    StoredPeer.Claims usual = called(TAG, ADDRESS).claims();

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new StoredPeer(
                null,
                usual,
                null,
                null,
                StoredPeer.Standing.BLAMELESS,
                false,
                unnamed.addresses()));
    assertThat(read(line(unnamed).replace("\"addresses\"", "\"usual\":true,\"addresses\"")))
        .isEqualTo(unnamed);
  }
}
