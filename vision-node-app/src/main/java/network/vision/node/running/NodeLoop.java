package network.vision.node.running;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.vision.gossip.Effect;
import network.vision.gossip.Event;
import network.vision.gossip.GossipSummary;
import network.vision.gossip.GossipView;
import network.vision.gossip.Notice;
import network.vision.gossip.Now;
import network.vision.gossip.Outcome;
import network.vision.node.running.LoopDuties.PastEvent;
import org.jspecify.annotations.Nullable;

/**
 * The one thread on which a node decides: takes an event, steps the core, hands each effect to its
 * adapter and each notice to the outlets, and sleeps until the next event or the core's deadline.
 *
 * <p>Goals: the core is never seen by two threads; a flood of peers cannot push out what the node
 * tells itself ({@link Mailbox}); a deadline is met however full the mailbox is.
 *
 * <p>Owner: the thread {@code vision-loop}; {@link #stop} may be called by any thread. Failure: a
 * {@link Throwable} of the core or of a duty ends the loop and is told with the {@link LastEvents}.
 * Source: {@code docs/ARCHITECTURE.md}.
 */
final class NodeLoop {

  private static final Duration LONGEST_END = Duration.ofSeconds(1);
  private static final Duration MOST_VIEW_AGE = Duration.ofMillis(50);

  private final Core core;
  private final List<Event> first;
  private final Mailbox mailbox;
  private final LoopDuties duties;
  private final Thread thread = Thread.ofPlatform().name("vision-loop").unstarted(this::run);
  private final LastEvents lastEvents;
  private final long startNanos = System.nanoTime();
  private final Mailbox.Sight sight = new Here();
  private @Nullable GossipView view;
  private long viewNanos;
  private volatile boolean isStopping;

  private NodeLoop(
      Core core, List<Event> first, Mailbox mailbox, LoopDuties duties, LastEvents lastEvents) {
    this.core = core;
    this.first = new ArrayList<>(first);
    this.mailbox = mailbox;
    this.duties = duties;
    this.lastEvents = lastEvents;
  }

  /**
   * Starts with {@code first}, then takes what is in {@code mailbox}, and what will be; notes it in
   * {@code lastEvents}.
   */
  static NodeLoop start(
      Core core, List<Event> first, Mailbox mailbox, LoopDuties duties, LastEvents lastEvents) {
    NodeLoop loop = new NodeLoop(core, first, mailbox, duties, lastEvents);
    loop.thread.start();
    return loop;
  }

  /** Whether the loop takes what comes. */
  boolean isAlive() {
    return thread.isAlive() && !isStopping;
  }

  /**
   * Makes sure that only the loop comes here.
   *
   * @throws IllegalStateException on any other thread
   */
  void checkOnLoop() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException("this belongs to " + thread.getName());
    }
  }

  /**
   * Ends the loop after the event it is at, and waits for that a second at most; the rest is
   * dropped.
   */
  void stop() {
    isStopping = true;
    mailbox.close();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(LONGEST_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!first.isEmpty() && !isStopping) {
        step(first.removeFirst(), System.nanoTime());
      }
      while (!isStopping) {
        turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable mistake) {
      isStopping = true;
      mailbox.close();
      duties.died(mistake, lastEvents.list());
    }
  }

  /** One item, if there is one before the core's deadline, then the deadline if it has come. */
  private void turn() throws InterruptedException {
    Mailbox.Item item = mailbox.take(nanosUntil(core.nextDeadlineMillis()));
    switch (item) {
      case null -> {}
      case Mailbox.Arrived arrived -> step(arrived.event(), arrived.sinceNanos());
      case Mailbox.Question<?> question -> question.answer(sight);
    }
    long deadlineMillis = core.nextDeadlineMillis();
    if (nanosUntil(deadlineMillis) == 0) {
      step(new Event.TimePassed(), startNanos + MILLISECONDS.toNanos(Math.max(0, deadlineMillis)));
    }
    if (mailbox.hasRoomAgain()) {
      duties.resumeReading();
    }
  }

  /** The core as it is at this turn. */
  private final class Here implements Mailbox.Sight {

    /** Who asks between two events sees the same, and it is made once. */
    @Override
    public GossipView view() {
      long nanos = System.nanoTime();
      GossipView known = view;
      if (known == null || nanos - viewNanos > MOST_VIEW_AGE.toNanos()) {
        known = core.view(now());
        view = known;
        viewNanos = nanos;
      }
      return known;
    }

    @Override
    public GossipSummary summary() {
      return core.summary(now());
    }
  }

  private void step(Event event, long sinceNanos) {
    checkOnLoop();
    view = null;
    long began = System.nanoTime();
    Now now = now();
    lastEvents.add(new PastEvent(now.wall(), event));
    Outcome outcome = core.step(now, event);
    for (Effect effect : outcome.effects()) {
      duties.perform(effect);
    }
    for (Notice notice : outcome.notices()) {
      duties.tell(now.wall(), notice);
    }
    duties.measure(
        Duration.ofNanos(Math.max(0, began - sinceNanos)),
        Duration.ofNanos(System.nanoTime() - began));
  }

  private Now now() {
    return new Now(NANOSECONDS.toMillis(System.nanoTime() - startNanos), Instant.now());
  }

  /** How long until the core's time {@code millis}; 0 if it has come. */
  private long nanosUntil(long millis) {
    long elapsed = System.nanoTime() - startNanos;
    return millis <= NANOSECONDS.toMillis(elapsed) ? 0 : MILLISECONDS.toNanos(millis) - elapsed;
  }
}
