package network.vision.gossip;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The one arbiter of what we tell others about our own address, and why: the operator's word, else
 * what the router maps to us, else where peers of several networks see us, else an address that we
 * listen on.
 *
 * <p>Whenever the answer changes a new record of our own is signed. Owner: the loop thread.
 */
final class Reachability {

  private static final int MAX_SELVES = 64;

  private final LocalNode local;
  private final GossipConfig config;
  private final AddressPolicy policy;
  private final Outbox out;
  private List<PeerAddress> listening = List.of();
  private final Set<PeerAddress> selves = new HashSet<>();
  private final Votes votes;
  private @Nullable PeerAddress mapped;
  private @Nullable PeerAddress advertised;
  private String reason = "not listening yet";
  private @Nullable PeerRecord record;
  private long recordSequence;
  private int decidedPort = -1;
  private long listeningSinceMillis;

  Reachability(Core core) {
    this.local = core.local();
    this.config = core.config();
    this.policy = core.policy();
    this.out = core.out();
    this.votes = new Votes(core);
  }

  /** What we tell others; null: our IP is not known, or nothing. */
  @Nullable PeerAddress advertised() {
    return advertised;
  }

  String reason() {
    return reason;
  }

  /** Our newest signed word; null while there is no address to tell. */
  @Nullable PeerRecord record() {
    return record;
  }

  /** The port that handshakes say; 0: do not dial us. */
  int port() {
    if (config.advertised() != null) {
      return config.advertised().port();
    }
    if (mapped != null) {
      return mapped.port();
    }
    return listeningPort();
  }

  /** Whether there is a port to say. */
  boolean isListening() {
    return !listening.isEmpty();
  }

  int listeningPort() {
    return listening.isEmpty() ? 0 : listening.getFirst().port();
  }

  /** Whether {@code address} is one of our own. */
  boolean isOwn(PeerAddress address) {
    return address.equals(advertised)
        || address.equals(mapped)
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
    listening = addresses;
    selves.clear();
    listeningSinceMillis = now.millis();
    return decide(now);
  }

  /** Returns whether what we advertise has changed. */
  boolean portMapped(Now now, @Nullable PeerAddress external) {
    mapped = external;
    return decide(now);
  }

  /**
   * Sessions came or went, and with them their votes. Returns whether what we advertise has
   * changed.
   */
  boolean votesChanged(Now now) {
    return decide(now);
  }

  /** Signs what we advertise anew, for the operator; returns whether there is anything to say. */
  boolean isSaidAgain(Now now) {
    sign(now);
    return record != null;
  }

  private boolean isListeningOnAny(int port) {
    return listening.stream().anyMatch(own -> own.port() == port && own.ip().isUnspecified());
  }

  private boolean decide(Now now) {
    PeerAddress before = advertised;
    int portBefore = decidedPort;
    choose();
    decidedPort = port();
    if (Objects.equals(before, advertised) && portBefore == decidedPort) {
      return false;
    }
    sign(now);
    out.tell(new Notice.AddressAdvertised(advertised, reason));
    return true;
  }

  private void sign(Now now) {
    record = null;
    if (advertised != null && local.saysPort()) {
      long wallMillis = now.wall().toEpochMilli();
      recordSequence =
          Long.compareUnsigned(wallMillis, recordSequence) > 0 ? wallMillis : recordSequence + 1;
      record =
          PeerRecord.sign(
              local.identity(), local.profile().genesisHash(), recordSequence, List.of(advertised));
      out.add(new Effect.SaveRecordSequence(recordSequence));
    }
  }

  private void choose() {
    if (config.advertised() != null) {
      set(config.advertised(), "set by the operator");
    } else if (mapped != null && policy.isAcceptable(mapped.ip())) {
      set(mapped, "mapped by the router");
    } else if (voted() != null) {
      set(voted(), "seen there by peers in several networks");
    } else {
      for (PeerAddress own : listening) {
        if (policy.isAcceptable(own.ip())) {
          set(own, "address of this machine");
          return;
        }
      }
      set(null, listening.isEmpty() ? "not listening" : "own public IP not known");
    }
  }

  private @Nullable PeerAddress voted() {
    return listening.isEmpty()
        ? null
        : votes
            .winner(true, listeningSinceMillis)
            .or(() -> votes.winner(false, listeningSinceMillis))
            .map(ip -> new PeerAddress(ip, listeningPort()))
            .orElse(null);
  }

  private void set(@Nullable PeerAddress address, String why) {
    advertised = address;
    reason = why;
  }

  /** The IP of ours that others may believe; null: not sure of it. */
  @Nullable IpAddress sureIp() {
    return advertised == null ? null : advertised.ip();
  }
}
