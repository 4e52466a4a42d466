package network.vision.node.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import network.vision.api.Reachability;
import network.vision.api.Reachability.Verdict;
import network.vision.gossip.GossipSummary;
import network.vision.gossip.ReachView;
import network.vision.node.outlet.ReachText;
import network.vision.node.outlet.RouterStanding;
import network.vision.protocol.DialBackOutcome;
import network.vision.protocol.PeerAddress;
import network.vision.upnp.PortMapping;
import network.vision.upnp.Router;
import org.jspecify.annotations.Nullable;

/** Whether others can reach this node, and what to do: one verdict from all that is known. */
public final class ReachabilityView {

  private static final Duration RECENT = Duration.ofHours(24);

  /**
   * The view of a node.
   *
   * @param listening where it listens, as bound
   * @param local the same with the addresses of this machine for wildcards
   */
  public static Reachability of(
      GossipSummary summary,
      List<PeerAddress> listening,
      List<PeerAddress> local,
      RouterStanding router) {
    ReachText.Facts facts = new ReachText.Facts(local, summary.reach(), router);
    Verdict verdict = verdict(summary, facts);
    return new Reachability(
        verdict,
        advice(verdict, facts),
        null,
        listening,
        summary.advertised(),
        summary.advertisedReason(),
        mapping(router),
        votes(summary),
        dialBacks(summary),
        lastInbound(summary));
  }

  /** {@code verdict} as it stands since {@code since}. */
  public static Reachability since(Reachability verdict, @Nullable Instant since) {
    return new Reachability(
        verdict.verdict(),
        verdict.advice(),
        since,
        verdict.listening(),
        verdict.advertised(),
        verdict.advertisedBecause(),
        verdict.mapping(),
        verdict.votes(),
        verdict.dialBacks(),
        verdict.lastInbound());
  }

  private static Verdict verdict(GossipSummary summary, ReachText.Facts facts) {
    List<ReachView> told = summary.reach().stream().filter(reach -> reach.port() != 0).toList();
    Instant lastInbound = lastInbound(summary);
    boolean isVisited = lastInbound != null && lastInbound.isAfter(summary.at().minus(RECENT));
    if (told.stream().anyMatch(reach -> reach.isConfirmed() && !ReachText.isFailing(reach))) {
      return Verdict.REACHABLE;
    }
    if (summary.reach().stream().anyMatch(ReachText::isFailing)) {
      return Verdict.UNREACHABLE;
    }
    if (isVisited) {
      return Verdict.REACHABLE;
    }
    return told.isEmpty() || ReachText.isBehindAnother(facts)
        ? Verdict.OUTBOUND_ONLY
        : Verdict.UNKNOWN;
  }

  private static String advice(Verdict verdict, ReachText.Facts facts) {
    return switch (verdict) {
      case REACHABLE -> ReachText.reached(facts);
      case UNREACHABLE -> ReachText.unreached(facts);
      case OUTBOUND_ONLY, UNKNOWN -> ReachText.untried(facts);
    };
  }

  private static Reachability.@Nullable Mapping mapping(RouterStanding standing) {
    Router router = standing.router();
    PortMapping mapping = standing.mapping();
    if (router == null) {
      return null;
    }
    return new Reachability.Mapping(
        router.description(),
        router.protocol().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        standing.state().label(),
        mapping == null ? null : mapping.internal(),
        mapping == null ? null : mapping.external().orElse(null),
        standing.leaseEnds(),
        standing.isShared());
  }

  private static List<Reachability.Vote> votes(GossipSummary summary) {
    return summary.reach().stream()
        .flatMap(reach -> reach.votes().stream())
        .map(vote -> new Reachability.Vote(vote.ip(), vote.groups()))
        .toList();
  }

  private static List<Reachability.DialBack> dialBacks(GossipSummary summary) {
    return summary.reach().stream()
        .flatMap(reach -> reach.findings().stream())
        .flatMap(ReachabilityView::dialBack)
        .sorted(Comparator.comparing(Reachability.DialBack::at).reversed())
        .toList();
  }

  private static Stream<Reachability.DialBack> dialBack(ReachView.Finding finding) {
    PeerAddress address = finding.address();
    return address == null
        ? Stream.empty()
        : Stream.of(
            new Reachability.DialBack(
                finding.at(),
                address,
                finding.outcome() == DialBackOutcome.REACHED,
                ReachText.of(finding)));
  }

  private static @Nullable Instant lastInbound(GossipSummary summary) {
    return summary.reach().stream()
        .map(ReachView::lastInbound)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private ReachabilityView() {}
}
