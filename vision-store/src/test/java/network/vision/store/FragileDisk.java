package network.vision.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A disk in memory that can refuse to write, or lose power, after any number of operations, and
 * refuse to give back a part of a file.
 *
 * <p>After a loss of power, a file holds what was last forced, and of what was written since: the
 * first operations, half of the next, or any of them in any selection, as a page cache may have
 * written them back; names are as they were forced, or after the first few of the later changes.
 * Every operation that writes is a boundary.
 */
final class FragileDisk implements Disk {

  private static final String FULL = "No space left on device";

  /** A write, or without bytes a truncation, that has not been forced. */
  private static final class Change {

    private final long at;
    private final byte[] bytes;

    Change(long at, byte[] bytes) {
      this.at = at;
      this.bytes = bytes;
    }

    byte[] applyTo(byte[] content) {
      if (bytes.length == 0) {
        return Arrays.copyOf(content, (int) at);
      }
      int length = (int) Math.max(content.length, at + bytes.length);
      byte[] changed = Arrays.copyOf(content, length);
      System.arraycopy(bytes, 0, changed, (int) at, bytes.length);
      return changed;
    }

    /** The first part of a write that was under way; nothing of a truncation. */
    byte[] applyHalfTo(byte[] content, RandomGenerator random) {
      int length = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
      return length == 0 ? content : new Change(at, Arrays.copyOf(bytes, length)).applyTo(content);
    }
  }

  private static final class Medium {

    private byte[] content = new byte[0];
    private byte[] forced = new byte[0];
    private final List<Change> unforced = new ArrayList<>();
    private final List<Span> broken = new ArrayList<>();

    void requireReadable(long from, long length) throws IOException {
      for (Span part : broken) {
        if (part.start() < from + length && from < part.end()) {
          throw new IOException("Input/output error");
        }
      }
    }

    void apply(Change change) {
      content = change.applyTo(content);
      unforced.add(change);
    }

    void force() {
      forced = content;
      unforced.clear();
    }

    byte[] afterPowerLoss(RandomGenerator random) {
      boolean isInOrder = random.nextInt(3) > 0;
      int first = random.nextInt(unforced.size() + 1);
      byte[] left = forced;
      for (int i = 0; i < unforced.size(); i++) {
        if (isInOrder ? i < first : random.nextBoolean()) {
          left = unforced.get(i).applyTo(left);
        } else if (isInOrder && i == first) {
          left = unforced.get(i).applyHalfTo(left, random);
        }
      }
      return left;
    }
  }

  private final Map<Path, Medium> names = new HashMap<>();
  private final List<Map<Path, Medium>> unforcedNames = new ArrayList<>();
  private Map<Path, Medium> forcedNames = new HashMap<>();
  private int untilFull = Integer.MAX_VALUE;
  private boolean hasNoNames;
  private boolean hasNoLinks;
  private int operations;
  private long bytesRead;

  /**
   * Refuses to write from now on, once {@code operations} more have succeeded; the first refused
   * one is half done.
   */
  synchronized void fillAfter(int operations) {
    untilFull = operations;
  }

  /** Takes no new file from now on, as without inodes; writes to those that are there. */
  synchronized void takeNoNewNames() {
    hasNoNames = true;
  }

  /** A file has one name only, as on a FAT. */
  synchronized void takeNoLinks() {
    hasNoLinks = true;
  }

  /** Writes again. */
  synchronized void makeRoom() {
    hasNoNames = false;
    untilFull = Integer.MAX_VALUE;
  }

  /** Does not give back a part of a file any more. */
  synchronized void breakAt(Path path, Span part) {
    names.get(path).broken.add(part);
  }

  /** Gives back all of a file again. */
  synchronized void mend(Path path) {
    names.get(path).broken.clear();
  }

  /** How many operations have written something. */
  synchronized int operations() {
    return operations;
  }

  /** How many bytes were read, each as often as it was. */
  synchronized long bytesRead() {
    return bytesRead;
  }

  /** The disk as it is found when the power is back. */
  synchronized FragileDisk afterPowerLoss(RandomGenerator random) {
    int changes = random.nextInt(unforcedNames.size() + 1);
    FragileDisk found = new FragileDisk();
    (changes == 0 ? forcedNames : unforcedNames.get(changes - 1))
        .forEach((path, medium) -> found.put(path, medium.afterPowerLoss(random)));
    return found;
  }

  /**
   * The disk as the next process finds it when this one was killed: the system still has all that
   * was written.
   */
  synchronized FragileDisk afterKill() {
    FragileDisk found = new FragileDisk();
    names.forEach((path, medium) -> found.put(path, medium.content));
    return found;
  }

  synchronized byte[] content(Path path) {
    return names.get(path).content;
  }

  synchronized void put(Path path, byte[] content) {
    Medium medium = new Medium();
    medium.content = content;
    medium.force();
    names.put(path, medium);
    forcedNames = new HashMap<>(names);
  }

  @Override
  public synchronized File open(Path path) throws IOException {
    if (!names.containsKey(path)) {
      if (hasNoNames) {
        throw new IOException(FULL);
      }
      spend();
      names.put(path, new Medium());
      unforcedNames.add(new HashMap<>(names));
    }
    return new OpenFile(names.get(path));
  }

  @Override
  public synchronized File openToRead(Path path) throws IOException {
    if (!names.containsKey(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return new OpenFile(names.get(path));
  }

  @Override
  public synchronized List<String> names(Path directory) {
    return names.keySet().stream().map(path -> path.getFileName().toString()).toList();
  }

  @Override
  public synchronized void replace(Path from, Path to) throws IOException {
    spend();
    names.put(to, names.remove(from));
    unforcedNames.add(new HashMap<>(names));
  }

  @Override
  public synchronized void link(Path name, Path file) throws IOException {
    spend();
    if (hasNoLinks) {
      throw new IOException("Operation not permitted");
    }
    if (names.containsKey(name) && names.get(name) != names.get(file)) {
      throw new FileAlreadyExistsException(name.toString());
    }
    names.put(name, names.get(file));
    unforcedNames.add(new HashMap<>(names));
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    spend();
    names.remove(path);
    unforcedNames.add(new HashMap<>(names));
  }

  @Override
  public synchronized void forceNames(Path directory) throws IOException {
    spend();
    forcedNames = new HashMap<>(names);
    unforcedNames.clear();
  }

  private void spend() throws IOException {
    if (untilFull == 0) {
      throw new IOException(FULL);
    }
    untilFull--;
    operations++;
  }

  private final class OpenFile implements File {

    private final Medium medium;

    OpenFile(Medium medium) {
      this.medium = medium;
    }

    @Override
    public long size() {
      synchronized (FragileDisk.this) {
        return medium.content.length;
      }
    }

    @Override
    public int read(ByteBuffer to, long from) throws IOException {
      synchronized (FragileDisk.this) {
        int length = (int) Math.min(to.remaining(), medium.content.length - from);
        if (length <= 0) {
          return -1;
        }
        medium.requireReadable(from, length);
        to.put(medium.content, (int) from, length);
        bytesRead += length;
        return length;
      }
    }

    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
      byte[] written = new byte[bytes.remaining()];
      bytes.get(written);
      write(written, at);
    }

    @Override
    public void copy(File source, long from, long length, long at) throws IOException {
      Medium read = ((OpenFile) source).medium;
      read.requireReadable(from, length);
      byte[] content = read.content;
      write(Arrays.copyOfRange(content, (int) from, (int) (from + length)), at);
    }

    private void write(byte[] bytes, long at) throws IOException {
      synchronized (FragileDisk.this) {
        if (bytes.length == 0) {
          return;
        }
        try {
          spend();
        } catch (IOException e) {
          int half = bytes.length / 2;
          if (half > 0) {
            medium.apply(new Change(at, Arrays.copyOf(bytes, half)));
          }
          throw e;
        }
        medium.apply(new Change(at, bytes));
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (FragileDisk.this) {
        spend();
        if (size < medium.content.length) {
          medium.apply(new Change(size, new byte[0]));
        }
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (FragileDisk.this) {
        spend();
        medium.force();
      }
    }

    @Override
    public boolean isAt(Path path) {
      synchronized (FragileDisk.this) {
        return names.get(path) == medium;
      }
    }

    @Override
    public void close() {}
  }
}
