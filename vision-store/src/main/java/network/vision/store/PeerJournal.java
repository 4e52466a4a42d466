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
 * unread, to {@code peers.jsonl.new}, which is forced and then renamed over the file; where that
 * fails, lines are appended all the same, and it is tried again after as many more. So that nothing
 * has to be kept twice, memory holds only where each peer's line is, in the order of the file.
 *
 * <p>Invariant: {@code size}, {@code useful} and {@code live} describe what is on the medium.
 * Owner: one thread at a time. Failure: an {@link IOException} leaves them as they were; what was
 * not saved is still in the caller's map, and the next {@link #save} first cuts off what the failed
 * one may have left.
 */
final class PeerJournal implements Closeable {

  private static final byte[] NEWLINE = {'\n'};

  private final Disk disk;
  private final Path path;
  private final AsideFiles asideFiles;
  private Disk.@Nullable File file;
  private SequencedMap<String, Span> live = new LinkedHashMap<>();
  private long size;
  private long useful;
  private List<Span> damaged = List.of();
  private @Nullable Path aside;
  private boolean isPartUnread;
  private long rewriteFrom;
  private @Nullable IOException rewriteFailure;
  private boolean mustRewrite = true;
  private boolean isTailDoubtful;
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
    isPartUnread = scan.isPartUnread();
    aside = isPartUnread || !damaged.isEmpty() ? asideFiles.nameAt(now) : null;
    mustRewrite = !scan.isClean();
    isTailDoubtful = mustRewrite;
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

  /** Why the file was not rewritten when that was due, if it was not since this was last asked. */
  @Nullable IOException takeRewriteFailure() {
    IOException taken = rewriteFailure;
    rewriteFailure = null;
    return taken;
  }

  /** Makes {@code changes} durable, in their order, and takes out of the map what is. */
  void save(Map<String, PeerLine> changes) throws IOException {
    settle();
    if (file != null && !file.isAt(path)) {
      mustRewrite = true;
      rewriteFrom = 0;
    }
    if (isUntidy()) {
      write(new ChangeBatch());
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
    if (batch.bytes() == 0 && !isUntidy()) {
      return;
    }
    long bound = Math.max(StoreLimits.SMALL_FILE_BYTES, 2 * (useful + batch.usefulGrowth()));
    long longer = size + batch.bytes();
    if (file == null) {
      rewrite(batch);
    } else if (longer >= StoreLimits.MAX_FILE_BYTES
        || ((mustRewrite || longer > bound) && longer >= rewriteFrom)) {
      rewriteOrAppend(file, batch);
    } else {
      append(file, batch);
    }
  }

  /**
   * A disk that has no room for a second file, or does not give back all of the first, may still
   * take a few lines more.
   */
  private void rewriteOrAppend(Disk.File old, ChangeBatch batch) throws IOException {
    try {
      rewrite(batch);
    } catch (IOException e) {
      if (!old.isAt(path) || size + batch.bytes() >= StoreLimits.MAX_FILE_BYTES) {
        throw e;
      }
      append(old, batch);
      rewriteFailure = e;
      rewriteFrom = size + Math.max(StoreLimits.SMALL_FILE_BYTES, useful);
    }
  }

  private void append(Disk.File to, ChangeBatch batch) throws IOException {
    if (batch.bytes() == 0) {
      return;
    }
    isTailUncertain = true;
    long at = size;
    if (isTailDoubtful) {
      // The last line may lack its end.
      to.write(ByteBuffer.wrap(NEWLINE), at);
      at += NEWLINE.length;
    }
    to.write(batch.peerLines(), at);
    to.write(batch.forgottenLines(), at + batch.peerBytes());
    to.force();
    isTailUncertain = false;
    isTailDoubtful = false;
    long start = at;
    batch.outdated().forEach(live::remove);
    batch.lines().forEach(line -> live.put(line.key(), line.span().shifted(start)));
    useful += batch.usefulGrowth();
    size = at + batch.bytes();
  }

  private void rewrite(ChangeBatch batch) throws IOException {
    Disk.File old = file;
    if (old != null && aside != null && !isPartUnread) {
      asideFiles.keep(old, damaged, aside);
      putAside();
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
      if (old != null && aside != null) {
        // Whoever moved it away since has it.
        if (old.isAt(path)) {
          asideFiles.keepWhole(aside);
        }
        putAside();
      }
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
    isTailDoubtful = false;
    rewriteFrom = 0;
    isNameUncertain = true;
    if (old != null) {
      old.close();
    }
    settle();
  }

  private void putAside() {
    damaged = List.of();
    aside = null;
    isPartUnread = false;
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
