package network.vision.gossip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where others reach us over one family of addresses, and who says so: a mapping that a dial-back
 * has confirmed, another mapping, peers of several networks, or an interface.
 *
 * <p>Where a router maps our port but not its own address, the port is the router's and the IP that
 * of the votes. Owner: the loop thread.
 */
final class FamilyReach {

  /**
   * What the arbiter is told.
   *
   * @param listening addresses of this family, or wildcards that cover it, the first to advertise
   * @param mappings of this family, in the same order
   */
  record Grounds(List<PeerAddress> listening, List<Event.Mapping> mappings) {
    Grounds {
      listening = List.copyOf(listening);
      mappings = List.copyOf(mappings);
    }
  }

  final boolean isIpv4;
  final Evidence evidence = new Evidence();
  private final AddressPolicy policy;
  private final Votes votes;
  private Grounds grounds = new Grounds(List.of(), List.of());
  private final @Nullable PeerAddress operators;
  private @Nullable PeerAddress address;
  private int port;
  private AddressBasis basis = AddressBasis.NONE;
  private long listeningSinceMillis;

  FamilyReach(boolean isIpv4, Core core) {
    this.isIpv4 = isIpv4;
    this.policy = core.policy();
    this.votes = new Votes(core);
    this.operators = core.config().advertised();
  }

  void listeningStarted(Now now, List<PeerAddress> all) {
    listeningSinceMillis = now.millis();
    grounds = new Grounds(all.stream().filter(this::isServedBy).toList(), grounds.mappings());
  }

  void mapped(List<Event.Mapping> all) {
    grounds =
        new Grounds(
            grounds.listening(), all.stream().filter(one -> one.isIpv4() == isIpv4).toList());
  }

  /** Looks at everything anew. */
  void decide(Now now) {
    PeerAddress before = address;
    int portBefore = port;
    choose(now);
    if (!Objects.equals(before, address) || portBefore != port) {
      evidence.restart(now);
    }
  }

  /** Where others reach us if anywhere; null: our IP is not known. */
  @Nullable PeerAddress candidate() {
    return address;
  }

  /** The port of {@link #candidate}, which is known before the IP is; 0: we do not listen. */
  int candidatePort() {
    return port;
  }

  AddressBasis basis() {
    return basis;
  }

  /** What others are told; null: nothing. */
  @Nullable PeerAddress advertised(Now now) {
    return isWithdrawn(now) ? null : address;
  }

  boolean isWithdrawn(Now now) {
    return basis != AddressBasis.OPERATOR && evidence.isWithdrawn(now);
  }

  boolean isConfirmed(Now now) {
    return evidence.isConfirmed(now, address);
  }

  /** Whether we listen for those who come over this family. */
  boolean isListening() {
    return !grounds.listening().isEmpty();
  }

  /** Whether the router sends {@code other} to us. */
  boolean isMapped(PeerAddress other) {
    return grounds.mappings().stream().anyMatch(one -> other.equals(one.external()));
  }

  /** When time alone may change what others are told. */
  long nextDeadlineMillis() {
    return basis == AddressBasis.OPERATOR ? Session.NEVER : evidence.nextDeadlineMillis();
  }

  ReachView view(Now now) {
    Now inbound = evidence.lastInbound();
    return new ReachView(
        isIpv4,
        advertised(now),
        isWithdrawn(now) ? 0 : port,
        basis,
        isConfirmed(now),
        isWithdrawn(now),
        votes.counts(isIpv4, listeningSinceMillis).entrySet().stream()
            .sorted(Map.Entry.<IpAddress, Integer>comparingByValue().reversed())
            .map(vote -> new ReachView.Vote(vote.getKey(), vote.getValue()))
            .toList(),
        evidence.findings(),
        inbound == null ? null : inbound.wall());
  }

  private void choose(Now now) {
    if (operators != null) {
      boolean isOurs = operators.ip().isIpv4() == isIpv4;
      set(isOurs ? operators : null, operators.port(), AddressBasis.OPERATOR);
      return;
    }
    List<PeerAddress> mapped = acceptableMappings(now);
    int outerPort = outerPort();
    if (!mapped.isEmpty()) {
      set(mapped.getFirst(), mapped.getFirst().port(), AddressBasis.MAPPING);
      return;
    }
    IpAddress voted =
        outerPort == 0 ? null : votes.winner(isIpv4, listeningSinceMillis).orElse(null);
    if (voted != null) {
      set(new PeerAddress(voted, outerPort), outerPort, AddressBasis.VOTES);
      return;
    }
    for (PeerAddress own : grounds.listening()) {
      if (policy.isAcceptable(own.ip())) {
        set(own, own.port(), AddressBasis.INTERFACE);
        return;
      }
    }
    set(null, outerPort, AddressBasis.NONE);
  }

  /** The router's addresses that others could dial, a confirmed one first. */
  private List<PeerAddress> acceptableMappings(Now now) {
    List<PeerAddress> mapped = new ArrayList<>();
    for (Event.Mapping one : grounds.mappings()) {
      PeerAddress external = one.external();
      if (external != null && policy.isAcceptable(external.ip())) {
        mapped.add(evidence.isConfirmed(now, external) ? 0 : mapped.size(), external);
      }
    }
    return mapped;
  }

  /** The port that leads to us from outside, whatever our IP there is. */
  private int outerPort() {
    if (!grounds.mappings().isEmpty()) {
      return grounds.mappings().getFirst().port();
    }
    return isListening() ? grounds.listening().getFirst().port() : 0;
  }

  private void set(@Nullable PeerAddress chosen, int chosenPort, AddressBasis who) {
    address = chosen;
    port = chosenPort;
    basis = who;
  }

  /** A wildcard of IPv6 is bound for both families. */
  private boolean isServedBy(PeerAddress own) {
    return own.ip().isIpv4() == isIpv4 || (isIpv4 && own.ip().isUnspecified());
  }
}
