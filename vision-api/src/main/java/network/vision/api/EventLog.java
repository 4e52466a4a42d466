package network.vision.api;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The last events of this node, numbered, for streams that can be resumed.
 *
 * <p>Holds the newest {@code capacity} events. The first number is the wall clock in milliseconds
 * and each next one is one more, so a number is not used again after a restart. Publishing never
 * waits for a reader: a reader is told that there is something new and fetches it when it can; one
 * that falls behind finds a gap.
 *
 * <p>Any thread may call any method.
 */
public final class EventLog {

  /** Told after each event, on the thread that published it; must not wait. */
  interface Waker {
    void wake();
  }

  /** How many events the standard log holds. */
  public static final int STANDARD_CAPACITY = 1024;

  private final CopyOnWriteArrayList<Waker> wakers = new CopyOnWriteArrayList<>();

  /** The event of number n is at n modulo the length. */
  private final @Nullable NodeEvent[] ring;

  private final long firstId;
  private long newestId;

  /**
   * An empty log.
   *
   * @param capacity events held, at least 1
   * @param clock for the first number
   */
  public EventLog(int capacity, InstantSource clock) {
    if (capacity < 1) {
      throw new IllegalArgumentException("an event log holds at least 1 event");
    }
    this.ring = new @Nullable NodeEvent[capacity];
    this.firstId = clock.millis();
    this.newestId = firstId;
  }

  /** Numbers {@code event}, whatever number it has, and keeps it. */
  public void publish(NodeEvent event) {
    synchronized (ring) {
      newestId++;
      ring[slot(newestId)] = event.withId(newestId);
    }
    wakers.forEach(Waker::wake);
  }

  /** The number of the newest event, or of the one before the first. */
  public long newestId() {
    synchronized (ring) {
      return newestId;
    }
  }

  /** At most {@code max} events after number {@code id}, oldest first. */
  public List<NodeEvent> after(long id, int max) {
    List<NodeEvent> found = new ArrayList<>();
    synchronized (ring) {
      long next = Math.max(id, newestId - held()) + 1;
      while (next <= newestId && found.size() < max) {
        NodeEvent event = ring[slot(next)];
        if (event != null) {
          found.add(event);
        }
        next++;
      }
    }
    return List.copyOf(found);
  }

  /** Whether every event after number {@code id} is still held. */
  public boolean isComplete(long id) {
    synchronized (ring) {
      return id >= newestId - held() && id <= newestId;
    }
  }

  void add(Waker waker) {
    wakers.add(waker);
  }

  /** How many listen. */
  int wakerCount() {
    return wakers.size();
  }

  void remove(Waker waker) {
    wakers.remove(waker);
  }

  private long held() {
    return Math.min(newestId - firstId, ring.length);
  }

  private int slot(long id) {
    return Math.floorMod(id, ring.length);
  }
}
