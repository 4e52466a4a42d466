package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import network.vision.protocol.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFileTest {

  private static final Path PATH = Path.of("/data/peers.jsonl");
  private static final StoredPeer ALICE = Peers.complete();
  private static final StoredPeer BOB = Peers.named(1);
  private static final StoredPeer BOB_MOVED = Peers.at(BOB, 7074);
  private static final StoredPeer CAROL = Peers.unnamed(3);

  private final FragileDisk disk = new FragileDisk();

  /** Alice, Bob, Carol, Bob at another port, Carol forgotten. */
  private byte[] intactFile() throws IOException {
    try (PeerJournal journal = new PeerJournal(disk, PATH)) {
      journal.load(Peers.T0);
      for (StoredPeer peer : List.of(ALICE, BOB, CAROL, BOB_MOVED)) {
        save(journal, peer.key(), new PeerLine.Peer(peer));
      }
      save(journal, CAROL.key(), new PeerLine.Forgotten(CAROL.key()));
    }
    return disk.content(PATH);
  }

  private static void save(PeerJournal journal, String key, PeerLine change) throws IOException {
    Map<String, PeerLine> changes = new LinkedHashMap<>();
    changes.put(key, change);
    journal.save(changes);
  }

  private LoadedPeers load(byte[] content) throws IOException {
    disk.put(PATH, content);
    return new PeerJournal(disk, PATH).load(Peers.T0);
  }

  /** Puts the file in order, as the disk thread does, and reads it again. */
  private LoadReport tidied() throws IOException {
    PeerJournal journal = new PeerJournal(disk, PATH);
    journal.load(Peers.T0);
    journal.save(new LinkedHashMap<>());
    return new PeerJournal(disk, PATH).load(Peers.T0).report();
  }

  @Test
  void aFileCutAtAnyByteGivesBackAllThatStandsBeforeTheCut() throws IOException {
    byte[] intact = intactFile();
    for (int length = 0; length < intact.length; length++) {
      byte[] cut = Arrays.copyOf(intact, length);
      LoadedPeers loaded = load(cut);
      long whole = new String(cut, StandardCharsets.UTF_8).chars().filter(c -> c == '\n').count();
      assertThat(loaded.peers()).as("cut at %d", length).isEqualTo(afterLines(whole));
      boolean isLineEnd = length > 0 && cut[length - 1] == '\n';
      assertThat(loaded.report().isClean()).as("cut at %d", length).isEqualTo(isLineEnd);
    }
  }

  private static List<StoredPeer> afterLines(long lines) {
    return switch ((int) lines) {
      case 0, 1 -> List.of();
      case 2 -> List.of(ALICE);
      case 3 -> List.of(ALICE, BOB);
      case 4 -> List.of(ALICE, BOB, CAROL);
      default -> List.of(ALICE, CAROL, BOB_MOVED);
    };
  }

  @Test
  void noFlippedByteGivesBackAnythingThatNeverExisted() throws IOException {
    byte[] intact = intactFile();
    Set<StoredPeer> existed = Set.of(ALICE, BOB, BOB_MOVED, CAROL);
    for (int i = 0; i < intact.length; i++) {
      for (int mask : new int[] {1 << (i % 8), 0xff}) {
        byte[] flipped = intact.clone();
        flipped[i] ^= (byte) mask;
        LoadedPeers loaded = load(flipped);
        assertThat(existed).as("byte %d xor %d", i, mask).containsAll(loaded.peers());
        assertThat(loaded.report().isClean()).as("byte %d xor %d", i, mask).isFalse();
        assertThat(lost(loaded)).as("byte %d xor %d", i, mask).isLessThanOrEqualTo(2);
      }
    }
  }

  /**
   * How many of Alice and Bob are unknown; a newline that is damaged costs both lines beside it.
   */
  private static long lost(LoadedPeers loaded) {
    Set<String> known = new HashSet<>();
    loaded.peers().forEach(peer -> known.add(peer.key()));
    return List.of(ALICE, BOB).stream().filter(peer -> !known.contains(peer.key())).count();
  }

  @Test
  void theDamagedPartIsKeptAsideUnderADatedName() throws IOException {
    byte[] intact = intactFile();
    int second = new String(intact, StandardCharsets.UTF_8).indexOf('\n') + 1;
    intact[second + 20] ^= 1;
    LoadReport report = load(intact).report();
    Path aside = Path.of("/data/peers.jsonl.damaged-20260101-000000-000");
    assertThat(report.keptAside()).isEqualTo(aside);
    assertThat(report.damages())
        .singleElement()
        .hasToString("line 2 (byte 55, 1001 bytes): the checksum does not match");
    assertThat(tidied().isClean()).isTrue();
    assertThat(disk.content(aside))
        .hasSize(1001)
        .startsWith("{\"peer\":".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aLargeBookOfWhichOneLineInTenIsDamagedTakesNoMoreReadingThanAnIntactOne()
      throws IOException {
    byte[] content = largeBook(20_000);
    Set<StoredPeer> intact = new HashSet<>(load(content).peers());
    long readOfIntact = disk.bytesRead();

    for (int line = 0, at = 0; at < content.length; line++) {
      if (line % 10 == 9) {
        content[at + 50] ^= 1;
      }
      at = lineAfter(content, at);
    }
    LoadedPeers rest = load(content);
    assertThat(disk.bytesRead() - readOfIntact).isEqualTo(readOfIntact);
    assertThat(rest.report().damagedPlaces()).isEqualTo(2_000);
    assertThat(rest.peers()).hasSize(18_000).allMatch(intact::contains);
  }

  @Test
  void manyThreadsFindWhatOneFinds() throws IOException {
    byte[] content = largeBook(10_000);
    for (int at = 1000; at < content.length; at += 100_000) {
      content[at] ^= 1;
    }
    disk.put(PATH, content);
    PeerFileScan byOne = PeerFileScan.of(disk.open(PATH), Integer.MAX_VALUE);
    PeerFileScan byMany = PeerFileScan.of(disk.open(PATH), 0);

    assertThat(byOne.size()).isGreaterThan(4L * PeerFileStretch.BYTES);
    assertThat(byMany.loaded(PATH, null).peers()).isEqualTo(byOne.loaded(PATH, null).peers());
    assertThat(byMany.loaded(PATH, null).report()).isEqualTo(byOne.loaded(PATH, null).report());
    assertThat(byMany.spans().sequencedEntrySet())
        .containsExactlyElementsOf(byOne.spans().sequencedEntrySet());
    assertThat(byMany.damagedSpans()).isEqualTo(byOne.damagedSpans()).isNotEmpty();
  }

  private static byte[] largeBook(int peers) {
    RandomGenerator random = new SplittableRandom(1);
    PeerWriter lines = new PeerWriter();
    lines.addSealed(new PeerLine.Header(PeerWriter.VERSION));
    for (int i = 0; i < peers; i++) {
      lines.addSealed(new PeerLine.Peer(Peers.seasoned(i, random)));
    }
    byte[] content = new byte[lines.size()];
    lines.bytes().get(content);
    return content;
  }

  private static int lineAfter(byte[] content, int start) {
    int at = start;
    while (content[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  @Test
  void garbageIsPutAsideAsAWhole() throws IOException {
    byte[] garbage = new byte[700_000];
    new SplittableRandom(1).nextBytes(garbage);
    LoadReport report = load(garbage).report();
    assertThat(report.peers()).isZero();
    assertThat(tidied().isClean()).isTrue();
    assertThat(disk.content(report.keptAside())).isEqualTo(garbage);
  }

  @Test
  void garbageOfManyShortLinesTakesNoMoreMemoryThanOther() throws IOException {
    byte[] garbage = new byte[8 * PeerFileStretch.BYTES];
    Arrays.fill(garbage, (byte) '\n');
    LoadReport report = load(garbage).report();
    assertThat(report.damagedPlaces()).as("the missing header, and one a stretch").isEqualTo(9);
    assertThat(tidied().isClean()).isTrue();
    assertThat(disk.content(report.keptAside())).isEqualTo(garbage);
  }

  @Test
  void aLineLongerThanAnyThatIsWrittenCostsItselfOnly() throws IOException {
    byte[] intact = intactFile();
    byte[] zeros = new byte[3 * PeerFileStretch.BYTES];
    byte[] content = Arrays.copyOf(intact, intact.length + zeros.length + 1 + intact.length);
    content[intact.length + zeros.length] = '\n';
    System.arraycopy(intact, 0, content, intact.length + zeros.length + 1, intact.length);
    LoadedPeers loaded = load(content);
    assertThat(loaded.peers()).containsExactly(ALICE, BOB_MOVED);
    assertThat(loaded.report().damages())
        .singleElement()
        .isEqualTo(new Damage(7, intact.length, zeros.length + 1L, Damage.Reason.TOO_LONG));
  }

  @Test
  void anEmptyFileIsReportedAndUsed() throws IOException {
    LoadReport report = load(new byte[0]).report();
    assertThat(report.damages()).singleElement().hasToString("the file is empty");
    assertThat(report.keptAside()).isNull();
    assertThat(tidied().isClean()).isTrue();
  }

  @Test
  void aFileOfANewerReleaseIsUsedAsFarAsItIsUnderstoodAndKept() throws IOException {
    byte[] header = PeerWriter.sealed(new PeerLine.Header(2));
    byte[] alice = PeerWriter.sealed(new PeerLine.Peer(ALICE));
    byte[] future = SealedLine.seal("{\"peer\":{\"of\":\"the future\"}}");
    byte[] content = concat(header, alice, future);
    LoadedPeers loaded = load(content);
    assertThat(loaded.peers()).containsExactly(ALICE);
    assertThat(loaded.report().damages().getFirst()).hasToString("a newer release wrote this file");
    assertThat(tidied().isClean()).isTrue();
    assertThat(disk.content(loaded.report().keptAside())).isEqualTo(content);
  }

  @Test
  void onlyTheLatestFilesOfDamagedLinesAreKept() throws IOException {
    for (int i = 0; i < 20; i++) {
      disk.put(PATH, ("damaged " + i).getBytes(StandardCharsets.UTF_8));
      PeerJournal journal = new PeerJournal(disk, PATH);
      journal.load(Peers.T0.plusSeconds(i));
      journal.save(new LinkedHashMap<>());
    }
    assertThat(disk.names(PATH.getParent()))
        .filteredOn(name -> name.contains("damaged"))
        .hasSize(StoreLimits.MAX_FILES_ASIDE)
        .contains("peers.jsonl.damaged-20260101-000019-000");
  }

  @Test
  void aDamagedIdentityIsRefusedAndLeftAsItIs(@TempDir Path temp) throws Exception {
    DataDirectory.open(temp, event -> {}).close();
    Path path = temp.resolve("identity");
    byte[] intact = Files.readAllBytes(path);
    Identity identity = IdentityFile.read(new RealDisk(), path).identity();
    for (int i = 0; i < intact.length - 1; i++) {
      byte[] cut = Arrays.copyOf(intact, i);
      byte[] flipped = intact.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      for (byte[] damaged : List.of(cut, flipped)) {
        Files.write(path, damaged);
        assertThatThrownBy(() -> DataDirectory.open(temp, event -> {}))
            .hasMessageStartingWith(path.toRealPath() + " is damaged (")
            .hasMessageContaining("restore it from a backup, or move it away");
        assertThat(path).hasBinaryContent(damaged);
      }
    }
    Files.write(path, Arrays.copyOf(intact, intact.length - 1));
    assertThat(IdentityFile.read(new RealDisk(), path).identity().nodeId())
        .as("without its last newline it is still the same")
        .isEqualTo(identity.nodeId());
  }

  private static byte[] concat(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }
}
