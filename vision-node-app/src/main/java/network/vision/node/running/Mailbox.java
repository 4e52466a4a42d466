package network.vision.node.running;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import network.vision.gossip.Event;
import network.vision.gossip.GossipSummary;
import network.vision.gossip.GossipView;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the loop, in the order it came.
 *
 * <p>Bounded by who sends: what peers send is refused from {@value #HIGH_WATER} waiting items on,
 * and those peers are read no further until fewer than {@value #LOW_WATER} wait; questions are
 * refused beyond {@value #MAX_QUESTIONS}; disk, router, operator and the end of a connection are
 * always taken, and there are only so many of those: one end for each connection, one answer for
 * each thing that the loop has asked for.
 *
 * <p>Any thread may put, one thread takes. Nobody waits but the taker.
 */
public final class Mailbox {

  static final int HIGH_WATER = 4_096;
  static final int LOW_WATER = 1_024;
  static final int MAX_QUESTIONS = 64;

  /** One thing that waits. */
  sealed interface Item {}

  /** An event for the core, with the reading of {@link System#nanoTime} at which it came. */
  record Arrived(Event event, long sinceNanos) implements Item {}

  /** What can be seen of the core; it is made when it is looked at. */
  interface Sight {

    /** Everything; with a full book that is a fifth of a second's work. */
    GossipView view();

    /** The same in short. */
    GossipSummary summary();
  }

  /** Somebody wants to see what the core knows. */
  record Question<T>(Function<Sight, T> reader, CompletableFuture<T> answer) implements Item {

    /** Answers from {@code sight}; a reader that fails is the asker's own trouble. */
    void answer(Sight sight) {
      if (!answer.isDone()) {
        answer.completeAsync(() -> reader.apply(sight), Runnable::run);
      }
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition isFilled = lock.newCondition();
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private final AtomicLong refusedOfPeers = new AtomicLong();
  private final AtomicLong refusedQuestions = new AtomicLong();
  private int questions;
  private boolean hasRefused;
  private boolean isClosed;

  /** Puts what a peer has sent; false: it is not taken, and its sender waits for room. */
  boolean offer(Event event) {
    lock.lock();
    try {
      if (!isClosed && items.size() >= HIGH_WATER) {
        hasRefused = true;
        refusedOfPeers.incrementAndGet();
        return false;
      }
      put(new Arrived(event, System.nanoTime()));
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Puts what must not be lost. */
  public void deliver(Event event) {
    lock.lock();
    try {
      put(new Arrived(event, System.nanoTime()));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Looks at everything the core knows, on the loop.
   *
   * @param reader makes of it what is wanted; must be quick
   * @return fails with {@link RejectedExecutionException} when too many ask, or the loop has ended
   */
  public <T> CompletableFuture<T> ask(Function<GossipView, T> reader) {
    return look(sight -> reader.apply(sight.view()));
  }

  /** Looks at how the node stands; otherwise as {@link #ask}. */
  <T> CompletableFuture<T> askInShort(Function<GossipSummary, T> reader) {
    return look(sight -> reader.apply(sight.summary()));
  }

  /**
   * Looks at nothing: answered once all has been taken that waits now; otherwise as {@link #ask}.
   */
  CompletableFuture<Boolean> askForTurn() {
    return look(_ -> true);
  }

  private <T> CompletableFuture<T> look(Function<Sight, T> reader) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    lock.lock();
    try {
      if (isClosed || questions >= MAX_QUESTIONS) {
        refusedQuestions.incrementAndGet();
        answer.completeExceptionally(refusal());
      } else {
        questions++;
        put(new Question<>(reader, answer));
      }
    } finally {
      lock.unlock();
    }
    return answer;
  }

  /** The next item; null when {@code waitNanos} are over, or the mailbox is closed. */
  @Nullable Item take(long waitNanos) throws InterruptedException {
    lock.lock();
    try {
      long left = waitNanos;
      while (items.isEmpty() && !isClosed && left > 0) {
        left = isFilled.awaitNanos(left);
      }
      Item item = items.poll();
      if (item instanceof Question<?>) {
        questions--;
      }
      return item;
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is room again for those who were refused; true once each time. */
  boolean hasRoomAgain() {
    lock.lock();
    try {
      boolean isNews = hasRefused && items.size() < LOW_WATER;
      hasRefused &= !isNews;
      return isNews;
    } finally {
      lock.unlock();
    }
  }

  /** Whether anybody takes what is put. */
  public boolean isOpen() {
    lock.lock();
    try {
      return !isClosed;
    } finally {
      lock.unlock();
    }
  }

  /** How often what a peer sent was not taken, since the start. */
  public long refusedOfPeers() {
    return refusedOfPeers.get();
  }

  /** How many questions were not taken, since the start. */
  public long refusedQuestions() {
    return refusedQuestions.get();
  }

  /** How many items wait. */
  public int size() {
    lock.lock();
    try {
      return items.size();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more and drops what waits. */
  void close() {
    lock.lock();
    try {
      isClosed = true;
      items.forEach(Mailbox::drop);
      items.clear();
      isFilled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void put(Item item) {
    if (!isClosed) {
      items.add(item);
      isFilled.signal();
    }
  }

  private static void drop(Item item) {
    if (item instanceof Question<?> question) {
      question.answer().completeExceptionally(refusal());
    }
  }

  private static RejectedExecutionException refusal() {
    return new RejectedExecutionException("the node is busy or stopping");
  }
}
