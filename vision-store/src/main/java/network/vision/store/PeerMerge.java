package network.vision.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What two sources know of one peer. What we know ourselves comes first: the other side fills gaps,
 * adds addresses, and replaces only what carries a later time or a newer sequence. Standing is
 * never improved from outside.
 */
final class PeerMerge {

  static StoredPeer of(StoredPeer ours, StoredPeer other) {
    return new StoredPeer(
        ours.nodeId(),
        claims(ours, other),
        ours.provenKey() == null ? other.provenKey() : ours.provenKey(),
        spoken(ours.spoken(), other.spoken()),
        ours.standing().equals(StoredPeer.Standing.BLAMELESS) ? other.standing() : ours.standing(),
        ours.isAnchor() || other.isAnchor(),
        addresses(ours.addresses(), other.addresses()));
  }

  private static StoredPeer.Claims claims(StoredPeer ours, StoredPeer other) {
    return StoredPeer.Claims.of(
        ours.nodeId(),
        or(ours.labels().tag(), other.labels().tag()),
        or(ours.claims().role(), other.claims().role()),
        or(ours.labels().visionAddress(), other.labels().visionAddress()),
        or(ours.claims().ebid(), other.claims().ebid()),
        newer(ours.claims().record(), other.claims().record()));
  }

  private static String or(String ours, String other) {
    return ours.isEmpty() ? other : ours;
  }

  private static @Nullable PeerRecord newer(@Nullable PeerRecord ours, @Nullable PeerRecord other) {
    return ours == null || (other != null && other.isNewerThan(ours)) ? other : ours;
  }

  /** The later one; but who ever spoke 4 to us is never dialled with 3. */
  private static StoredPeer.@Nullable Spoken spoken(
      StoredPeer.@Nullable Spoken ours, StoredPeer.@Nullable Spoken other) {
    if (ours == null || other == null) {
      return ours == null ? other : ours;
    }
    boolean isDowngrade =
        ours.version() == HandshakeVersion.V4 && other.version() == HandshakeVersion.V3;
    return other.learned().isAfter(ours.learned()) && !isDowngrade ? other : ours;
  }

  private static List<StoredAddress> addresses(
      List<StoredAddress> ours, List<StoredAddress> others) {
    Map<PeerAddress, StoredAddress> merged = new LinkedHashMap<>();
    ours.forEach(stored -> merged.put(stored.address(), stored));
    for (StoredAddress other : others) {
      StoredAddress known = merged.get(other.address());
      if (known != null) {
        merged.put(known.address(), later(known, other));
      } else if (merged.size() < StoreLimits.MAX_ADDRESSES_PER_PEER) {
        merged.put(other.address(), other);
      }
    }
    return List.copyOf(merged.values());
  }

  /** The later success and the later failure, whoever had them. */
  private static StoredAddress later(StoredAddress ours, StoredAddress other) {
    StoredAddress.History our = ours.history();
    StoredAddress.History their = other.history();
    boolean isTheirs = lastDial(their).isAfter(lastDial(our));
    return new StoredAddress(
        ours.address(),
        ours.origin(),
        new StoredAddress.History(
            isLater(their.lastSuccess(), our.lastSuccess())
                ? their.lastSuccess()
                : our.lastSuccess(),
            isLater(at(their.lastFailure()), at(our.lastFailure()))
                ? their.lastFailure()
                : our.lastFailure(),
            isTheirs ? their.attempts() : our.attempts()));
  }

  private static Instant lastDial(StoredAddress.History history) {
    Instant failure = at(history.lastFailure());
    Instant last = isLater(failure, history.lastSuccess()) ? failure : history.lastSuccess();
    return last == null ? Instant.MIN : last;
  }

  private static @Nullable Instant at(StoredAddress.@Nullable Failure failure) {
    return failure == null ? null : failure.at();
  }

  private static boolean isLater(@Nullable Instant one, @Nullable Instant other) {
    return one != null && (other == null || one.isAfter(other));
  }

  private PeerMerge() {}
}
