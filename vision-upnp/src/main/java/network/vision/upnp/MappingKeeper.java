package network.vision.upnp;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import network.vision.upnp.MappingEvent.RouterMissing.Reason;
import network.vision.upnp.http.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The mappings of one address family, kept from start to close.
 *
 * <p>A round is made every poll interval, when a lease is half over, and on request. It looks up
 * the default route, then has the router confirm every port. A router that does not answer is asked
 * once more a second later, then searched anew. The first router found that maps any of the ports
 * is kept. Where all refuse, the search is repeated after one poll interval, then after twice as
 * long each time, up to {@value #MAX_PATIENCE} intervals, or when the route changes.
 *
 * <p>Invariant: at most one router holds mappings of ours, except one that went away with its route
 * before it could be told.
 *
 * <p>Owner: its own thread, except {@link #refresh} and {@link #close}.
 */
final class MappingKeeper {

  private static final int MAX_PATIENCE = 16;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration WITHOUT_ROUTE = Duration.ofSeconds(5);
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Lan lan;
  private final MappingConfig config;
  private final Reporter reporter;
  private final Semaphore wishes = new Semaphore(0);
  private final Thread thread;

  private @Nullable DefaultRoute route;
  private @Nullable Gateway gateway;
  private boolean hasFailed;
  private int patience = 1;
  private Deadline nextSearch = Deadline.in(Duration.ZERO);
  private volatile @Nullable Deadline leaseEnd;
  private volatile boolean isClosing;

  MappingKeeper(String name, Lan lan, MappingConfig config, MappingListener listener) {
    this.lan = lan;
    this.config = config;
    this.reporter = new Reporter(listener);
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Makes a round now, and a search in it if no router is known. */
  void refresh() {
    wishes.release();
  }

  /** How long the first mapping stands unless it is renewed; empty: none ends. Any thread. */
  Optional<Duration> leaseLeft() {
    return Optional.ofNullable(leaseEnd).map(end -> Duration.ofNanos(Math.max(0, end.nanosLeft())));
  }

  /** Tells the thread to take the mappings back and end; returns at once. */
  synchronized void close() {
    isClosing = true;
    thread.interrupt();
  }

  /** Waits for the end until {@code deadline}. */
  void awaitEnd(Deadline deadline) throws InterruptedException {
    thread.join(Duration.ofMillis(deadline.millisLeft()));
  }

  private void run() {
    try {
      while (!isClosing) {
        rest(round());
      }
    } catch (InterruptedException e) {
      // Closing, the only one who interrupts.
    } finally {
      clearInterrupt();
      Deadline deadline = Deadline.in(config.closeTime());
      config.ports().forEach(port -> reporter.removed(port, remove(port, deadline)));
    }
  }

  /** After this, no interrupt of {@link #close} can come any more. */
  private synchronized void clearInterrupt() {
    isClosing = true;
    Thread.interrupted();
  }

  private void rest(Deadline until) throws InterruptedException {
    if (wishes.tryAcquire(Math.max(0, until.nanosLeft()), TimeUnit.NANOSECONDS)) {
      wishes.drainPermits();
      patience = 1;
      nextSearch = Deadline.in(Duration.ZERO);
    }
  }

  /** One look at everything; returns when to look again. */
  private Deadline round() throws InterruptedException {
    DefaultRoute now = lan.route().get().orElse(null);
    checkOpen();
    if (!Objects.equals(now, route)) {
      leave();
      route = now;
      patience = 1;
      nextSearch = Deadline.in(Duration.ZERO);
    }
    Deadline nextPoll = Deadline.in(config.pollInterval());
    if (now == null) {
      missing(Reason.NO_ROUTE);
      return nextPoll.atMost(WITHOUT_ROUTE);
    }
    if (now.isPublic()) {
      missing(Reason.PUBLIC_ADDRESS);
      return nextPoll;
    }
    if (!config.dialOnly().isEmpty() && !now.isIn(config.dialOnly())) {
      missing(Reason.NOT_ALLOWED);
      return nextPoll;
    }
    if (gateway != null) {
      try {
        Deadline next = keep(gateway, now, nextPoll);
        hasFailed = false;
        return next;
      } catch (IOException e) {
        checkOpen();
        if (!hasFailed) {
          hasFailed = true;
          return Deadline.in(RETRY);
        }
        gateway = null;
      }
    }
    return nextSearch.isOver() ? search(now, nextPoll) : nextSearch.earlier(nextPoll);
  }

  private Deadline keep(Gateway known, DefaultRoute now, Deadline nextPoll) throws IOException {
    Round round = Round.ask(known, now.source(), config.ports());
    settle(round);
    if (round.granted().isEmpty()) {
      gateway = null;
    }
    return round.nextCheck(nextPoll);
  }

  private Deadline search(DefaultRoute now, Deadline nextPoll) throws InterruptedException {
    reporter.searching();
    Round refusal = null;
    boolean heardBadAnswer = false;
    try (RouterSearch search = RouterSearch.start(lan, now, config)) {
      Optional<Gateway> found = search.next();
      while (found.isPresent()) {
        // Already ours while it is asked: what it may have mapped when we are closed is removed.
        gateway = found.get();
        try {
          Round round = Round.ask(gateway, now.source(), config.ports());
          if (!round.granted().isEmpty()) {
            patience = 1;
            hasFailed = false;
            settle(round);
            return round.nextCheck(nextPoll);
          }
          refusal = round.moreTelling(refusal);
        } catch (IOException e) {
          leave();
          heardBadAnswer = true;
        }
        found = search.next();
      }
      heardBadAnswer |= search.heardBadAnswer();
    }
    gateway = null;
    if (refusal == null) {
      missing(heardBadAnswer ? Reason.BAD_ANSWER : Reason.NO_ANSWER);
    } else {
      settle(refusal);
      nextSearch = Deadline.in(config.pollInterval().multipliedBy(patience));
      patience = Math.min(MAX_PATIENCE, 2 * patience);
    }
    return nextPoll;
  }

  private void settle(Round round) {
    leaseEnd = round.firstEnd();
    reporter.settle(round);
  }

  private void missing(Reason reason) {
    leaseEnd = null;
    reporter.missing(reason);
  }

  /** Has done with the router; being closed meanwhile, it is still ours and gets told again. */
  private void leave() throws InterruptedException {
    Deadline deadline = Deadline.in(FAREWELL);
    config.ports().forEach(port -> remove(port, deadline));
    checkOpen();
    gateway = null;
  }

  private boolean remove(int port, Deadline deadline) {
    try {
      return gateway != null && !deadline.isOver() && gateway.remove(port, deadline);
    } catch (IOException e) {
      return false;
    }
  }

  private void checkOpen() throws InterruptedException {
    if (isClosing) {
      throw new InterruptedException();
    }
  }
}
