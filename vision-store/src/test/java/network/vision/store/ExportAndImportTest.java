package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.vision.protocol.Identity;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportAndImportTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path temp;

  private PeerImport importLines(String lines) throws Exception {
    try (DataDirectory directory = DataDirectory.open(temp, event -> {})) {
      LoadedPeers known = directory.peers().load();
      return PeerImport.run(
          directory.peers(),
          known,
          new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
          Peers.GENESIS);
    }
  }

  private static String export(List<StoredPeer> peers) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PeerExport.write(peers, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsExportedCanBeImportedElsewhere() throws Exception {
    List<StoredPeer> peers = List.of(Peers.complete(), Peers.named(1), Peers.unnamed(2));
    assertThat(importLines(export(peers))).isEqualTo(new PeerImport(3, 0, 0, List.of()));
    assertThat(StoreInspection.peers(temp).peers()).isEqualTo(peers);
  }

  @Test
  void aPeerIsExportedWithReadableNames() {
    assertThat(PeerExport.json(Peers.named(255)))
        .isEqualTo(
            "{\"peer\":\"00000000000000000000000000000000000000ff\",\"tag\":\"VNODE-000000ff\","
                + "\"role\":\"constellation\",\"addresses\":[{\"address\":\"10.0.0.255:7072\","
                + "\"provenance\":\"gossip\",\"heard_from\":\"127.0.0.1\","
                + "\"first_heard\":\"2026-01-01T00:00:00Z\"}]}");
  }

  @Test
  void badLinesAreRefusedOneByOneWithTheirNumbers() throws Exception {
    String good = PeerExport.json(Peers.named(1));
    StoredPeer complete = Peers.complete();
    String stolenKey =
        PeerExport.json(Peers.named(2))
            .replace(
                "\"addresses\"",
                "\"proven_key\":\"" + complete.provenKey().base64() + "\",\"addresses\"");
    PeerImport result =
        importLines(
            String.join(
                "\n",
                "{\"format\":\"vision-peers\",\"version\":1}",
                good,
                "",
                "no json",
                good.replace("10.0.0.1:7072", "10.0.0.1:0"),
                good.replace("10.0.0.1:7072", "224.0.0.1:7072"),
                good.replace("gossip", "GOSSIP"),
                good.replace("2026-01-01", "2026-13-01"),
                good.replace("VNODE", "\\u202eVNODE"),
                "{\"addresses\":[]}",
                "{\"forgotten\":\"x\"}",
                stolenKey,
                "{\"format\":\"vision-peers\",\"version\":2}",
                PeerExport.json(Peers.named(3))));
    assertThat(result.added()).isEqualTo(2);
    assertThat(result.refused())
        .extracting(PeerImport.RefusedLine::toString)
        .containsExactly(
            "line 4: not JSON: Unrecognized token 'no': was expecting (JSON String, Number, Array,"
                + " Object or token 'null', 'true' o",
            "line 5: address: \"10.0.0.1:0\" is none",
            "line 6: address: 224.0.0.1:7072 is the address of no host",
            "line 7: provenance is not a word of 1-32 characters a-z 0-9 - _",
            "line 8: first_heard: not a time like 2026-01-31T12:00:00Z",
            "line 9: tag is not at most 128 bytes that print",
            "line 10: peer: missing",
            "line 11: an import forgets nobody",
            "line 12: proven_key: not the key of this peer",
            "line 13: version: 2 is of a newer release");
  }

  @Test
  void anImportMergesAndDoesNotTakeAwayWhatIsKnown() throws Exception {
    StoredPeer known = Peers.named(1);
    StoredPeer moved = Peers.at(known, 7074);
    importLines(export(List.of(known)));
    assertThat(importLines(export(List.of(moved)))).isEqualTo(new PeerImport(0, 1, 0, List.of()));
    assertThat(StoreInspection.peers(temp).peers())
        .singleElement()
        .satisfies(peer ->
            assertThat(peer.addresses())
                .containsExactly(known.addresses().getFirst(), moved.addresses().getFirst()));
  }

  @Test
  void whatCannotBeTrueIsRefused() throws Exception {
    String alice = PeerExport.json(Peers.complete());
    String sealed =
        new String(PeerWriter.sealed(new PeerLine.Peer(Peers.named(1))), StandardCharsets.UTF_8);
    PeerRecord elsewhere =
        PeerRecord.sign(
            Identity.of(new byte[Identity.SECRET_BYTES]), "11".repeat(32), -1, List.of());
    String signature = Peers.complete().claims().record().signature();
    PeerImport result =
        importLines(
            String.join(
                "\n",
                alice.replace("\"last_success\":\"2026", "\"last_success\":\"2999"),
                alice.replace("\"first_heard\":\"2026", "\"first_heard\":\"1969"),
                alice.replace(
                    "\"banned_until\":\"2026-01-01T01:00:00Z",
                    "\"banned_until\":\"+1000000000-12-31T23:59:59Z"),
                alice.replace("\"penalty\":12.5", "\"penalty\":1e300"),
                alice.replace(signature, elsewhere.signature()),
                sealed.strip().replace("10.0.0.1", "10.0.0.2"),
                sealed.strip()));
    assertThat(result.added()).isOne();
    assertThat(result.refused())
        .extracting(refused -> refused.toString().replaceFirst(" and .*", ""))
        .containsExactly(
            "line 1: last_success: 2999-01-01T00:00:01Z is not between 1970",
            "line 2: first_heard: 1969-01-01T00:00:00Z is not between 1970",
            "line 3: banned_until: +1000000000-12-31T23:59:59Z is not between 1970",
            "line 4: penalty: more than 1000",
            "line 5: record: not signed for this network",
            "line 6: the checksum does not match");
  }

  @Test
  void theLaterSuccessAndTheLaterFailureCountWhoeverHadThem() throws Exception {
    String ours = PeerExport.json(Peers.complete());
    String theirs =
        ours.replaceFirst("\"last_success\":\"[^\"]+\",", "")
            .replace("\"last_failure\":\"2026-01-01", "\"last_failure\":\"2026-01-02");
    importLines(ours);
    assertThat(importLines(theirs).merged()).isOne();
    StoredAddress.History merged =
        StoreInspection.peers(temp).peers().getFirst().addresses().getFirst().history();
    assertThat(merged.lastSuccess()).isEqualTo(Peers.T0.plusSeconds(1));
    assertThat(merged.lastFailure().at()).isEqualTo(Instant.parse("2026-01-02T00:00:02Z"));
  }

  @Test
  void whoSpokeVersion4ToUsIsNotBelievedToSpeak3() throws Exception {
    StoredPeer ours = Peers.complete();
    String later =
        PeerExport.json(ours)
            .replace("\"handshake\":4", "\"handshake\":3")
            .replaceFirst("\"handshake_at\":\"2026-01", "\"handshake_at\":\"2026-02");
    importLines(export(List.of(ours)));
    assertThat(importLines(later).merged()).isOne();
    assertThat(StoreInspection.peers(temp).peers())
        .extracting(StoredPeer::spoken)
        .containsExactly(ours.spoken());
  }

  @Test
  void anAddressWithoutAPortStandsForTheOldDefaultPort() throws Exception {
    importLines(PeerExport.json(Peers.named(1)).replace("10.0.0.1:7072", "10.0.0.1"));
    StoredAddress stored = StoreInspection.peers(temp).peers().getFirst().addresses().getFirst();
    assertThat(stored.address()).hasToString("10.0.0.1:7070");
    assertThat(stored.origin().provenance()).isEqualTo("default");
  }

  @Test
  void seedsAreTheAddressesThatWorkedLatestFirst() {
    Instant now = Peers.T0.plusSeconds(7200);
    List<StoredPeer> peers = List.of(Peers.named(1), Peers.complete());
    assertThat(seeds(peers, List.of(), now)).containsExactly(Peers.address(7));
    assertThat(seeds(peers, List.of(), Peers.T0)).as("banned").isEmpty();
    String id = Peers.complete().key();
    for (String target : List.of("node " + id, "address 10.0.0.7:7072", "range 10.0.0.0/29")) {
      String[] words = target.split(" ", 2);
      StoredBan ban = new StoredBan(words[0], words[1], Peers.T0, now.plusSeconds(1), true, "");
      assertThat(seeds(peers, List.of(ban), now)).as(target).isEmpty();
      assertThat(seeds(peers, List.of(ban), now.plusSeconds(2))).as("%s, over", target).hasSize(1);
    }
  }

  private static List<PeerAddress> seeds(
      List<StoredPeer> peers, List<StoredBan> bans, Instant now) {
    LoadReport report = new LoadReport(Path.of("peers.jsonl"), 0, 0, 0, 0, List.of(), null);
    return PeerExport.seeds(new LoadedPeers(peers, bans, report), now, 64);
  }

  @Test
  void aSeedFileIsReadAsItIsWritten() throws Exception {
    List<PeerAddress> peers =
        List.of(Peers.address(1), PeerAddress.parse("[2001:db8::1]:7072").get());
    Path file = temp.resolve("seed_peers.json");
    Files.write(file, SeedFile.write(peers, Peers.T0));
    assertThat(file)
        .hasContent(
            "{\"version\":1,\"generated_at\":\"2026-01-01T00:00:00Z\",\"description\":"
                + "\"Peers that this node has reached, the latest first\","
                + "\"peers\":[\"10.0.0.1:7072\",\"[2001:db8::1]:7072\"]}\n");
    assertThat(SeedFile.read(file).seeds()).extracting(SeedFile.Seed::address).isEqualTo(peers);
  }

  @Test
  void aBadSeedCostsItselfOnly() throws Exception {
    Path file = temp.resolve("seed_peers.json");
    Files.writeString(
        file,
        """
        {"version": 1, "peers": ["192.0.2.1:7072", "192.0.2.2", "example.org:7072", 7, {"a": []},
         "192.0.2.1:7072", "192.0.2.3:0", "[2001:db8::1]:7070"], "more": {}}
        """);
    SeedFile seeds = SeedFile.read(file);
    assertThat(seeds.seeds())
        .containsExactly(
            new SeedFile.Seed(PeerAddress.parse("192.0.2.1:7072").get(), true),
            new SeedFile.Seed(PeerAddress.parse("192.0.2.2:7070").get(), false),
            new SeedFile.Seed(PeerAddress.parse("[2001:db8::1]:7070").get(), true));
    assertThat(seeds.refused())
        .extracting(SeedFile.Refused::toString)
        .containsExactly(
            "entry 3, \"example.org:7072\": not ip:port",
            "entry 4, \"\": not ip:port",
            "entry 5, \"\": not ip:port",
            "entry 7, \"192.0.2.3:0\": not ip:port");
  }

  @Test
  void aFileThatIsNoSeedFileIsRefusedWithItsPath() throws Exception {
    Path file = temp.resolve("seed_peers.json");
    Files.writeString(file, "{\"version\": 1}");
    assertThatThrownBy(() -> SeedFile.read(file))
        .isInstanceOf(StoreException.class)
        .hasMessage(file + " is no seed file (peers: missing): correct it, or start without it");
  }

  @Test
  void aCheckReadsBesideARunningNodeAndTouchesNothing() throws Exception {
    try (DataDirectory directory = DataDirectory.open(temp, event -> {})) {
      directory.peers().load();
      directory.peers().put(Peers.named(1));
      assertThat(directory.peers().flush(SOON)).isTrue();
      assertThat(StoreInspection.check(temp).isClean()).isTrue();
      assertThat(StoreInspection.peers(temp).peers()).containsExactly(Peers.named(1));
    }
    Files.writeString(temp.resolve("peers.jsonl"), "garbage\n");
    Files.writeString(temp.resolve("record-sequence"), "garbage\n");
    StoreInspection found = StoreInspection.check(temp);
    assertThat(found.isClean()).isFalse();
    assertThat(found.peers().damages())
        .singleElement()
        .hasToString("line 1 (byte 0, 8 bytes): the header is missing");
    assertThat(found.problems())
        .containsExactly(
            temp.resolve("record-sequence") + " is damaged: a start puts it aside and goes on");
    assertThat(temp.resolve("peers.jsonl")).hasContent("garbage\n");
  }

  @Test
  void compactingLeavesOnlyWhatIsUseful() throws Exception {
    try (DataDirectory directory = DataDirectory.open(temp, event -> {})) {
      directory.peers().load();
      for (int port = 1; port < 20; port++) {
        directory.peers().put(Peers.at(Peers.named(1), port));
        assertThat(directory.peers().flush(SOON)).isTrue();
      }
    }
    try (DataDirectory directory = DataDirectory.open(temp, event -> {})) {
      LoadReport before = directory.peers().compact();
      assertThat(before.bytes()).isGreaterThan(before.usefulBytes());
    }
    LoadReport after = StoreInspection.peers(temp).report();
    assertThat(after.bytes()).isEqualTo(after.usefulBytes());
    assertThat(after.peers()).isEqualTo(1);
  }
}
