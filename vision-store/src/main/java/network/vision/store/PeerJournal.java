package network.vision.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code peers.jsonl}: a header, then a {@link SealedLine} for each change, appended; the
 * last line about a peer holds.
 *
 * <p>Goals: what {@link #save} has written survives any crash; a crash in the middle of it costs at
 * most what it was writing; the file never exceeds twice its useful size (above 64 KiB). An append
 * is one write and one force. Where an append would exceed the bound, the useful lines are copied,
 * unread, to {@code peers.jsonl.new}, which is forced and then renamed over the file. So that
 * nothing has to be kept twice, memory holds only where each peer's line is, in the order of the
 * file.
 *
 * <p>Invariant: {@code size}, {@code useful} and {@code live} describe what is on the medium.
 * Owner: one thread at a time. Failure: an {@link IOException} leaves them as they were; what was
 * not saved is still in the caller's map, and the next {@link #save} first cuts off what the failed
 * one may have left.
 */
final class PeerJournal implements Closeable {

  private final Disk disk;
  private final Path path;
  private final AsideFiles asideFiles;
  private Disk.@Nullable File file;
  private SequencedMap<String, Span> live = new LinkedHashMap<>();
  private long size;
  private long useful;
  private List<Span> damaged = List.of();
  private @Nullable Path aside;
  private boolean mustRewrite = true;
  private boolean isTailUncertain;
  private boolean isNameUncertain;

  PeerJournal(Disk disk, Path path) {
    this.disk = disk;
    this.path = path;
    this.asideFiles = new AsideFiles(disk, path);
  }

  /** Opens the file, if there is one, as {@link #load} does otherwise. */
  void open() throws IOException {
    if (disk.names(path.resolveSibling("")).contains(String.valueOf(path.getFileName()))) {
      file = disk.open(path);
    }
  }

  /** Reads what is there; to be called once, before anything is saved. Changes nothing on disk. */
  LoadedPeers load(Instant now) throws IOException {
    if (file == null) {
      open();
    }
    Disk.File opened = file;
    if (opened == null) {
      return new LoadedPeers(
          List.of(), List.of(), new LoadReport(path, 0, 0, 0, 0, List.of(), null));
    }
    PeerFileScan scan = PeerFileScan.of(opened);
    live = scan.spans();
    size = scan.size();
    useful = scan.usefulBytes();
    damaged = List.copyOf(scan.damagedSpans());
    aside = damaged.isEmpty() ? null : asideFiles.nameAt(now);
    mustRewrite = !scan.isClean();
    return scan.loaded(path, aside);
  }

  /** Whether something was found damaged that the next {@link #save} will put in order. */
  boolean isUntidy() {
    return file != null && mustRewrite;
  }

  boolean isHolding(String key) {
    return live.containsKey(key);
  }

  /** Size of the file. */
  long size() {
    return size;
  }

  /** How much of the file a rewriting would leave. */
  long useful() {
    return useful;
  }

  Path path() {
    return path;
  }

  /** Makes {@code changes} durable, in their order, and takes out of the map what is. */
  void save(Map<String, PeerLine> changes) throws IOException {
    settle();
    mustRewrite |= file != null && !file.isAt(path);
    if (isUntidy()) {
      rewrite(new ChangeBatch());
    }
    ChangeBatch batch = new ChangeBatch();
    while (!changes.isEmpty()) {
      batch.clear();
      Iterator<Map.Entry<String, PeerLine>> next = changes.entrySet().iterator();
      int taken = 0;
      for (; next.hasNext() && batch.bytes() < StoreLimits.WRITE_BYTES; taken++) {
        Map.Entry<String, PeerLine> change = next.next();
        batch.add(change.getKey(), change.getValue(), live.get(change.getKey()));
      }
      write(batch);
      Iterator<PeerLine> saved = changes.values().iterator();
      for (; taken > 0; taken--) {
        saved.next();
        saved.remove();
      }
    }
  }

  /** Leaves nothing in the file but its useful lines. */
  void compact() throws IOException {
    settle();
    if (file != null) {
      rewrite(new ChangeBatch());
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private void settle() throws IOException {
    if (isNameUncertain) {
      disk.forceNames(path.resolveSibling(""));
      isNameUncertain = false;
    }
    if (isTailUncertain && file != null) {
      file.truncate(size);
      file.force();
      isTailUncertain = false;
    }
  }

  private void write(ChangeBatch batch) throws IOException {
    if (batch.bytes() == 0) {
      return;
    }
    long bound = Math.max(StoreLimits.SMALL_FILE_BYTES, 2 * (useful + batch.usefulGrowth()));
    if (file == null || mustRewrite || size + batch.bytes() > bound) {
      rewrite(batch);
    } else {
      append(file, batch);
    }
  }

  private void append(Disk.File to, ChangeBatch batch) throws IOException {
    isTailUncertain = true;
    to.write(batch.peerLines(), size);
    to.write(batch.forgottenLines(), size + batch.peerBytes());
    to.force();
    isTailUncertain = false;
    batch.outdated().forEach(live::remove);
    batch.lines().forEach(line -> live.put(line.key(), line.span().shifted(size)));
    useful += batch.usefulGrowth();
    size += batch.bytes();
  }

  private void rewrite(ChangeBatch batch) throws IOException {
    Disk.File old = file;
    if (old != null && aside != null) {
      asideFiles.keep(old, damaged, aside);
      damaged = List.of();
      aside = null;
    }
    Path freshPath = path.resolveSibling(path.getFileName() + ".new");
    Disk.File fresh = disk.open(freshPath);
    SequencedMap<String, Span> moved = LinkedHashMap.newLinkedHashMap(live.size());
    long end;
    try {
      fresh.truncate(0);
      end = copyUseful(old, fresh, batch, moved);
      fresh.write(batch.peerLines(), end);
      for (ChangeBatch.Line line : batch.lines()) {
        moved.put(line.key(), line.span().shifted(end));
      }
      end += batch.peerBytes();
      fresh.force();
      disk.replace(freshPath, path);
    } catch (IOException e) {
      discard(fresh, e);
      throw e;
    }
    file = fresh;
    live = moved;
    size = end;
    useful = end;
    mustRewrite = false;
    isNameUncertain = true;
    if (old != null) {
      old.close();
    }
    settle();
  }

  /** Gives back the room that an unfinished file takes, which may be the last there is. */
  private static void discard(Disk.File unfinished, IOException cause) {
    try (unfinished) {
      unfinished.truncate(0);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Copies the header and each run of live lines that {@code batch} does not replace; returns where
   * they end.
   */
  private long copyUseful(
      Disk.@Nullable File from, Disk.File to, ChangeBatch batch, Map<String, Span> moved)
      throws IOException {
    byte[] header = PeerWriter.sealed(new PeerLine.Header(PeerWriter.VERSION));
    to.write(ByteBuffer.wrap(header), 0);
    long end = header.length;
    if (from == null) {
      return end;
    }
    Span run = new Span(0, 0);
    for (Map.Entry<String, Span> line : live.entrySet()) {
      if (batch.outdated().contains(line.getKey())) {
        continue;
      }
      Span span = line.getValue();
      if (span.start() != run.end()) {
        to.copy(from, run.start(), run.length(), end);
        end += run.length();
        run = new Span(span.start(), 0);
      }
      moved.put(line.getKey(), new Span(end + run.length(), span.length()));
      run = new Span(run.start(), run.length() + span.length());
    }
    to.copy(from, run.start(), run.length(), end);
    return end + run.length();
  }
}
