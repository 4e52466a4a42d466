package network.vision.gossip;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import network.vision.protocol.DialBackOutcome;
import network.vision.protocol.Feature;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Asks peers to dial us back, and gathers what they find.
 *
 * <p>Only peers that we dialled are asked, so that nobody volunteers; one at a time and each
 * network group once an hour. An hour's round ends with the first that gets through, or when {@link
 * Evidence#GROUPS_NEEDED} groups have failed, or {@value #MAX_ASKED} were asked. That we were
 * reached is believed of no word, only of the connection that brings our nonce; that we were not is
 * only a word, and weighed as such. IPv4 and IPv6 apart. Owner: the loop thread. Source: {@code
 * docs/PROTOCOL.md §7}.
 */
final class DialBacks {

  private static final int MAX_ASKED = 8;
  private static final long ROUND_MILLIS = 3_660_000;
  private static final long PATIENCE_MILLIS = 60_000;
  private static final long SETTLED_MILLIS = 2_000;
  private static final long IDLE_MILLIS = 10_000;

  /** A request under way. */
  private record Request(
      long nonce,
      ConnectionId connection,
      IpAddress prober,
      @Nullable PeerAddress address,
      long askedMillis) {}

  /** What goes on for one family. */
  private static final class Round {
    final FamilyReach family;
    final Set<Long> asked = new HashSet<>();
    @Nullable Request open;
    int port;
    int failures;
    boolean isOver;
    long sinceMillis;
    long runAtMillis;

    Round(FamilyReach family) {
      this.family = family;
    }

    void restart(Now now) {
      asked.clear();
      open = null;
      port = family.candidatePort();
      failures = 0;
      isOver = false;
      sinceMillis = now.millis();
      runAtMillis = now.millis() + SETTLED_MILLIS;
    }
  }

  private final Core core;
  private final List<Round> rounds;
  private final Map<Long, Round> byNonce = new HashMap<>();

  DialBacks(Core core, Reachability reachability) {
    this.core = core;
    this.rounds = reachability.families().stream().map(Round::new).toList();
  }

  /** Somebody came with {@code nonce} in its handshake; whether it came because we asked. */
  boolean arrived(Now now, long nonce) {
    Round round = byNonce.get(nonce);
    Request open = round == null ? null : round.open;
    if (round == null || open == null) {
      return false;
    }
    round.isOver = true;
    found(now, round, open, open.address(), DialBackOutcome.REACHED, "");
    return true;
  }

  /** A peer says what became of its dial; whether that is news. */
  boolean answered(Now now, Session session, Message.DialBackResult result) {
    Round round = byNonce.get(result.nonce());
    Request open = round == null ? null : round.open;
    if (round == null || open == null || !open.connection().equals(session.connection)) {
      return false;
    }
    boolean isBoast = result.outcome() == DialBackOutcome.REACHED;
    if (result.outcome() == DialBackOutcome.FAILED) {
      round.failures++;
    }
    found(
        now,
        round,
        open,
        result.address(),
        isBoast ? DialBackOutcome.DECLINED : result.outcome(),
        isBoast ? "said that it came, and did not" : result.detail());
    return true;
  }

  /** Asks whom it is time to ask. */
  void timePassed(Now now) {
    for (Round round : rounds) {
      if (round.family.candidatePort() != round.port
          || now.millis() - round.sinceMillis >= ROUND_MILLIS) {
        forget(round);
        round.restart(now);
      }
      if (now.millis() < round.runAtMillis) {
        continue;
      }
      Request open = round.open;
      if (open != null && now.millis() - open.askedMillis() >= PATIENCE_MILLIS) {
        found(now, round, open, null, DialBackOutcome.DECLINED, "no answer");
      }
      if (round.open == null && isWanting(round)) {
        ask(now, round);
      }
      round.runAtMillis = isWanting(round) ? now.millis() + IDLE_MILLIS : endOf(round);
    }
  }

  long nextDeadlineMillis() {
    return rounds.stream()
        .mapToLong(round -> round.port == 0 ? Session.NEVER : round.runAtMillis)
        .min()
        .orElse(Session.NEVER);
  }

  private static boolean isWanting(Round round) {
    return round.port != 0
        && !round.isOver
        && round.failures < Evidence.GROUPS_NEEDED
        && round.asked.size() < MAX_ASKED;
  }

  private static long endOf(Round round) {
    return round.sinceMillis + ROUND_MILLIS;
  }

  private void ask(Now now, Round round) {
    List<Session> able =
        core.sessions().all().stream().filter(session -> isAble(now, round, session)).toList();
    if (able.isEmpty()) {
      return;
    }
    Session session = able.get(core.random().nextInt(able.size()));
    IpAddress seen = session.handshake.extensions().observedIp();
    long nonce = core.random().nextLong();
    round.asked.add(group(session.remote.ip()));
    round.open =
        new Request(
            nonce,
            session.connection,
            session.remote.ip(),
            seen == null ? null : new PeerAddress(seen, round.port),
            now.millis());
    byNonce.put(nonce, round);
    core.out().send(session, new Message.DialBack(nonce, round.port));
  }

  private boolean isAble(Now now, Round round, Session session) {
    return session.isOutbound()
        && session.isInstalled
        && session.version == HandshakeVersion.V4
        && session.hasFeature(Feature.DIAL_BACK)
        && session.remote.ip().isIpv4() == round.family.isIpv4
        && now.millis() - session.since.millis() >= SETTLED_MILLIS
        && isAboutCandidate(round.family, session)
        && !round.asked.contains(group(session.remote.ip()));
  }

  /**
   * Whether its dial would go to what we tell others: a peer that sees us elsewhere learns nothing
   * of it, unless it is a router's word that is in doubt.
   */
  private static boolean isAboutCandidate(FamilyReach family, Session session) {
    IpAddress seen = session.handshake.extensions().observedIp();
    PeerAddress candidate = family.candidate();
    return family.basis() == AddressBasis.MAPPING
        || seen == null
        || candidate == null
        || seen.equals(candidate.ip());
  }

  private void found(
      Now now,
      Round round,
      Request request,
      @Nullable PeerAddress address,
      DialBackOutcome outcome,
      String detail) {
    ReachView.Finding finding =
        new ReachView.Finding(now.wall(), request.prober(), address, outcome, detail);
    forget(round);
    round.runAtMillis = now.millis();
    round.family.evidence.found(now, group(request.prober()), finding);
    core.out().tell(new Notice.DialledBack(finding));
  }

  private void forget(Round round) {
    if (round.open != null) {
      byNonce.remove(Objects.requireNonNull(round.open).nonce());
      round.open = null;
    }
  }

  private long group(IpAddress ip) {
    return core.policy().group(ip);
  }
}
