package network.vision.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real file system of 512 KiB that runs full, or can only be read. Needs the right to mount a
 * tmpfs; skipped with a word without it.
 */
class FullFileSystemTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int PEERS = 1000;
  private static final int KILLS = Math.max(2, Integer.getInteger("store.kills", 20) / 10);
  private static final long SEED = Long.getLong("store.seed", 5);

  @TempDir private Path temp;
  private Path mountPoint;
  private boolean isMounted;
  private boolean isReadOnly;

  @BeforeEach
  void mountSmallFileSystem() throws Exception {
    mountPoint = Files.createDirectory(temp.resolve("small"));
    isMounted = run("mount", "-t", "tmpfs", "-o", "size=512k,mode=0700", "vision-test", mountPoint);
    assumeTrue(isMounted, "only root may mount a small tmpfs here: the full disk is not tried");
  }

  @AfterEach
  void unmount() throws Exception {
    allowWriting();
    if (isMounted) {
      assertThat(run("umount", mountPoint)).isTrue();
    }
  }

  /** The same file system, where nothing can be opened to write. */
  private void forbidWriting() throws Exception {
    isReadOnly = run("mount", "--bind", mountPoint, mountPoint);
    assertThat(isReadOnly && run("mount", "-o", "remount,bind,ro", mountPoint)).isTrue();
  }

  private void allowWriting() throws Exception {
    if (isReadOnly) {
      assertThat(run("umount", mountPoint)).isTrue();
      isReadOnly = false;
    }
  }

  private static boolean run(Object... command) throws InterruptedException {
    try {
      String[] words = new String[command.length];
      for (int i = 0; i < words.length; i++) {
        words[i] = command[i].toString();
      }
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aFileSystemThatRunsFullCostsNothing() throws Exception {
    BlockingQueue<StoreEvent> events = new LinkedBlockingQueue<>();
    Path ballast = mountPoint.resolve("ballast");
    Set<StoredPeer> all = new HashSet<>();
    try (DataDirectory directory = DataDirectory.open(mountPoint, events::add)) {
      directory.peers().load();
      fill(ballast);
      for (int i = 0; i < PEERS; i++) {
        StoredPeer peer = Peers.named(i);
        all.add(peer);
        directory.peers().put(peer);
      }
      assertThat(events.poll(SOON.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              StoreEvent.SaveFailed.class,
              failed -> assertThat(failed.reason()).contains("No space left on device"));
      Files.delete(ballast);
      assertThat(events.poll(SOON.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(StoreEvent.SaveRecovered.class);
    }
    try (DataDirectory directory = DataDirectory.open(mountPoint, events::add)) {
      LoadedPeers loaded = directory.peers().load();
      assertThat(loaded.report().isClean()).isTrue();
      assertThat(new HashSet<>(loaded.peers())).isEqualTo(all);
    }
  }

  @Test
  void aProcessKilledOnAFullFileSystemLeavesWhatWasSavedBefore() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    int saved = Learner.PEERS / 5;
    try (DataDirectory directory = DataDirectory.open(mountPoint, event -> {})) {
      directory.peers().load();
      for (int number = 0; number < saved; number++) {
        directory.peers().put(Learner.peer(number));
      }
    }
    for (int kill = 0; kill < KILLS; kill++) {
      Process child = ChildProcess.start(Learner.class, mountPoint.toString(), "0", "false");
      BufferedReader said = child.inputReader(StandardCharsets.US_ASCII);
      for (String line = ""; !line.startsWith("event SaveFailed"); line = said.readLine()) {
        assertThat(line).as("what a child says, seed %d, kill %d", SEED, kill).isNotNull();
      }
      // When it dies is what is drawn here.
      child.waitFor(random.nextInt(1500), TimeUnit.MILLISECONDS);
      child.destroyForcibly().waitFor();
      LoadedPeers loaded = StoreInspection.peers(mountPoint);
      assertThat(loaded.report().isWhole())
          .as("seed %d, kill %d: %s", SEED, kill, loaded.report())
          .isTrue();
      assertThat(loaded.peers())
          .hasSizeGreaterThanOrEqualTo(saved)
          .allSatisfy(peer ->
              assertThat(peer).isEqualTo(Learner.peer(Long.parseLong(peer.labels().tag()))));
    }
  }

  @Test
  void aNodeStartsOnAFullFileSystem() throws Exception {
    DataDirectory.open(mountPoint, event -> {}).close();
    fill(mountPoint.resolve("ballast"));
    try (DataDirectory directory = DataDirectory.open(mountPoint, event -> {})) {
      assertThat(directory.isNew()).isFalse();
      assertThat(directory.peers().load().peers()).isEmpty();
    }
  }

  @Test
  void aDirectoryThatBecomesReadOnlyCostsNothing() throws Exception {
    BlockingQueue<StoreEvent> events = new LinkedBlockingQueue<>();
    Set<StoredPeer> latest = new HashSet<>();
    try (DataDirectory directory = DataDirectory.open(mountPoint, events::add)) {
      directory.peers().load();
      put(directory, latest, 1);
      assertThat(directory.peers().flush(SOON)).isTrue();
      forbidWriting();
      for (int port = 2; events.isEmpty(); port++) {
        // Until the file would have to be rewritten.
        put(directory, latest, port);
        directory.peers().flush(Duration.ofMillis(500));
      }
      assertThat(events.poll())
          .isInstanceOfSatisfying(
              StoreEvent.RewriteFailed.class,
              failed -> assertThat(failed.reason()).contains("Read-only file system"));
      assertThat(directory.peers().flush(SOON)).as("appended to the open file").isTrue();
      assertThat(new HashSet<>(StoreInspection.peers(mountPoint).peers())).isEqualTo(latest);
      allowWriting();
    }
    assertThat(events).isEmpty();
    assertThat(new HashSet<>(StoreInspection.peers(mountPoint).peers())).isEqualTo(latest);
  }

  private static void put(DataDirectory directory, Set<StoredPeer> latest, int port) {
    latest.clear();
    for (int i = 0; i < PEERS / 4; i++) {
      StoredPeer peer = Peers.at(Peers.named(i), port);
      latest.add(peer);
      directory.peers().put(peer);
    }
  }

  @Test
  void aNodeDoesNotStartInADirectoryThatIsReadOnlyAndIsTold() throws Exception {
    DataDirectory.open(mountPoint, event -> {}).close();
    forbidWriting();
    assertThatThrownBy(() -> DataDirectory.open(mountPoint, event -> {}))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            mountPoint
                + " cannot be written (Read-only file system):"
                + " let this user write there, or choose another data directory");
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < 1000; i++) {
        out.write(block);
      }
      throw new AssertionError("the file system is larger than 4 MB");
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }
}
