package network.vision.node.outlet;

import java.util.List;
import java.util.Optional;
import network.vision.gossip.AddressBasis;
import network.vision.gossip.Notice;
import network.vision.gossip.ReachView;
import network.vision.protocol.DialBackOutcome;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.PeerAddress;
import network.vision.upnp.MappingEvent;
import network.vision.upnp.PortMapping;
import network.vision.upnp.Router;
import org.jspecify.annotations.Nullable;

/** Sentences about whether others can reach this node, the same in the log and the API. */
public final class ReachText {

  /** Addresses that providers give to customers who share a public one (RFC 6598). */
  private static final IpRange CARRIER_GRADE = IpRange.parse("100.64.0.0/10").orElseThrow();

  private static final String PROVIDER =
      "Your provider shares one address among customers; nobody can reach you, outbound connections"
          + " work.";

  /**
   * What the sentence is about.
   *
   * @param local where this machine listens on its own network, ports resolved, IPv4 first
   * @param reach what the core knows
   * @param router how it stands with the router
   */
  public record Facts(List<PeerAddress> local, List<ReachView> reach, RouterStanding router) {
    public Facts {
      local = List.copyOf(local);
      reach = List.copyOf(reach);
    }

    boolean isOnLoopbackOnly() {
      return local.stream().allMatch(address -> address.ip().isLoopback());
    }

    /** Where a router would have to forward to. */
    String here() {
      return local.stream()
          .findFirst()
          .map(address -> "TCP " + address.port() + " to " + address.ip())
          .orElse("the P2P port to this machine");
    }
  }

  /** What a peer found that was asked to dial us back. */
  public static String of(ReachView.Finding finding) {
    String where = finding.address() == null ? "" : " at " + finding.address();
    return switch (finding.outcome()) {
      case REACHED -> finding.prober() + " dialled us back" + where + " and got through";
      case FAILED ->
          finding.prober() + " could not reach us" + where + " (" + finding.detail() + ")";
      case DECLINED -> finding.prober() + " did not dial us back: " + finding.detail();
    };
  }

  /** What we found for a peer that asked to be dialled back. */
  static String of(Notice.DialBackServed served) {
    return served.peer().shortText()
        + " asked to be dialled back: "
        + served.outcome().wireName()
        + (served.detail().isEmpty() ? "" : ", " + served.detail());
  }

  /** What became of the wish that the router forwards our port. */
  static String of(MappingEvent event) {
    return switch (event) {
      case MappingEvent.SearchStarted _ -> "a router is looked for";
      case MappingEvent.RouterMissing(MappingEvent.RouterMissing.Reason reason) ->
          "no port forwarding: " + of(reason);
      case MappingEvent.RouterFound(Router router) ->
          "a router answers at " + router.address() + " (" + router.protocol() + ")";
      case MappingEvent.PortMapped(PortMapping mapping) ->
          "the router forwards port " + mapping.externalPort() + " to " + mapping.internal();
      case MappingEvent.PortRefused refused ->
          "the router will not forward port " + refused.port() + ": " + refused.reason();
      case MappingEvent.MappingLost(PortMapping mapping) ->
          "the router forgot port " + mapping.externalPort();
      case MappingEvent.MappingRemoved removed ->
          "port " + removed.mapping().externalPort() + " is given back to the router";
    };
  }

  /** Why there is no router to ask. */
  static String of(MappingEvent.RouterMissing.Reason reason) {
    return switch (reason) {
      case NO_ROUTE -> "this machine has no default route";
      case PUBLIC_ADDRESS -> "this machine has a public address and needs none";
      case NOT_ALLOWED -> "the router is outside the ranges of --dial-only";
      case NO_ANSWER -> "no router answers";
      case BAD_ANSWER -> "what answers cannot be used";
    };
  }

  /** What to do when others get through. */
  public static String reached(Facts facts) {
    return facts.reach().stream()
        .filter(ReachView::isConfirmed)
        .findFirst()
        .map(reach -> "Peers reach this node at " + reach.advertised() + "; nothing is to be done.")
        .orElse("Peers connect to this node; nothing is to be done.");
  }

  /** What to do when nobody gets through. */
  public static String unreached(Facts facts) {
    RouterStanding router = facts.router();
    if (facts.isOnLoopbackOnly()) {
      return "This node listens on loopback only; nobody else can reach it.";
    }
    Optional<ReachView> set =
        facts.reach().stream().filter(reach -> reach.basis() == AddressBasis.OPERATOR).findFirst();
    if (set.isPresent()) {
      return "Nobody gets through to the address that you set; correct --advertise, or forward "
          + facts.here()
          + ".";
    }
    return behind(facts).orElseGet(() -> router(facts, router));
  }

  /** What to do while nobody has tried; empty: wait. */
  public static String untried(Facts facts) {
    if (facts.isOnLoopbackOnly()) {
      return unreached(facts);
    }
    return behind(facts)
        .orElseGet(() ->
            switch (facts.router().state()) {
              case MAPPED, FOUND, SEARCHING -> "No peer has tried to reach this node yet.";
              case REFUSED, MISSING, OFF ->
                  isPublic(facts)
                      ? "No peer has tried to reach this node yet."
                      : router(facts, facts.router());
            });
  }

  /** Whether the provider or a second router makes it hopeless to be reached over IPv4. */
  public static boolean isBehindAnother(Facts facts) {
    return behind(facts).isPresent();
  }

  private static Optional<String> behind(Facts facts) {
    Router router = facts.router().router();
    if (router == null || !(facts.router().isShared() || isSeenElsewhere(facts, router))) {
      return Optional.empty();
    }
    @Nullable IpAddress outer = router.externalIp();
    boolean isOfProvider = outer == null || CARRIER_GRADE.contains(outer);
    return Optional.of(
        isOfProvider || (facts.router().mapping() == null && !facts.router().isShared())
            ? PROVIDER
            : "Your router ("
                + router.address()
                + ") stands behind another one, or your provider shares addresses; forward "
                + facts.here()
                + " on both, or have one of them bridge.");
  }

  /** Whether peers of enough networks see us at another IP than the router says it has. */
  private static boolean isSeenElsewhere(Facts facts, Router router) {
    IpAddress outer = router.externalIp();
    return outer != null
        && facts.reach().stream()
            .filter(ReachView::isIpv4)
            .filter(reach -> !reach.isConfirmed())
            .flatMap(reach -> reach.votes().stream().limit(1))
            .anyMatch(vote -> vote.groups() >= 4 && !vote.ip().equals(outer));
  }

  private static String router(Facts facts, RouterStanding router) {
    return switch (router.state()) {
      case REFUSED -> "Your router refuses port mappings; forward " + facts.here() + " by hand.";
      case MISSING ->
          isPublic(facts)
              ? "Nobody gets through to this machine; open its P2P port in the firewall."
              : "No router answers; turn on UPnP or PCP in it, or forward "
                  + facts.here()
                  + " by hand.";
      case OFF ->
          isPublic(facts)
              ? "Nobody gets through to this machine; open its P2P port in the firewall."
              : "The router is not asked (--upnp off); forward " + facts.here() + " by hand.";
      case MAPPED, FOUND, SEARCHING ->
          "Your router forwards the port and nobody gets through; look for a firewall on this"
              + " machine.";
    };
  }

  private static boolean isPublic(Facts facts) {
    return facts.reach().stream().anyMatch(reach -> reach.basis() == AddressBasis.INTERFACE);
  }

  /** Whether the newest words of three peers were that they did not get through. */
  public static boolean isFailing(ReachView reach) {
    List<ReachView.Finding> told =
        reach.findings().stream()
            .filter(finding -> finding.outcome() != DialBackOutcome.DECLINED)
            .limit(3)
            .toList();
    return reach.isWithdrawn()
        || (told.size() == 3
            && told.stream().allMatch(finding -> finding.outcome() == DialBackOutcome.FAILED));
  }

  private ReachText() {}
}
