package network.vision.gossip;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The one arbiter of what we tell others about our own addresses, and why: the operator's word,
 * else what the router maps to us, else where peers of several networks see us, else an address
 * that we listen on; IPv4 and IPv6 apart ({@link FamilyReach}).
 *
 * <p>An address at which nobody gets through is withdrawn: handshakes say port 0, and nothing else
 * is told of it ({@link Evidence}). Whenever the answer changes a new record of our own is signed;
 * one that stays the same is signed again {@value #TIMES_SOON} times, first after {@value
 * #AGAIN_MILLIS} ms and then each time four times as long, and from then on once a day: for those
 * whom it did not reach, and so that nobody takes it for stale. Owner: the loop thread.
 */
final class Reachability {

  private static final int MAX_SELVES = 64;
  private static final int TIMES_SOON = 4;
  private static final long AGAIN_MILLIS = 2_000;
  private static final long DAILY_MILLIS = 24 * 3_600_000L;
  private static final String WITHDRAWN = "withdrawn: nobody gets through to ";

  private final Core core;
  private final LocalNode local;
  private final AddressPolicy policy;
  private final Outbox out;
  private final FamilyReach ipv4;
  private final FamilyReach ipv6;
  private List<PeerAddress> listening = List.of();
  private boolean isStarted;
  private final Set<PeerAddress> selves = new HashSet<>();
  private List<PeerAddress> advertised = List.of();
  private List<Integer> ports = List.of(0, 0);
  private String reason = "not listening yet";
  private @Nullable PeerRecord record;
  private long recordSequence;
  private long sayAgainAtMillis = Session.NEVER;
  private int timesSaidAgain;

  Reachability(Core core) {
    this.core = core;
    this.local = core.local();
    this.policy = core.policy();
    this.out = core.out();
    this.ipv4 = new FamilyReach(true, core);
    this.ipv6 = new FamilyReach(false, core);
  }

  /** The first of what we tell others; null: our IP is not known, or nothing. */
  @Nullable PeerAddress advertised() {
    return advertised.isEmpty() ? null : advertised.getFirst();
  }

  String reason() {
    return reason;
  }

  /** Our newest signed word; null while there is no address to tell. */
  @Nullable PeerRecord record() {
    return record;
  }

  /** How we are reached over the family of {@code ip}. */
  FamilyReach over(IpAddress ip) {
    return ip.isIpv4() ? ipv4 : ipv6;
  }

  List<FamilyReach> families() {
    return List.of(ipv4, ipv6);
  }

  /** The port that handshakes with {@code other} say; 0: do not dial us. */
  int port(IpAddress other) {
    return other.isIpv4() ? ports.getFirst() : ports.getLast();
  }

  /** Whether our port changed while a dial was under way, and no record tells the new one. */
  boolean isPortChangedSince(Dials.Attempt attempt) {
    return attempt.version() == HandshakeVersion.V4
        && local.saysPort()
        && record == null
        && attempt.saidPort() != port(attempt.address().ip());
  }

  /** Whether it is known where we listen, if anywhere. */
  boolean isStarted() {
    return isStarted;
  }

  int listeningPort() {
    return listening.isEmpty() ? 0 : listening.getFirst().port();
  }

  /** Whether {@code address} is one of our own. */
  boolean isOwn(PeerAddress address) {
    return advertised.contains(address)
        || over(address.ip()).isMapped(address)
        || listening.contains(address)
        || selves.contains(address)
        || (address.ip().isLoopback() && isListeningOnAny(address.port()));
  }

  /** A dial to {@code address} came out at ourselves; it is ours until we listen elsewhere. */
  void isSelf(PeerAddress address) {
    if (selves.size() < MAX_SELVES) {
      selves.add(address);
    }
  }

  /** Starts from the largest sequence that any record of ours ever had. */
  void restoreSequence(long sequence) {
    if (Long.compareUnsigned(sequence, recordSequence) > 0) {
      recordSequence = sequence;
    }
  }

  /** Returns whether what we advertise has changed. */
  boolean listeningStarted(Now now, List<PeerAddress> addresses) {
    isStarted = true;
    listening = addresses;
    selves.clear();
    families().forEach(family -> family.listeningStarted(now, addresses));
    return decide(now);
  }

  /** Returns whether what we advertise has changed. */
  boolean portsMapped(Now now, List<Event.Mapping> mappings) {
    families().forEach(family -> family.mapped(mappings));
    return decide(now);
  }

  /** Somebody has dialled us from {@code remote}; whether what we advertise has changed. */
  boolean cameIn(Now now, IpAddress remote) {
    if (!policy.isAcceptable(remote)) {
      return false;
    }
    over(remote).evidence.cameIn(now);
    return decide(now);
  }

  /**
   * Something on which the answer rests has changed: votes, evidence, or only the time. Returns
   * whether what we advertise has changed.
   */
  boolean decide(Now now) {
    families().forEach(family -> family.decide(now));
    List<PeerAddress> before = advertised;
    List<Integer> portsBefore = ports;
    String reasonBefore = reason;
    advertised =
        families().stream().map(family -> family.advertised(now)).filter(Objects::nonNull).toList();
    ports =
        families().stream()
            .map(family -> family.isWithdrawn(now) ? 0 : family.candidatePort())
            .toList();
    reason = reasonOf(now);
    boolean isChanged = !before.equals(advertised) || !portsBefore.equals(ports);
    if (isChanged) {
      sign(now);
      timesSaidAgain = 0;
      planToSayAgain(now);
    }
    if (isChanged || !reasonBefore.equals(reason)) {
      out.tell(new Notice.AddressAdvertised(advertised(), reason));
    }
    return isChanged;
  }

  /** Returns whether there is something to tell because time went by. */
  boolean timePassed(Now now) {
    if (now.millis() < nextDeadlineMillis()) {
      return false;
    }
    boolean isChanged = decide(now);
    if (now.millis() < sayAgainAtMillis) {
      return isChanged;
    }
    timesSaidAgain++;
    planToSayAgain(now);
    return isSaidAgain(now) || isChanged;
  }

  /** When time alone may give something to tell. */
  long nextDeadlineMillis() {
    return Math.min(
        sayAgainAtMillis, Math.min(ipv4.nextDeadlineMillis(), ipv6.nextDeadlineMillis()));
  }

  /** Signs what we advertise anew; returns whether there is anything to say. */
  boolean isSaidAgain(Now now) {
    sign(now);
    return record != null;
  }

  private void planToSayAgain(Now now) {
    long millis = timesSaidAgain < TIMES_SOON ? AGAIN_MILLIS << (2 * timesSaidAgain) : DAILY_MILLIS;
    sayAgainAtMillis = now.millis() + core.jittered(millis);
  }

  private boolean isListeningOnAny(int port) {
    return listening.stream().anyMatch(own -> own.port() == port && own.ip().isUnspecified());
  }

  private void sign(Now now) {
    record = null;
    if (!advertised.isEmpty() && local.saysPort()) {
      long wallMillis = now.wall().toEpochMilli();
      recordSequence =
          Long.compareUnsigned(wallMillis, recordSequence) > 0 ? wallMillis : recordSequence + 1;
      record =
          PeerRecord.sign(
              local.identity(), local.profile().genesisHash(), recordSequence, advertised);
      out.add(new Effect.SaveRecordSequence(recordSequence));
    }
  }

  /** Why, of the family that is told first, or of the one that could be. */
  private String reasonOf(Now now) {
    if (listening.isEmpty() && advertised.isEmpty()) {
      return "not listening for others";
    }
    FamilyReach first =
        families().stream()
            .filter(family -> family.advertised(now) != null)
            .findFirst()
            .or(() -> families().stream().filter(f -> f.candidate() != null).findFirst())
            .orElse(ipv4);
    if (first.isWithdrawn(now)) {
      PeerAddress candidate = first.candidate();
      return WITHDRAWN + (candidate == null ? "port " + first.candidatePort() : candidate);
    }
    return first.isConfirmed(now)
        ? first.basis().reason() + ", confirmed by a dial-back"
        : first.basis().reason();
  }

  /** The IPv4 address of ours that others may believe; null: not sure of it. */
  @Nullable IpAddress sureIpv4() {
    return advertised.stream()
        .map(PeerAddress::ip)
        .filter(IpAddress::isIpv4)
        .findFirst()
        .orElse(null);
  }
}
