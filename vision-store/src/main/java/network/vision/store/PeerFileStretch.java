package network.vision.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads stretches of a peer file, one after the other: the lines that begin in each, each judged by
 * itself, so that stretches can be read side by side.
 *
 * <p>A line that is not intact costs itself and no other; so does one of which the disk does not
 * give back a part. Owner: one thread at a time.
 */
final class PeerFileStretch {

  /** Length of all stretches but the last. */
  static final int BYTES = 1024 * 1024;

  /** What was found, in the order of the file. */
  sealed interface Found {

    /** A line that is as it was written. */
    record Good(String key, PeerLine content, Span span, int line) implements Found {}

    /** Bytes that cannot be used. */
    record Bad(Span span, int line, Damage.Reason reason) implements Found {}
  }

  /**
   * All that was found.
   *
   * @param found lines counted from 1 within the stretch
   * @param lines how many begin in it
   */
  record Content(List<Found> found, int lines) {}

  private final Disk.File file;
  private final long fileEnd;
  private final byte[] buffer;
  private final PlainFields plain;
  private final List<Span> unread = new ArrayList<>();
  private long base; // of the first byte in the buffer
  private int filled;
  private List<Found> found = new ArrayList<>();
  private int lines;

  /** Reads {@code file} up to {@code fileEnd}. */
  PeerFileStretch(Disk.File file, long fileEnd) {
    this.file = file;
    this.fileEnd = fileEnd;
    this.buffer = new byte[(int) Math.min(fileEnd, BYTES + 1 + StoreLimits.MAX_LINE_BYTES)];
    this.plain = new PlainFields(buffer);
  }

  /** Reads the lines that begin in the {@link #BYTES} from {@code start} on. */
  Content read(long start) {
    found = new ArrayList<>();
    lines = 0;
    base = Math.max(0, start - 1);
    filled = (int) Math.min(fileEnd - base, buffer.length);
    fill();
    readLines(start, Math.min(start + BYTES, fileEnd));
    return new Content(found, lines);
  }

  private void fill() {
    unread.clear();
    try {
      fill(base, base + filled);
    } catch (IOException e) {
      fillPieceByPiece();
    }
  }

  /** What the disk does not give back becomes zeros, which no line holds. */
  private void fillPieceByPiece() {
    long end = base + filled;
    for (long from = base; from < end; ) {
      long to = Math.min(end, (from / StoreLimits.PIECE_BYTES + 1) * StoreLimits.PIECE_BYTES);
      try {
        fill(from, to);
      } catch (IOException e) {
        Arrays.fill(buffer, (int) (from - base), (int) (to - base), (byte) 0);
        unread.add(new Span(from, to - from));
      }
      from = to;
    }
  }

  private void fill(long from, long end) throws IOException {
    ByteBuffer to = ByteBuffer.wrap(buffer, (int) (from - base), (int) (end - from));
    while (to.hasRemaining()) {
      if (file.read(to, base + to.position()) <= 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
  }

  private void readLines(long start, long end) {
    int at = start == 0 ? 0 : newline(0) + 1;
    while (at < end - base) {
      if (start > 0 && at == 0) {
        // A line that began before covers all of it, or nothing of it is known.
        if (!unread.isEmpty()) {
          bad(start, end, Damage.Reason.NOT_READ);
        }
        return;
      }
      lines++;
      int next = readPlainLine(at);
      if (next < 0) {
        next = readAnyLine(at);
      }
      at = next;
    }
  }

  /** Where the next line begins; -1 if this one has to be read with more patience. */
  private int readPlainLine(int from) {
    if (buffer[from] != '{') {
      return -1;
    }
    try {
      PeerLine content = plain.read(from, Math.min(filled, from + StoreLimits.MAX_LINE_BYTES));
      int newline = plain.at();
      if (newline < filled
          && buffer[newline] == '\n'
          && SealedLine.isIntact(buffer, from, newline)) {
        good(content, from, newline);
        return newline + 1;
      }
    } catch (IllegalArgumentException e) {
      // Whoever reads it next finds the right word for what is wrong.
    }
    return -1;
  }

  /** Where the next line begins. */
  private int readAnyLine(int from) {
    int newline = newline(from);
    if (newline >= 0 && newline - from < StoreLimits.MAX_LINE_BYTES) {
      readJsonLine(from, newline);
      return newline + 1;
    }
    if (newline < 0 && fileEnd == base + filled) {
      bad(base + from, fileEnd, Damage.Reason.UNFINISHED);
      return filled;
    }
    long next = newline >= 0 ? base + newline + 1 : lineEndBeyond();
    bad(base + from, next, Damage.Reason.TOO_LONG);
    return (int) Math.min(next - base, filled);
  }

  /** Where the next newline is in the buffer; -1 if there is none. */
  private int newline(int from) {
    int i = from;
    while (i < filled && buffer[i] != '\n') {
      i++;
    }
    return i < filled ? i : -1;
  }

  /**
   * Where the line after the one that fills the buffer to its end begins, or where the disk gives
   * back no more.
   */
  private long lineEndBeyond() {
    ByteBuffer part = ByteBuffer.allocate(BYTES);
    for (long at = base + filled; at < fileEnd; at += part.position()) {
      part.clear();
      if (!isRead(part, at)) {
        return at;
      }
      for (int i = 0; i < part.position(); i++) {
        if (part.get(i) == '\n') {
          return Math.min(at + i + 1, fileEnd);
        }
      }
    }
    return fileEnd;
  }

  private boolean isRead(ByteBuffer to, long from) {
    try {
      return file.read(to, from) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void readJsonLine(int from, int newline) {
    if (!SealedLine.isIntact(buffer, from, newline)) {
      bad(base + from, base + newline + 1, Damage.Reason.BAD_CHECKSUM);
      return;
    }
    try {
      good(JsonFields.read(buffer, from, newline, PeerReader::read), from, newline);
    } catch (IllegalArgumentException e) {
      bad(base + from, base + newline + 1, Damage.Reason.NOT_UNDERSTOOD);
    }
  }

  private void good(PeerLine content, int from, int newline) {
    Span span = new Span(base + from, newline + 1L - from);
    found.add(new Found.Good(content.key(), content, span, lines));
  }

  /** Neighbours that are bad in the same way are one place, or garbage would fill the memory. */
  private void bad(long start, long end, Damage.Reason seen) {
    boolean isUnread = unread.stream().anyMatch(part -> part.start() < end && start < part.end());
    Damage.Reason reason = isUnread ? Damage.Reason.NOT_READ : seen;
    if (!found.isEmpty()
        && found.getLast() instanceof Found.Bad(Span before, int line, Damage.Reason same)
        && before.start() > 0
        && before.end() == start
        && same == reason) {
      Span both = new Span(before.start(), end - before.start());
      found.set(found.size() - 1, new Found.Bad(both, line, reason));
    } else {
      found.add(new Found.Bad(new Span(start, end - start), lines, reason));
    }
  }
}
