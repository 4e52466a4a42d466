package network.vision.gossip;

import java.util.List;
import java.util.Optional;

/**
 * The second dial to a peer that has an address of each family: begun {@value #HEAD_START_MILLIS}
 * ms after the first one if that has not ended, so that a family that leads nowhere from here costs
 * a quarter of a second. Who answers first gets the session; {@link Admission} only looks at the
 * other answer, which tells the book that both ways work.
 *
 * <p>Only what the peer itself says, or what worked, takes part. Owner: the loop thread. Source:
 * RFC 8305 §5.
 */
final class FamilyRace {

  /** By how much the second dial starts later, in milliseconds. */
  static final long HEAD_START_MILLIS = 250;

  private final AddressBook book;
  private final Sessions sessions;
  private final Dials dials;

  FamilyRace(Core core, Dials dials) {
    this.book = core.book();
    this.sessions = core.sessions();
    this.dials = dials;
  }

  /** Where to dial beside what is under way. */
  List<BookAddress> due(Now now) {
    return dials.all().stream()
        .filter(attempt -> attempt.purpose() == Dials.Purpose.OUTBOUND)
        .filter(attempt -> now.millis() - attempt.startedMillis() >= HEAD_START_MILLIS)
        .flatMap(attempt -> book.at(attempt.address()).stream())
        .filter(first -> !sessions.isConnected(first.peer.nodeId))
        .flatMap(first -> other(now, first).stream())
        .toList();
  }

  /** The best of the other family; empty: there is none, or it is dialled already. */
  private Optional<BookAddress> other(Now now, BookAddress first) {
    BookPeer peer = first.peer;
    boolean isRaced =
        peer.addresses.stream().anyMatch(entry -> entry != first && dials.isTo(entry.address));
    return isRaced
        ? Optional.empty()
        : peer.addresses.stream()
            .filter(entry -> entry.address.ip().isIpv4() != first.address.ip().isIpv4())
            .filter(entry -> entry.isClaimed || (entry.isReached() && !peer.hasClaim()))
            .filter(entry -> now.millis() >= entry.notBeforeMillis)
            .min(BookPeer.BEST_FIRST);
  }
}
