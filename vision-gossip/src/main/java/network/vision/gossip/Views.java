package network.vision.gossip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds what people look at from what the core holds. A full book has fifty thousand peers: {@link
 * #summary} counts them, {@link #view} makes a row of each. Owner: the loop thread.
 */
final class Views {

  private static final long HOT_SECONDS = 300;
  private static final long COLD_SECONDS = 3_600;

  private final Core core;
  private final Dialer dialer;
  private final Reachability reachability;

  Views(Core core, Dialer dialer, Reachability reachability) {
    this.core = core;
    this.dialer = dialer;
    this.reachability = reachability;
  }

  GossipView view(Now now) {
    List<GossipView.PeerRow> rows = new ArrayList<>(core.book().size());
    for (BookPeer peer : core.book().peers()) {
      if (isShown(peer)) {
        rows.add(row(now, peer));
      }
    }
    return new GossipView(
        summary(now),
        rows,
        core.conflicts().rows(),
        core.standing().rows(now),
        new WhyNot(core, dialer).why(now));
  }

  GossipSummary summary(Now now) {
    return new GossipSummary(
        now.wall(),
        reachability.advertised(),
        reachability.reason(),
        reachability.families().stream().map(family -> family.view(now)).toList(),
        census(now),
        core.standing().bans().rows(now),
        dialer.seedRows(),
        ClockOffset.median(core.sessions(), core.policy()));
  }

  private PeerCensus census(Now now) {
    PeerCensus.Tally tally = new PeerCensus.Tally();
    for (BookPeer peer : core.book().peers()) {
      if (isShown(peer)) {
        @Nullable BookAddress best = peer.best().orElse(null);
        boolean isConnected = core.sessions().isConnected(peer.nodeId);
        tally.add(
            state(peer, best, isConnected), temperature(now, peer, best, isConnected), peer, best);
      }
    }
    return tally.census(core.sessions());
  }

  private boolean isShown(BookPeer peer) {
    return !peer.addresses.isEmpty() || core.sessions().isConnected(peer.nodeId);
  }

  private GossipView.PeerRow row(Now now, BookPeer peer) {
    @Nullable BookAddress best = peer.best().orElse(null);
    Optional<Session> session =
        peer.nodeId == null ? Optional.empty() : core.sessions().with(peer.nodeId);
    return new GossipView.PeerRow(
        peer.toKnown(core.standing().known(now, peer.nodeId)),
        state(peer, best, session.isPresent()),
        temperature(now, peer, best, session.isPresent()),
        session.map(Views::row).orElse(null),
        best == null ? 0 : best.failures.inARow(),
        best == null ? 0 : Selection.score(best),
        core.standing().tier(now, peer, session.orElse(null)),
        core.standing().misdeeds(peer.nodeId),
        best == null || best.notBeforeMillis <= now.millis()
            ? Duration.ZERO
            : Duration.ofMillis(best.notBeforeMillis - now.millis()),
        peer.pastMoves());
  }

  private static GossipView.SessionRow row(Session session) {
    return new GossipView.SessionRow(
        session.peer,
        session.remote,
        session.direction,
        session.version,
        session.isProven,
        session.since.wall(),
        session.roundTripMillis < 0 ? null : Duration.ofMillis(session.roundTripMillis),
        session.handshake.heights().effective(),
        session.handshake.network().nodeBuild(),
        session.handshake.extensions().features());
  }

  private GossipView.State state(BookPeer peer, @Nullable BookAddress best, boolean isConnected) {
    if (isConnected || best == null) {
      return GossipView.State.CONNECTED;
    }
    if (dialer.isDialling(peer)) {
      return GossipView.State.CONNECTING;
    }
    if (best.isFailing()) {
      return GossipView.State.FAILED;
    }
    return best.isReached() ? GossipView.State.DISCONNECTED : GossipView.State.KNOWN_ONLY;
  }

  private static GossipView.Temperature temperature(
      Now now, BookPeer peer, @Nullable BookAddress best, boolean isConnected) {
    if (isConnected || best == null) {
      return GossipView.Temperature.HOT;
    }
    if (peer.lastSeenSeconds == BookAddress.NEVER) {
      return GossipView.Temperature.COLD;
    }
    long age = now.wall().getEpochSecond() - peer.lastSeenSeconds;
    if (age < HOT_SECONDS && !best.isFailing()) {
      return GossipView.Temperature.HOT;
    }
    return age > COLD_SECONDS ? GossipView.Temperature.COLD : GossipView.Temperature.WARM;
  }
}
