package network.vision.gossip;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for and against our being reachable over one family of addresses.
 *
 * <p>For it speaks who came from outside; somebody who came because we asked confirms the address
 * that we asked about. Against it speaks the word of peers that dialled us in vain; it counts once
 * for each network group, for at most {@value #FRESH_MILLIS} ms, and only until somebody gets
 * through. Peers in fewer than {@value #GROUPS_NEEDED} groups prove nothing by it. Owner: the loop
 * thread.
 */
final class Evidence {

  static final int GROUPS_NEEDED = 3;

  private static final long QUIET_MILLIS = 3_600_000;
  private static final long FRESH_MILLIS = 7_200_000;
  private static final int MAX_FINDINGS = 16;

  private record Failure(long group, long atMillis) {}

  private final Deque<ReachView.Finding> findings = new ArrayDeque<>();
  private final Deque<Failure> failures = new ArrayDeque<>();
  private @Nullable PeerAddress confirmed;
  private @Nullable Now lastInbound;
  private long sinceMillis;
  private boolean isWithdrawn;

  /** Another address is in question from now on: what was found out about the last is void. */
  void restart(Now now) {
    failures.clear();
    confirmed = null;
    isWithdrawn = false;
    sinceMillis = now.millis();
  }

  /** Somebody came from outside. */
  void cameIn(Now now) {
    lastInbound = now;
    failures.clear();
    isWithdrawn = false;
  }

  /** A peer of {@code group} has found something out. */
  void found(Now now, long group, ReachView.Finding finding) {
    if (findings.size() >= MAX_FINDINGS) {
      findings.removeLast();
    }
    findings.addFirst(finding);
    switch (finding.outcome()) {
      case REACHED -> {
        confirmed = finding.address();
        cameIn(now);
      }
      case FAILED -> {
        failures.removeIf(failure -> failure.group() == group);
        if (failures.size() < MAX_FINDINGS) {
          failures.add(new Failure(group, now.millis()));
        }
      }
      case DECLINED -> {}
    }
  }

  /** Whether a peer got through to {@code address} and nothing has spoken against it since. */
  boolean isConfirmed(Now now, @Nullable PeerAddress address) {
    return address != null && address.equals(confirmed) && failedGroups(now) < GROUPS_NEEDED;
  }

  /**
   * Whether nobody gets through: enough groups have tried, and an hour went by without a guest. It
   * stays so until somebody comes, or another address is in question.
   */
  boolean isWithdrawn(Now now) {
    if (!isWithdrawn) {
      isWithdrawn = failedGroups(now) >= GROUPS_NEEDED && now.millis() >= quietAtMillis();
    }
    return isWithdrawn;
  }

  /** When what speaks against us comes to count, if nothing changes; else never. */
  long nextDeadlineMillis() {
    return isWithdrawn || groups().size() < GROUPS_NEEDED ? Session.NEVER : quietAtMillis();
  }

  /** How many groups have failed to reach us lately. */
  int failedGroups(Now now) {
    failures.removeIf(failure -> now.millis() - failure.atMillis() > FRESH_MILLIS);
    return groups().size();
  }

  private Set<Long> groups() {
    Set<Long> groups = new HashSet<>();
    failures.forEach(failure -> groups.add(failure.group()));
    return groups;
  }

  @Nullable Now lastInbound() {
    return lastInbound;
  }

  /** The newest first. */
  List<ReachView.Finding> findings() {
    return List.copyOf(findings);
  }

  private long quietAtMillis() {
    long since = lastInbound == null ? sinceMillis : Math.max(lastInbound.millis(), sinceMillis);
    return since + QUIET_MILLIS;
  }
}
