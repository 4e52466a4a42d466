package network.vision.gossip;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;

/**
 * The dials that look whether a peer is where its own word says, at a rate. A look waits while a
 * session that says the same address can still be proven.
 *
 * <p>Owner: the loop thread, through {@link Dialer}.
 */
final class ClaimDials {

  private static final int MAX_WAITING = 256;

  private final Core core;
  private final Dials dials;
  private final Versions versions;
  private final TokenBucket rate = new TokenBucket(2, 16);
  private final Deque<PeerAddress> waiting = new ArrayDeque<>();

  ClaimDials(Core core, Dials dials, Versions versions) {
    this.core = core;
    this.dials = dials;
    this.versions = versions;
  }

  /** Wants {@code address} looked at; false: it waits already, or too many do. */
  boolean add(PeerAddress address) {
    return waiting.size() < MAX_WAITING && !waiting.contains(address) && waiting.add(address);
  }

  /** Dials what it is time for. */
  void timePassed(Now now) {
    for (Session session : core.sessions().all()) {
      core.book()
          .peer(session.peer)
          .flatMap(BookPeer::unprovenClaim)
          .filter(entry -> now.millis() >= entry.notBeforeMillis && waiting.size() < MAX_WAITING)
          .filter(entry -> !waiting.contains(entry.address))
          .ifPresent(entry -> waiting.add(entry.address));
    }
    for (PeerAddress address : List.copyOf(waiting)) {
      Optional<BookAddress> entry = core.book().at(address).filter(known -> !known.isWorking());
      if (entry.filter(known -> isProofDue(now, known)).isPresent()) {
        continue;
      }
      if (dials.isFull() || !rate.take(now)) {
        return;
      }
      waiting.remove(address);
      if (entry.filter(known -> now.millis() >= known.notBeforeMillis).isPresent()
          && dials.mayDial(now, address)) {
        dials.start(now, address, versions.of(now, address), Dials.Purpose.CLAIM);
      }
    }
  }

  /** Whether a session that says this address is about to be proven: a look would replace it. */
  private boolean isProofDue(Now now, BookAddress entry) {
    NodeId id = entry.peer.nodeId;
    return id != null
        && core.sessions()
            .with(id)
            .filter(session -> session.isProofDue(now))
            .filter(session -> entry.address.equals(session.saidAddress()))
            .isPresent();
  }
}
