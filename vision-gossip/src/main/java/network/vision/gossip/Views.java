package network.vision.gossip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds what people look at from what the core holds. Owner: the loop thread. */
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
    List<GossipView.PeerRow> rows =
        core.book().peers().stream()
            .filter(peer -> !peer.addresses.isEmpty() || core.sessions().isConnected(peer.nodeId))
            .map(peer -> row(now, peer))
            .toList();
    return new GossipView(
        now.wall(),
        reachability.advertised(),
        reachability.reason(),
        reachability.families().stream().map(family -> family.view(now)).toList(),
        rows,
        core.conflicts().rows(),
        core.standing().rows(now),
        core.standing().bans().rows(now),
        dialer.seedRows(),
        new WhyNot(core, dialer).why(now),
        ClockOffset.median(core.sessions(), core.policy()));
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
    if (peer.addresses.stream().anyMatch(a -> dialer.isDialling(a.address))) {
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
