package network.vision.node.running;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import network.vision.api.Reachability;
import network.vision.gossip.GossipSummary;
import network.vision.node.outlet.EventOutlet;
import network.vision.node.outlet.OperatorLog;
import network.vision.node.outlet.RouterStanding;
import network.vision.node.view.ReachabilityView;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the verdict on whether others can reach us: since when it stands, and that a change of it
 * is told once.
 *
 * <p>Any thread.
 */
final class VerdictDesk {

  private final List<PeerAddress> listening;
  private final List<PeerAddress> local;
  private final Supplier<RouterStanding> router;
  private final OperatorLog log;
  private final EventOutlet events;
  private @Nullable Reachability last;
  private @Nullable Instant since;

  VerdictDesk(
      List<PeerAddress> listening,
      Supplier<RouterStanding> router,
      OperatorLog log,
      EventOutlet events) {
    this.listening = List.copyOf(listening);
    this.local = LocalAddresses.shown(listening);
    this.router = router;
    this.log = log;
    this.events = events;
  }

  /** The verdict on {@code summary}. */
  synchronized Reachability of(GossipSummary summary) {
    Reachability verdict = ReachabilityView.of(summary, listening, local, router.get());
    if (last == null
        || last.verdict() != verdict.verdict()
        || !last.advice().equals(verdict.advice())) {
      log.verdict(verdict.verdict().toString(), verdict.advice());
      events.tell(verdict);
      since = last != null && last.verdict() == verdict.verdict() ? since : summary.at();
    }
    last = verdict;
    return ReachabilityView.since(verdict, since);
  }
}
