package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.vision.protocol.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path temp;
  private Path path;
  private final List<StoreEvent> events = new ArrayList<>();

  @BeforeEach
  void chooseDirectory() {
    path = temp.resolve("a/b");
  }

  private DataDirectory open() throws StoreException {
    return DataDirectory.open(path, events::add);
  }

  @Test
  void identityAndEbidAreTheSameAfterARestart() throws StoreException {
    NodeId nodeId;
    UUID ebid;
    try (DataDirectory first = open()) {
      nodeId = first.identity().nodeId();
      ebid = first.ebid();
      assertThat(first.isNew()).isTrue();
    }
    try (DataDirectory second = open()) {
      assertThat(second.identity().nodeId()).isEqualTo(nodeId);
      assertThat(second.ebid()).isEqualTo(ebid);
      assertThat(second.isNew()).isFalse();
    }
  }

  @Test
  void onlyTheOwnerCanReadWhatIsMade() throws Exception {
    open().close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("identity"))))
        .isEqualTo("rw-------");
  }

  @Test
  void anIdentityThatOthersCanReadIsRefused() throws Exception {
    open().close();
    Path identity = path.resolve("identity");
    Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(identity + " is open to others on this machine (mode rw-r-----)")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aSecondOpenerIsToldWhoHoldsTheDirectory() throws Exception {
    try (DataDirectory first = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is used by this very process, " + ProcessHandle.current().pid());
      assertThat(first.path()).isEqualTo(path.toRealPath());
    }
    open().close();
  }

  @Test
  void aSecondProcessIsToldWhoHoldsTheDirectoryUntilThatOneIsDead() throws Exception {
    Process holder = ChildProcess.start(Learner.class, path.toString(), "0", "false");
    try (BufferedReader said = holder.inputReader()) {
      assertThat(said.readLine()).isEqualTo("loaded");
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreException.class)
          .hasMessageMatching(
              "\\Q"
                  + path
                  + "\\E is used by process "
                  + holder.pid()
                  + " since \\S+Z: stop that node first, or choose another data directory");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    open().close();
  }

  @Test
  void aFileWhereTheDirectoryShouldBeIsRefused() throws Exception {
    Files.writeString(temp.resolve("a"), "");
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(path + " cannot be written (")
        .hasMessageEndingWith("): choose another data directory");
  }

  @Test
  void anIdentityThatIsNotThereBehindALinkIsNotReplaced() throws Exception {
    Files.createDirectories(path);
    Path link = Files.createSymbolicLink(path.resolve("identity"), path.resolve("not-mounted"));
    assertThat(StoreInspection.check(path).problems())
        .containsExactly(link + " is a link to what is not there: a start is refused");
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessage(
            link
                + " cannot be read (no such file or directory): mount or restore what the link leads"
                + " to, or remove the link");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void anIdentityOfANewerReleaseIsNotCalledDamaged() throws Exception {
    open().close();
    Path identity = path.resolve("identity");
    String line = Files.readString(identity);
    String newer =
        line.substring(0, line.indexOf(",\"crc\"")).replaceFirst("\"version\":1", "\"version\":2")
            + "}";
    Files.write(identity, SealedLine.seal(newer));
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessage(
            identity + " is of a newer release: run that one, or choose another data directory");
  }

  @Test
  void whatIsLeftOfAnEarlierWriteGivesItsModeToNobody() throws Exception {
    Files.createDirectories(path);
    Path left = Files.writeString(path.resolve("identity.new"), "left");
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-r--r--"));
    open().close();
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("identity"))))
        .isEqualTo("rw-------");
  }

  @Test
  void whatWasLearnedInOneNetworkIsNotUsedInAnother() throws Exception {
    try (DataDirectory directory = open()) {
      directory.bindTo("00".repeat(32));
    }
    try (DataDirectory directory = open()) {
      directory.bindTo("00".repeat(32));
      assertThatThrownBy(() -> directory.bindTo("11".repeat(32)))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              path
                  + " is of the network with genesis hash "
                  + "00".repeat(32)
                  + ": name that network, or choose another data directory");
    }
  }

  @Test
  void aDamagedNameOfTheNetworkIsPutAsideAndMadeAnew() throws Exception {
    try (DataDirectory directory = open()) {
      directory.bindTo("00".repeat(32));
      Files.writeString(path.resolve("network"), "nonsense");
      assertThat(StoreInspection.check(path).problems())
          .containsExactly(
              path.resolve("network") + " is damaged: a start puts it aside and goes on");
      directory.bindTo("11".repeat(32));
      directory.bindTo("11".repeat(32));
    }
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            StoreEvent.PutAside.class, aside -> assertThat(aside.aside()).hasContent("nonsense"));
  }

  @Test
  void aDamagedSequenceIsPutAsideAndSaid() throws Exception {
    open().close();
    Path sequence = path.resolve("record-sequence");
    Files.writeString(sequence, "{\"sequence\":7}\n");
    try (DataDirectory directory = open()) {
      assertThat(directory.recordSequence()).isZero();
    }
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            StoreEvent.PutAside.class,
            put -> {
              assertThat(put.file().getFileName()).hasToString("record-sequence");
              assertThat(put.aside()).hasContent("{\"sequence\":7}\n");
            });
  }

  @Test
  void aPrivateTextIsReadBackByItsOwnerOnly() throws Exception {
    Path token = temp.resolve("api-token");
    assertThat(PrivateFiles.read(token)).isEmpty();
    PrivateFiles.write(token, "secret");
    assertThat(PrivateFiles.read(token)).contains("secret");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw----r--"));
    assertThatThrownBy(() -> PrivateFiles.read(token)).hasMessageContaining("chmod 600");
  }

  @Test
  void aPeerFileThatSomebodyRemovesIsWrittenAgainByTheRunningNode() throws Exception {
    try (DataDirectory directory = open()) {
      directory.peers().load();
      directory.peers().put(Peers.named(1));
      assertThat(directory.peers().flush(SOON)).isTrue();
      Files.delete(path.resolve("peers.jsonl"));
      directory.peers().put(Peers.named(2));
    }
    assertThat(StoreInspection.peers(path).peers()).containsExactly(Peers.named(1), Peers.named(2));
  }

  @Test
  void peersAreRememberedAcrossARestart() throws Exception {
    StoredPeer complete = Peers.complete();
    StoredPeer unnamed = Peers.unnamed(2);
    try (DataDirectory first = open()) {
      assertThat(first.peers().load().peers()).isEmpty();
      first.peers().put(complete);
      first.peers().put(Peers.named(1));
      first.peers().put(unnamed);
      first.peers().forget(Peers.named(1).key());
      assertThat(first.peers().flush(SOON)).isTrue();
    }
    try (DataDirectory second = open()) {
      LoadedPeers loaded = second.peers().load();
      assertThat(loaded.report().isClean()).isTrue();
      assertThat(loaded.peers()).containsExactly(complete, unnamed);
    }
    assertThat(events).isEmpty();
  }

  @Test
  void whatWasPutJustBeforeClosingIsRemembered() throws Exception {
    try (DataDirectory first = open()) {
      first.peers().load();
      first.peers().put(Peers.named(1));
      first.putRecordSequence(-2);
    }
    try (DataDirectory second = open()) {
      assertThat(second.peers().load().peers()).containsExactly(Peers.named(1));
      assertThat(second.recordSequence()).isEqualTo(-2);
    }
  }
}
