package network.vision.gossip;

import java.util.random.RandomGenerator;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where an address may stand in the two halves of the book, and what stands there.
 *
 * <p>A keyed hash decides. In the new half an address has one of {@value #BUCKETS_PER_SOURCE}
 * buckets that belong to the network group of whoever told us, and {@value #CHOICES} slots in it;
 * in the tried half one of {@value #BUCKETS_PER_GROUP} buckets that belong to its own group, and
 * one slot. Owner: the loop thread.
 */
final class BookSlots {

  private static final int BUCKETS_PER_SOURCE = 64;
  private static final int BUCKETS_PER_GROUP = 8;
  private static final int CHOICES = 4;
  private static final int TRIED_POSITION = CHOICES;

  private final AddressPolicy policy;
  private final KeyedHash hash;
  private final BucketTable fresh;
  private final BucketTable tried;

  BookSlots(AddressPolicy policy, int newBuckets, int triedBuckets, RandomGenerator random) {
    this.policy = policy;
    this.hash = KeyedHash.drawn(random);
    this.fresh = new BucketTable(newBuckets);
    this.tried = new BucketTable(triedBuckets);
  }

  int triedCount() {
    return tried.size();
  }

  @Nullable BookAddress drawNew(RandomGenerator random) {
    return fresh.draw(random);
  }

  @Nullable BookAddress drawTried(RandomGenerator random) {
    return tried.draw(random);
  }

  @Nullable BookAddress newAt(int slot) {
    return fresh.at(slot);
  }

  @Nullable BookAddress triedAt(int slot) {
    return tried.at(slot);
  }

  /**
   * The slot of the new half that {@code address} may take: an empty one, else a hopeless one's,
   * else, for what the peer itself or the operator said, that of one never reached; -1: none.
   *
   * @param heardFrom who told us; null: itself, or the operator
   */
  int inNew(Now now, PeerAddress address, @Nullable IpAddress heardFrom) {
    int bucket = newBucket(address, heardFrom);
    int hopeless = -1;
    int unreached = -1;
    for (int choice = 0; choice < CHOICES; choice++) {
      int slot = slot(bucket, choice, address);
      BookAddress holder = fresh.at(slot);
      if (holder == null) {
        return slot;
      }
      if (hopeless < 0 && holder.isHopeless(now)) {
        hopeless = slot;
      }
      if (unreached < 0 && !holder.isReached()) {
        unreached = slot;
      }
    }
    return hopeless >= 0 || heardFrom != null ? hopeless : unreached;
  }

  /** The one slot of the tried half that {@code address} may take. */
  int inTried(PeerAddress address) {
    long group = policy.group(address.ip());
    long within =
        Math.floorMod(
            hash.hash(3, address.ip().high(), address.ip().low(), address.port()),
            BUCKETS_PER_GROUP);
    int bucket = Math.floorMod(hash.hash(4, group, within), tried.buckets());
    return slot(bucket, TRIED_POSITION, address);
  }

  void putNew(BookAddress entry, int slot) {
    fresh.put(slot, entry);
    entry.slot = slot;
    entry.isTried = false;
  }

  void putTried(BookAddress entry, int slot) {
    tried.put(slot, entry);
    entry.slot = slot;
    entry.isTried = true;
  }

  /** Takes {@code entry} from wherever it stands. */
  void clear(BookAddress entry) {
    if (entry.slot >= 0) {
      (entry.isTried ? tried : fresh).clear(entry.slot);
      entry.slot = -1;
      entry.isTried = false;
    }
  }

  private int newBucket(PeerAddress address, @Nullable IpAddress heardFrom) {
    long group = policy.group(address.ip());
    long source = heardFrom == null ? group : policy.group(heardFrom);
    long within = Math.floorMod(hash.hash(1, group, source), BUCKETS_PER_SOURCE);
    return Math.floorMod(hash.hash(2, source, within), fresh.buckets());
  }

  private int slot(int bucket, long choice, PeerAddress address) {
    long place = (choice << 48) | ((long) bucket << 16) | address.port();
    int position =
        Math.floorMod(hash.hash(place, address.ip().high(), address.ip().low()), BucketTable.SLOTS);
    return bucket * BucketTable.SLOTS + position;
  }
}
