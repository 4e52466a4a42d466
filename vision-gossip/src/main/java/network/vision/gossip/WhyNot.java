package network.vision.gossip;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what stands in the way of each peer. Owner: the loop thread. */
final class WhyNot {

  private final Core core;
  private final Dialer dialer;

  WhyNot(Core core, Dialer dialer) {
    this.core = core;
    this.dialer = dialer;
  }

  Why why(Now now) {
    Set<Long> groups = new HashSet<>();
    for (Session session : core.sessions().all()) {
      if (session.isOutbound()) {
        groups.add(core.policy().group(session.remote.ip()));
      }
    }
    Why.Tally tally = new Why.Tally();
    for (BookPeer peer : core.book().peers()) {
      if (core.sessions().isConnected(peer.nodeId)) {
        tally.connected();
      } else {
        tally.add(reason(now, peer, groups));
      }
    }
    return tally.why(core.sessions().outbound(), core.config().outbound());
  }

  private Why.Reason reason(Now now, BookPeer peer, Set<Long> groups) {
    @Nullable BookAddress best = peer.best().orElse(null);
    if (best == null) {
      return Why.Reason.NO_ADDRESS;
    }
    if (core.standing().isBanned(now, best.address, peer)
        || core.standing().isGray(now, peer, best.address)) {
      return Why.Reason.BANNED;
    }
    if (dialer.isDialling(peer)) {
      return Why.Reason.DIALLED;
    }
    DialFailure failure = best.isFailing() ? best.failures.last() : null;
    if (failure != null) {
      return reason(failure);
    }
    if (now.millis() < best.notBeforeMillis) {
      return Why.Reason.BACKED_OFF;
    }
    return groups.contains(core.policy().group(best.address.ip()))
        ? Why.Reason.SAME_GROUP
        : Why.Reason.NOT_TRIED;
  }

  private static Why.Reason reason(DialFailure failure) {
    return switch (failure) {
      case REFUSED -> Why.Reason.REFUSED;
      case TIMEOUT, UNREACHABLE -> Why.Reason.TIMED_OUT;
      case WRONG_NETWORK -> Why.Reason.WRONG_NETWORK;
      case BANNED -> Why.Reason.BANNED;
      case CLOSED_UNANSWERED,
          SPOKE_HTTP,
          PROTOCOL,
          SELF,
          WRONG_NODE,
          UNPROVEN,
          NOT_ALLOWED,
          LOCAL ->
          Why.Reason.FAILED;
    };
  }
}
