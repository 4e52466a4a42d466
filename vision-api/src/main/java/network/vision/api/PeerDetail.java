package network.vision.api;

import java.time.Instant;
import java.util.List;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.ReputationTier;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of one peer: the answer to {@code GET /p2p/peers/{node_id}}.
 *
 * @param peer its row
 * @param publicKey base64 of the 32 bytes; null if it never sent one
 * @param visionAddress "" if unknown
 * @param nodeBuild "" if unknown
 * @param features of its last handshake
 * @param connectedSince null unless connected
 * @param addresses best first
 * @param ports how its port changed since the node runs, newest first, at most 8
 * @param lastError null if nothing went wrong
 * @param backOffSeconds until we would dial it again; 0 if we would now
 * @param standing how it stands with us, and why
 */
public record PeerDetail(
    PeerRow peer,
    @Nullable String publicKey,
    String visionAddress,
    String nodeBuild,
    List<String> features,
    @Nullable Instant connectedSince,
    List<KnownAddress> addresses,
    List<PortChange> ports,
    @Nullable LastError lastError,
    long backOffSeconds,
    Standing standing) {

  /**
   * One address of the peer.
   *
   * @param address IP and port
   * @param provenance where we have it from
   * @param isChosen whether it is the one we would dial
   * @param firstHeard when we first heard of it
   * @param lastSuccess when it last worked; null if it never did
   * @param lastFailure when it last failed; null if it never did
   * @param failureKind of the last failure, such as "refused" or "timeout"; null without one
   * @param attempts dials since it last worked
   */
  public record KnownAddress(
      PeerAddress address,
      Provenance provenance,
      boolean isChosen,
      Instant firstHeard,
      @Nullable Instant lastSuccess,
      @Nullable Instant lastFailure,
      @Nullable String failureKind,
      int attempts) {}

  /**
   * The peer was found at another port.
   *
   * @param at when
   * @param from 0 the first time
   * @param to the port from then on
   * @param provenance who said so
   */
  public record PortChange(Instant at, int from, int to, Provenance provenance) {}

  /**
   * What last went wrong with the peer.
   *
   * @param at when
   * @param text in words
   */
  public record LastError(Instant at, String text) {}

  /**
   * How the peer stands with us.
   *
   * @param score 0–1, higher is better
   * @param tier in one word
   * @param bannedUntil null unless banned
   * @param blames what it was blamed for, newest first
   */
  public record Standing(
      double score, ReputationTier tier, @Nullable Instant bannedUntil, List<Blame> blames) {
    public Standing {
      blames = List.copyOf(blames);
    }
  }

  /**
   * One thing the peer did.
   *
   * @param at when
   * @param reason in words
   * @param weight how many points it weighed; they halve every hour, 100 are a ban
   */
  public record Blame(Instant at, String reason, double weight) {}

  public PeerDetail {
    features = List.copyOf(features);
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
  }
}
