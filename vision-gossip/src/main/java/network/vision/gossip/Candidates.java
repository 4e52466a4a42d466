package network.vision.gossip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.vision.protocol.NodeId;

/**
 * Who could be dialled next: anchors, then addresses drawn from both halves of the book by turns,
 * from a network group that no outbound session is in as long as there is a choice.
 *
 * <p>In the first two minutes those come first that worked once and were heard of within a day, and
 * of a few drawn the freshest is taken, so that a stale book does not slow down a start. Owner: the
 * loop thread.
 */
final class Candidates {

  /** Whether an address could be dialled at this moment. */
  @FunctionalInterface
  interface Filter {
    boolean isFree(Now now, BookAddress entry);
  }

  private static final int DRAWS = 48;
  private static final int SMALL_BOOK = 128;
  private static final int ANCHORS = 2;
  private static final int FRESHEST_OF = 6;
  private static final long START_MILLIS = 120_000;

  /** A sample of a full book costs milliseconds, and a start draws dozens of times a second. */
  private static final long SAMPLE_MILLIS = 200;

  private final Core core;
  private final Deque<BookPeer> anchors = new ArrayDeque<>();
  private long startedMillis = Long.MIN_VALUE;
  private boolean isTriedTurn;
  private List<BookAddress> sample = List.of();
  private long sampledMillis = Long.MIN_VALUE;

  Candidates(Core core) {
    this.core = core;
  }

  /** It is known what the book holds, and who of those were anchors: they come first. */
  void bookLoaded(List<NodeId> known) {
    sampledMillis = Long.MIN_VALUE;
    known.stream()
        .flatMap(id -> core.book().peer(id).stream())
        .limit(ANCHORS - anchors.size())
        .forEach(anchors::add);
  }

  /** Whether nothing in the book can be dialled, as far as a few draws tell. */
  boolean isEmpty(Now now, Filter filter) {
    return draw(now, filter, false).isEmpty();
  }

  /** The next one for an outbound session. */
  Optional<BookAddress> next(Now now, Filter filter) {
    if (startedMillis == Long.MIN_VALUE) {
      startedMillis = now.millis();
    }
    while (!anchors.isEmpty()) {
      Optional<BookAddress> anchor =
          anchors.remove().best().filter(entry -> filter.isFree(now, entry));
      if (anchor.isPresent()) {
        return anchor;
      }
    }
    return draw(now, filter, now.millis() - startedMillis < START_MILLIS);
  }

  /** An address of the new half for a feeler. */
  Optional<BookAddress> unproven(Now now, Filter filter) {
    for (int i = 0; i < DRAWS; i++) {
      BookAddress drawn = core.book().drawNew(core.random());
      if (drawn != null
          && !drawn.isReached()
          && !drawn.isSuperseded()
          && filter.isFree(now, drawn)) {
        return Optional.of(drawn);
      }
    }
    return Optional.empty();
  }

  private Optional<BookAddress> draw(Now now, Filter filter, boolean isFreshestWanted) {
    Set<Long> groups = outboundGroups();
    List<BookAddress> found = new ArrayList<>();
    BookAddress secondChoice = null;
    for (BookAddress drawn : drawn(now, isFreshestWanted)) {
      BookAddress entry = drawn.peer.best().orElse(drawn);
      if (!filter.isFree(now, entry)) {
        continue;
      }
      if (groups.contains(core.policy().group(entry.address.ip()))) {
        secondChoice = secondChoice == null ? entry : secondChoice;
        continue;
      }
      found.add(entry);
      if (!isFreshestWanted || found.size() == FRESHEST_OF) {
        break;
      }
    }
    if (found.isEmpty()) {
      return Optional.ofNullable(secondChoice);
    }
    return found.stream().max(Comparator.comparingLong(entry -> entry.lastHeardSeconds));
  }

  /** All of a small book in random order; some of a large one. */
  private List<BookAddress> drawn(Now now, boolean isFreshestWanted) {
    AddressBook book = core.book();
    List<BookAddress> drawn = new ArrayList<>();
    if (book.size() <= SMALL_BOOK) {
      drawn.addAll(book.addresses());
      for (int i = drawn.size() - 1; i > 0; i--) {
        Collections.swap(drawn, i, core.random().nextInt(i + 1));
      }
      return drawn;
    }
    if (isFreshestWanted) {
      drawn.addAll(reachedAndHeardOf(now));
    }
    for (int i = 0; i < DRAWS; i++) {
      isTriedTurn = !isTriedTurn;
      BookAddress entry = isTriedTurn ? book.drawTried(core.random()) : book.drawNew(core.random());
      if (entry != null) {
        drawn.add(entry);
      }
    }
    return drawn;
  }

  /** A fair sample of what worked once and was heard of within a day; hearsay alone adds nobody. */
  private List<BookAddress> reachedAndHeardOf(Now now) {
    if (sampledMillis != Long.MIN_VALUE && now.millis() - sampledMillis < SAMPLE_MILLIS) {
      return sample;
    }
    sampledMillis = now.millis();
    sample = new ArrayList<>();
    int seen = 0;
    for (BookAddress entry : core.book().addresses()) {
      if (entry.isReached() && entry.isHeardWithinDay(now)) {
        int place = core.random().nextInt(++seen);
        if (sample.size() < DRAWS) {
          sample.add(entry);
        } else if (place < DRAWS) {
          sample.set(place, entry);
        }
      }
    }
    return sample;
  }

  private Set<Long> outboundGroups() {
    Set<Long> groups = new HashSet<>();
    for (Session session : core.sessions().all()) {
      if (session.isOutbound()) {
        groups.add(core.policy().group(session.remote.ip()));
      }
    }
    return groups;
  }
}
