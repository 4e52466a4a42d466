package network.vision.gossip;

import java.util.List;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/** One connection whose handshake was accepted. Owner: the loop thread. */
final class Session {

  /** Stands for "not now" among deadlines. */
  static final long NEVER = Long.MAX_VALUE;

  /** How long a proof is waited for. */
  static final long PROOF_MILLIS = 12_000;

  final ConnectionId connection;
  final Direction direction;
  final PeerAddress remote;
  final HandshakeVersion version;
  final NodeId peer;
  final Handshake handshake;
  final Now since;

  /** Our challenge on this connection; null where the peer can prove nothing. */
  final @Nullable String challenge;

  boolean isProven;

  /** When an inbound peer must have sent its proof; {@link #NEVER} when none is awaited. */
  long proofDeadlineMillis = NEVER;

  /** The older session with the same peer that has to answer a ping to stay. */
  @Nullable Session rival;

  /** Whether the rival was asked; before that, a proof is waited for. */
  boolean isRivalAsked;

  /** When the waiting ends. */
  long rivalDeadlineMillis = NEVER;

  /** Why the peer said that it closes; null: it has not. */
  @Nullable String farewell;

  /** Why we closed it; null: we have not. */
  @Nullable CloseCause closeCause;

  /** Whether it stands for its peer, or only waits to see whether it will. */
  boolean isInstalled;

  /** How far its clock seems to be ahead of ours; null: it has not said. */
  @Nullable Long clockAheadSeconds;

  long pingAtMillis = NEVER;
  long pingSentMillis;
  boolean isPingOpen;
  long roundTripMillis = -1;
  long gossipAtMillis = NEVER;
  long gossipIntervalMillis;
  final TokenBucket entries = TokenBucket.forGossipEntries();
  final TokenBucket ownWords = TokenBucket.forOwnWords();

  Session(Event.HandshakeArrived event, @Nullable String challenge, Now since) {
    this.connection = event.connection();
    this.direction = event.direction();
    this.remote = event.remote();
    this.version = event.version();
    this.handshake = event.handshake();
    this.peer = event.handshake().node().id();
    this.challenge = challenge;
    this.since = since;
  }

  boolean hasFeature(String feature) {
    return features().contains(feature);
  }

  boolean isOver() {
    return closeCause != null;
  }

  boolean isOutbound() {
    return direction == Direction.OUTBOUND;
  }

  /** Whether its peer, who dialled us, can still prove its key. */
  boolean isProofOpen() {
    return challenge != null && !isProven && !isOutbound();
  }

  /** Whether that proof is to be expected still. */
  boolean isProofDue(Now now) {
    return isProofOpen() && now.millis() - since.millis() < PROOF_MILLIS;
  }

  /**
   * Where the peer says it can be dialled: the IP that we see with the port that it says; null:
   * nowhere.
   */
  @Nullable PeerAddress saidAddress() {
    int port = handshake.reach().port(version);
    return port == 0 ? null : new PeerAddress(remote.ip(), port);
  }

  /** The port that a proof of this peer covers. */
  int provenPort() {
    Integer port = handshake.reach().p2pPort();
    return port == null ? 0 : port;
  }

  private List<String> features() {
    return handshake.extensions().features();
  }
}
