package network.vision.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a peer file from its first byte to its last: the peers, where their lines are, and
 * what is damaged.
 *
 * <p>The last intact line about a peer holds. The {@link PeerFileStretch}es are read by as many
 * threads as there are processors, but for the first {@value #STRETCHES_ALONE}, and put together in
 * their order by one.
 */
final class PeerFileScan {

  /**
   * A process this young compiles what it runs, for which it needs a processor too: of two, the
   * second thread brings nothing before.
   */
  private static final int STRETCHES_ALONE = 24;

  private final SequencedMap<String, Span> spans;
  private final List<PeerFileStretch.Found.Good> changes;
  private final List<Damage> damages = new ArrayList<>();
  private final List<Span> damagedSpans = new ArrayList<>();
  private final long size;
  private long damagedPlaces;
  private boolean isPartUnread;
  private long usefulBytes;

  private PeerFileScan(long size, int mostLines) {
    this.size = size;
    this.spans = LinkedHashMap.newLinkedHashMap(mostLines);
    this.changes = new ArrayList<>(mostLines);
  }

  /** Reads all of {@code file}; a part that the disk does not give back counts as damaged. */
  static PeerFileScan of(Disk.File file) throws IOException {
    return of(file, STRETCHES_ALONE);
  }

  /** The same, the first {@code stretchesAlone} stretches by one thread. */
  static PeerFileScan of(Disk.File file, int stretchesAlone) throws IOException {
    long size = file.size();
    long end = Math.min(size, StoreLimits.MAX_FILE_BYTES);
    List<PeerFileStretch.Content> contents = contents(file, end, stretchesAlone);
    int found = contents.stream().mapToInt(content -> content.found().size()).sum();
    PeerFileScan scan = new PeerFileScan(size, found);
    scan.use(contents, end);
    return scan;
  }

  /** What was read; {@code aside} is where damaged parts will be kept. */
  LoadedPeers loaded(Path path, @Nullable Path aside) {
    List<StoredPeer> peers = new ArrayList<>(spans.size());
    List<StoredBan> bans = new ArrayList<>();
    boolean isEachLatest = changes.size() == spans.size();
    for (PeerFileStretch.Found.Good change : changes) {
      if (isEachLatest || isLatest(change)) {
        switch (change.content()) {
          case PeerLine.Peer(StoredPeer peer) -> peers.add(peer);
          case PeerLine.Banned(StoredBan ban) -> bans.add(ban);
          case PeerLine.Header _, PeerLine.Forgotten _ -> {}
        }
      }
    }
    return new LoadedPeers(
        peers,
        bans,
        new LoadReport(path, size, usefulBytes, peers.size(), damagedPlaces, damages, aside));
  }

  /** Where the line of each peer is, in the order of the file; the caller's own from now on. */
  SequencedMap<String, Span> spans() {
    return spans;
  }

  /** What cannot be used but can be kept aside, neighbours joined, in ascending order. */
  List<Span> damagedSpans() {
    return damagedSpans;
  }

  boolean isClean() {
    return damagedPlaces == 0;
  }

  /** Whether the disk did not give back some of it. */
  boolean isPartUnread() {
    return isPartUnread;
  }

  /** Size of the file. */
  long size() {
    return size;
  }

  /** Bytes of the header and of the lines that hold. */
  long usefulBytes() {
    return usefulBytes;
  }

  private static List<PeerFileStretch.Content> contents(
      Disk.File file, long end, int stretchesAlone) {
    Queue<PeerFileStretch> idle = new ConcurrentLinkedQueue<>();
    IntFunction<PeerFileStretch.Content> read =
        i -> {
          PeerFileStretch spare = idle.poll();
          PeerFileStretch reader = spare == null ? new PeerFileStretch(file, end) : spare;
          PeerFileStretch.Content content = reader.read((long) i * PeerFileStretch.BYTES);
          idle.add(reader);
          return content;
        };
    int stretches = (int) ((end + PeerFileStretch.BYTES - 1) / PeerFileStretch.BYTES);
    int alone = Math.min(stretches, stretchesAlone);
    List<PeerFileStretch.Content> contents = new ArrayList<>(stretches);
    contents.addAll(IntStream.range(0, alone).mapToObj(read).toList());
    contents.addAll(IntStream.range(alone, stretches).parallel().mapToObj(read).toList());
    return contents;
  }

  private void use(List<PeerFileStretch.Content> contents, long end) {
    if (size == 0) {
      damaged(0, new Span(0, 0), Damage.Reason.EMPTY);
    }
    long linesBefore = 0;
    for (PeerFileStretch.Content content : contents) {
      for (PeerFileStretch.Found found : content.found()) {
        use(found, linesBefore);
      }
      linesBefore += content.lines();
    }
    if (end < size) {
      damaged(linesBefore + 1, new Span(end, size - end), Damage.Reason.TOO_LARGE);
    }
  }

  private void use(PeerFileStretch.Found found, long linesBefore) {
    switch (found) {
      case PeerFileStretch.Found.Good good -> {
        if (good.span().start() == 0 && !(good.content() instanceof PeerLine.Header)) {
          damaged(1, new Span(0, 0), Damage.Reason.NO_HEADER);
        }
        use(good, linesBefore + good.line());
      }
      case PeerFileStretch.Found.Bad(Span span, int line, Damage.Reason reason) -> {
        boolean isHeader = span.start() == 0 && reason == Damage.Reason.BAD_CHECKSUM;
        damaged(linesBefore + line, span, isHeader ? Damage.Reason.NO_HEADER : reason);
      }
    }
  }

  private void use(PeerFileStretch.Found.Good change, long line) {
    switch (change.content()) {
      case PeerLine.Header(int version) -> {
        if (line == 1) {
          usefulBytes += change.span().length();
        }
        if (version > PeerWriter.VERSION) {
          damaged(0, new Span(0, size), Damage.Reason.NEWER_FORMAT);
        }
      }
      case PeerLine.Peer _, PeerLine.Banned _ -> hold(change);
      case PeerLine.Forgotten(String key) -> usefulBytes -= length(spans.remove(key));
    }
  }

  private void hold(PeerFileStretch.Found.Good change) {
    changes.add(change);
    usefulBytes += change.span().length() - length(spans.putLast(change.key(), change.span()));
  }

  private static long length(@Nullable Span line) {
    return line == null ? 0 : line.length();
  }

  private boolean isLatest(PeerFileStretch.Found.Good change) {
    Span latest = spans.get(change.key());
    return latest != null && latest.start() == change.span().start();
  }

  private void damaged(long line, Span span, Damage.Reason reason) {
    damagedPlaces++;
    if (damages.size() < StoreLimits.MAX_LISTED_DAMAGES) {
      damages.add(new Damage(line, span.start(), span.length(), reason));
    }
    isPartUnread |= reason == Damage.Reason.NOT_READ;
    Span last = damagedSpans.isEmpty() ? new Span(0, 0) : damagedSpans.getLast();
    if (span.end() <= last.end() || reason == Damage.Reason.NOT_READ) {
      return;
    }
    if (span.start() == last.end() && !damagedSpans.isEmpty()) {
      damagedSpans.removeLast();
      damagedSpans.add(new Span(last.start(), last.length() + span.length()));
    } else {
      damagedSpans.add(span);
    }
  }
}
