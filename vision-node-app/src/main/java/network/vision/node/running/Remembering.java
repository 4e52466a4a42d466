package network.vision.node.running;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import network.vision.gossip.DialFailure;
import network.vision.gossip.KnownAddress;
import network.vision.gossip.KnownPeer;
import network.vision.gossip.KnownStanding;
import network.vision.gossip.Provenance;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.store.StoreLimits;
import network.vision.store.StoredAddress;
import network.vision.store.StoredPeer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a peer of the core into the words of the store, and back.
 *
 * <p>A word that this release does not know (written by a later one) is read as the weakest there
 * is: hearsay, and a failure without a kind.
 */
final class Remembering {

  private static final String UNKNOWN = "unknown";

  /** What the store keeps of {@code peer}. */
  static StoredPeer stored(KnownPeer peer) {
    return new StoredPeer(
        peer.nodeId(),
        StoredPeer.Claims.of(
            peer.nodeId(),
            peer.tag(),
            peer.role(),
            peer.visionAddress(),
            peer.ebid(),
            peer.record()),
        peer.provenKey(),
        spoken(peer),
        new StoredPeer.Standing(
            peer.standing().points(), peer.standing().asOf(), peer.standing().bannedUntil()),
        peer.isAnchor(),
        peer.addresses().stream()
            .limit(StoreLimits.MAX_ADDRESSES_PER_PEER)
            .map(Remembering::stored)
            .toList());
  }

  /** What the core knows of {@code peer} after a restart. */
  static KnownPeer known(StoredPeer peer) {
    StoredPeer.Labels labels = peer.labels();
    StoredPeer.Spoken spoken = peer.spoken();
    return new KnownPeer(
        peer.nodeId(),
        labels.tag(),
        peer.claims().role(),
        labels.visionAddress(),
        peer.claims().ebid(),
        peer.provenKey(),
        peer.claims().record(),
        spoken == null ? null : spoken.version(),
        spoken == null ? null : spoken.learned(),
        lastSeen(peer),
        new KnownStanding(
            peer.standing().penalty(), peer.standing().asOf(), peer.standing().bannedUntil()),
        peer.isAnchor(),
        peer.addresses().stream().map(Remembering::known).toList());
  }

  /** The store's name for what the core calls {@code key}. */
  static String storedKey(String key) {
    return PeerAddress.parse(key).isPresent()
        ? key
        : NodeId.parse(key).map(StoredPeer::keyOf).orElse(key);
  }

  private static StoredPeer.@Nullable Spoken spoken(KnownPeer peer) {
    HandshakeVersion version = peer.version();
    Instant when = version == HandshakeVersion.V3 ? peer.versionSince() : peer.lastSeen();
    return version == null
        ? null
        : new StoredPeer.Spoken(version, when == null ? Instant.EPOCH : when);
  }

  /** A 3 is as old as the day it was found out; what came later is with the addresses. */
  private static @Nullable Instant lastSeen(StoredPeer peer) {
    StoredPeer.Spoken spoken = peer.spoken();
    Instant reached = lastSuccess(peer);
    return spoken == null || (spoken.version() == HandshakeVersion.V3 && reached != null)
        ? reached
        : spoken.learned();
  }

  private static @Nullable Instant lastSuccess(StoredPeer peer) {
    return peer.addresses().stream()
        .map(address -> address.history().lastSuccess())
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static StoredAddress stored(KnownAddress address) {
    Instant failedAt = address.lastFailure();
    DialFailure failure = address.failure();
    return new StoredAddress(
        address.address(),
        new StoredAddress.Origin(
            address.provenance().label(), address.heardFrom(), address.firstHeard()),
        new StoredAddress.History(
            address.lastSuccess(),
            failedAt == null
                ? null
                : new StoredAddress.Failure(failedAt, failure == null ? UNKNOWN : failure.label()),
            address.attempts()));
  }

  private static KnownAddress known(StoredAddress address) {
    StoredAddress.Failure failure = address.history().lastFailure();
    return new KnownAddress(
        address.address(),
        Provenance.of(address.origin().provenance()).orElse(Provenance.GOSSIP),
        address.origin().heardFrom(),
        address.origin().firstHeard(),
        address.history().lastSuccess(),
        failure == null ? null : failure.at(),
        failure == null ? null : DialFailure.of(failure.kind()).orElse(null),
        address.history().attempts());
  }

  private Remembering() {}
}
