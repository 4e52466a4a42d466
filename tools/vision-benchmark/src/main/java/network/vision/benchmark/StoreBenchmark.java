package network.vision.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PublicKey;
import network.vision.store.DataDirectory;
import network.vision.store.LoadReport;
import network.vision.store.PeerExport;
import network.vision.store.StoreException;
import network.vision.store.StoredAddress;
import network.vision.store.StoredPeer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * What the peer store costs, beside H2's MVStore doing the same in the same run: open with all
 * peers read, save all, save changes of one in a hundred until the file has been rewritten for
 * them, open after a byte of one line in a hundred was damaged.
 *
 * <p>One peer in two was met (key, two addresses), the others were only heard of. Times are of the
 * wall, with what the writing thread used of a processor in brackets. The store gives back {@link
 * StoredPeer}s, MVStore the same as unread JSON text, so its opening does less. Arguments: a
 * directory to work in, then how many peers, as often as wanted.
 */
public final class StoreBenchmark {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int MOST_WAITING = 100_000;
  private static final int CHANGED_OF = 100;
  private static final int MOST_ROUNDS = 200;
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final PrintStream OUT = System.out;

  /** Something to be measured. */
  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  /** Runs the benchmark. */
  public static void main(String[] args) throws Exception {
    Path parent =
        args.length == 0 ? Path.of(System.getProperty("java.io.tmpdir")) : Path.of(args[0]);
    int[] sizes =
        args.length < 2
            ? new int[] {1_000, 10_000, 100_000, 1_000_000}
            : Stream.of(args).skip(1).mapToInt(Integer::parseInt).toArray();
    for (int size : sizes) {
      List<StoredPeer> peers = peers(size);
      OUT.printf("%n%,d peers%n", size);
      inNewDirectory(parent, directory -> measureStore(directory, peers));
      inNewDirectory(parent, directory -> measureMvStore(directory, peers));
    }
  }

  private static void measureStore(Path path, List<StoredPeer> peers) throws Exception {
    try (DataDirectory directory = open(path)) {
      directory.peers().load();
      measure("store    save all, first time", "vision-disk", () -> put(directory, peers));
      saveChanges(directory, peers);
    }
    inNewDirectory(path, other -> saveAgain(other, peers));
    ColdOpen.run("store", path, () -> {});
    LoadReport[] report = new LoadReport[1];
    for (String which : List.of("first", "again", "again")) {
      try (DataDirectory directory = open(path)) {
        measure(
            "store    open, " + which, null, () -> report[0] = directory.peers().load().report());
      }
    }
    OUT.printf(
        "store    file %,d bytes, useful %,d, %s%n",
        report[0].bytes(), report[0].usefulBytes(), report[0].isClean() ? "clean" : "damaged");
    for (String which : List.of("first", "again")) {
      try (DataDirectory directory = open(path)) {
        measure("store    read and rewrite, " + which, null, () -> directory.peers().compact());
      }
    }
    openDamaged(path, peers.size() / 100);
  }

  /** Another book, all new, by a process that has written one. */
  private static void saveAgain(Path path, List<StoredPeer> peers) throws Exception {
    try (DataDirectory directory = open(path)) {
      directory.peers().load();
      measure("store    save all, in another book", "vision-disk", () -> put(directory, peers));
    }
  }

  /** The disk thread puts the file in order after each opening, so that each finds new damage. */
  private static void openDamaged(Path path, int places) throws Exception {
    OUT.printf("store    damaged in %,d places:%n", places);
    ColdOpen.run("store", path, () -> damage(path.resolve("peers.jsonl"), places));
    for (String which : List.of("first", "again")) {
      damage(path.resolve("peers.jsonl"), places);
      try (DataDirectory directory = open(path)) {
        measure("store    open, " + which, null, () -> directory.peers().load());
      }
    }
  }

  private static void damage(Path file, int places) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long place = 0; place < places; place++) {
        channel.write(
            ByteBuffer.wrap(new byte[] {'!'}), channel.size() * (2 * place + 1) / (2L * places));
      }
    }
  }

  /** Saves changes of one peer in a hundred until the file has been rewritten for it. */
  private static void saveChanges(DataDirectory directory, List<StoredPeer> peers)
      throws Exception {
    Path file = directory.path().resolve("peers.jsonl");
    long id = threadId("vision-disk");
    List<Long> workNanos = new ArrayList<>();
    long putNanos = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<StoredPeer> changed = changed(peers, round);
      long size = Files.size(file);
      long begin = System.nanoTime();
      changed.forEach(directory.peers()::put);
      putNanos += System.nanoTime() - begin;
      long cpuBegin = THREADS.getThreadCpuTime(id);
      flush(directory);
      long cpu = THREADS.getThreadCpuTime(id) - cpuBegin;
      if (Files.size(file) < size) {
        print("store    save 1 % and rewrite all", System.nanoTime() - begin, cpu);
        break;
      }
      workNanos.add(cpu);
    }
    workNanos.sort(null);
    OUT.printf(
        "store    put one change, on the loop   %,8.2f us%n",
        putNanos / 1e3 * CHANGED_OF / peers.size() / (workNanos.size() + 1));
    OUT.printf(
        "store    save 1 %%, of %,d saves         median %,.1f, most %,.1f ms of work%n",
        workNanos.size(), workNanos.get(workNanos.size() / 2) / 1e6, workNanos.getLast() / 1e6);
  }

  private static void measureMvStore(Path path, List<StoredPeer> peers) throws Exception {
    Path file = path.resolve("peers.mv");
    try (MVStore store = mvStore(file)) {
      MVMap<String, String> map = store.openMap("peers");
      measure("MVStore  save all", null, () -> put(store, map, peers));
      List<StoredPeer> changed = changed(peers, 0);
      measure("MVStore  put and save 1 %", null, () -> put(store, map, changed));
    }
    ColdOpen.run("MVStore", file, () -> {});
    for (String which : List.of("first", "again", "again")) {
      measure(
          "MVStore  open, " + which,
          null,
          () -> {
            try (MVStore store = mvStore(file)) {
              MVMap<String, String> map = store.openMap("peers");
              long characters = map.values().stream().mapToLong(String::length).sum();
              require(characters > 0);
            }
          });
    }
    OUT.printf("MVStore  file %,d bytes%n", Files.size(file));
  }

  private static void measure(String what, @Nullable String thread, Work work) throws Exception {
    long id = thread == null ? Thread.currentThread().threadId() : threadId(thread);
    long begin = System.nanoTime();
    long cpuBegin = THREADS.getThreadCpuTime(id);
    work.run();
    print(what, System.nanoTime() - begin, THREADS.getThreadCpuTime(id) - cpuBegin);
  }

  private static void print(String what, long wallNanos, long cpuNanos) {
    OUT.printf("%-36s %,10.1f ms (%,.1f ms of work)%n", what, wallNanos / 1e6, cpuNanos / 1e6);
  }

  private static long threadId(String name) {
    for (ThreadInfo thread : THREADS.dumpAllThreads(false, false)) {
      if (thread.getThreadName().equals(name)) {
        return thread.getThreadId();
      }
    }
    throw new IllegalStateException("there is no thread " + name);
  }

  private static DataDirectory open(Path path) throws StoreException {
    return DataDirectory.open(
        path,
        event -> {
          throw new IllegalStateException(event.toString());
        });
  }

  private static void put(DataDirectory directory, List<StoredPeer> peers) throws Exception {
    int waiting = 0;
    for (StoredPeer peer : peers) {
      directory.peers().put(peer);
      if (++waiting % MOST_WAITING == 0) {
        flush(directory);
      }
    }
    flush(directory);
  }

  private static void flush(DataDirectory directory) throws InterruptedException {
    require(directory.peers().flush(LIMIT));
  }

  private static MVStore mvStore(Path file) {
    return new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
  }

  private static void put(MVStore store, MVMap<String, String> map, List<StoredPeer> peers) {
    peers.forEach(peer -> map.put(peer.key(), PeerExport.json(peer)));
    store.commit();
    store.sync();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("the disk did not take what was written");
    }
  }

  /** One peer in a hundred, another selection in each round. */
  private static List<StoredPeer> changed(List<StoredPeer> peers, int round) {
    List<StoredPeer> changed = new ArrayList<>();
    for (int i = round % CHANGED_OF; i < peers.size(); i += CHANGED_OF) {
      StoredPeer peer = peers.get(i);
      changed.add(
          new StoredPeer(
              peer.nodeId(),
              peer.claims(),
              peer.provenKey(),
              peer.spoken(),
              new StoredPeer.Standing(1.5 + round, T0, null),
              peer.isAnchor(),
              peer.addresses()));
    }
    return changed;
  }

  private static List<StoredPeer> peers(int count) {
    RandomGenerator random = new SplittableRandom(1);
    List<StoredPeer> peers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      peers.add(peer(i, random));
    }
    return peers;
  }

  private static StoredPeer peer(int number, RandomGenerator random) {
    boolean isMet = number % 2 == 0;
    byte[] key = new byte[PublicKey.BYTES];
    random.nextBytes(key);
    String id = HexFormat.of().formatHex(key, 0, 20);
    NodeId nodeId = new NodeId(id);
    String tag = nodeId.defaultTag();
    Instant at = T0.plusSeconds(number);
    List<StoredAddress> addresses = new ArrayList<>();
    for (int i = 0; i < (isMet ? 2 : 1); i++) {
      addresses.add(
          new StoredAddress(
              new PeerAddress(IpAddress.ofIpv4(random.nextInt()), 1024 + random.nextInt(60_000)),
              new StoredAddress.Origin("gossip", IpAddress.ofIpv4(random.nextInt()), at),
              isMet
                  ? new StoredAddress.History(at.plusSeconds(60), null, 0)
                  : StoredAddress.History.NONE));
    }
    return new StoredPeer(
        nodeId,
        StoredPeer.Claims.of(nodeId, tag, "constellation", nodeId.visionAddress(tag), "", null),
        isMet ? PublicKey.of(key) : null,
        isMet ? new StoredPeer.Spoken(HandshakeVersion.V4, at) : null,
        StoredPeer.Standing.BLAMELESS,
        false,
        addresses);
  }

  /** Something to be done in a directory that is removed afterwards. */
  @FunctionalInterface
  private interface DirectoryWork {
    void run(Path directory) throws Exception;
  }

  private static void inNewDirectory(Path parent, DirectoryWork work) throws Exception {
    Path directory = Files.createTempDirectory(parent, "store-benchmark");
    try {
      work.run(directory);
    } finally {
      Files.walkFileTree(directory, new Removal());
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }

  private StoreBenchmark() {}
}
