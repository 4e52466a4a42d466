package network.vision.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a peer file: the lines that begin in it, each judged by itself, so that stretches
 * can be read side by side.
 *
 * <p>A line that is not intact costs itself and no other; a part that the disk does not give back
 * costs its stretch.
 */
final class PeerFileStretch {

  /** Length of all stretches but the last. */
  static final int BYTES = 256 * 1024;

  /** What was found, in the order of the file. */
  sealed interface Found {

    /** A line that is as it was written. */
    record Good(PeerLine content, Span span, int line) implements Found {}

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
  private final long base; // of the first byte in the buffer
  private final long fileEnd;
  private final byte[] buffer;
  private final List<Found> found = new ArrayList<>();
  private int lines;
  private int unplain; // the newline itself where a line is plain

  private PeerFileStretch(Disk.File file, long start, long fileEnd) {
    this.file = file;
    this.base = Math.max(0, start - 1);
    this.fileEnd = fileEnd;
    this.buffer = new byte[(int) Math.min(fileEnd - base, BYTES + 1 + StoreLimits.MAX_LINE_BYTES)];
  }

  /**
   * Reads the lines that begin in the {@link #BYTES} from {@code start} on and before {@code
   * fileEnd}.
   */
  static Content read(Disk.File file, long start, long fileEnd) {
    PeerFileStretch stretch = new PeerFileStretch(file, start, fileEnd);
    try {
      stretch.fill();
      stretch.readLines(start, Math.min(start + BYTES, fileEnd));
    } catch (IOException e) {
      stretch.found.clear();
      stretch.bad(start, Math.min(start + BYTES, fileEnd), Damage.Reason.NOT_READ);
    }
    return new Content(stretch.found, stretch.lines);
  }

  private void fill() throws IOException {
    ByteBuffer to = ByteBuffer.wrap(buffer);
    while (to.hasRemaining()) {
      if (file.read(to, base + to.position()) <= 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
  }

  private void readLines(long start, long end) throws IOException {
    int at = start == 0 ? 0 : newline(0) + 1;
    while (at < end - base) {
      if (start > 0 && at == 0) {
        return; // a line that began before covers all of it
      }
      lines++;
      int newline = newline(at);
      if (newline >= 0 && newline - at < StoreLimits.MAX_LINE_BYTES) {
        readLine(at, newline);
        at = newline + 1;
      } else if (newline < 0 && fileEnd == base + buffer.length) {
        bad(base + at, fileEnd, Damage.Reason.UNFINISHED);
        return;
      } else {
        long next = newline >= 0 ? base + newline + 1 : lineEndBeyond();
        bad(base + at, next, Damage.Reason.TOO_LONG);
        at = (int) Math.min(next - base, buffer.length);
      }
    }
  }

  /**
   * Where the next newline is in the buffer; -1 if there is none. Notes where before it the first
   * byte is that {@link PlainFields} does not read.
   */
  private int newline(int from) {
    int i = from;
    while (i < buffer.length && buffer[i] >= ' ' && buffer[i] != '\\') {
      i++;
    }
    unplain = i;
    while (i < buffer.length && buffer[i] != '\n') {
      i++;
    }
    return i < buffer.length ? i : -1;
  }

  /** Where the line after the one that fills the buffer to its end begins. */
  private long lineEndBeyond() throws IOException {
    ByteBuffer part = ByteBuffer.allocate(BYTES);
    for (long at = base + buffer.length; at < fileEnd; at += part.position()) {
      part.clear();
      if (file.read(part, at) <= 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      for (int i = 0; i < part.position(); i++) {
        if (part.get(i) == '\n') {
          return Math.min(at + i + 1, fileEnd);
        }
      }
    }
    return fileEnd;
  }

  private void readLine(int from, int newline) {
    if (!SealedLine.isIntact(buffer, from, newline)) {
      bad(base + from, base + newline + 1, Damage.Reason.BAD_CHECKSUM);
      return;
    }
    try {
      PeerLine content = content(from, newline);
      found.add(new Found.Good(content, new Span(base + from, newline + 1L - from), lines));
    } catch (IllegalArgumentException e) {
      bad(base + from, base + newline + 1, Damage.Reason.NOT_UNDERSTOOD);
    }
  }

  private PeerLine content(int from, int to) {
    if (unplain == to) {
      try {
        return PlainFields.read(new String(buffer, from, to - from, StandardCharsets.ISO_8859_1));
      } catch (IllegalArgumentException e) {
        // Then it is read with more patience, which also finds the right word for what is wrong.
      }
    }
    return JsonFields.read(buffer, from, to, PeerReader::read);
  }

  private void bad(long start, long end, Damage.Reason reason) {
    found.add(new Found.Bad(new Span(start, end - start), lines, reason));
  }
}
