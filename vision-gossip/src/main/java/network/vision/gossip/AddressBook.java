package network.vision.gossip;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whom we know and where: peers by node id, each with at most 8 addresses, every address at most
 * once.
 *
 * <p>Goal: hearsay may fill a bounded part of the book and never displaces what works; a peer's own
 * word moves it. How: addresses heard of stand in the <em>new</em> half, addresses reached in the
 * <em>tried</em> half, as in Bitcoin Core's address manager; {@link BookSlots} says where. One
 * group of speakers reaches 64 of 1,024 buckets of the new half, 6.25 % of it, however many
 * addresses it invents, k groups at most k times that, and none of the tried half. Who comes to a
 * taken slot of the new half takes it only from an address that is {@linkplain
 * BookAddress#isHopeless hopeless}; of the tried half, only after a dial to the one that holds it
 * has failed.
 *
 * <p>What an attacker can still do: with addresses that answer in many groups, earn places in the
 * tried half; with hearsay in many groups, slow down the finding of new peers.
 *
 * <p>Invariant: an address is in exactly one peer's list, in the index, and in at most one slot.
 * Owner: the loop thread. Source: {@code docs/ARCHITECTURE.md}; Heilman et al., "Eclipse Attacks on
 * Bitcoin's Peer-to-Peer Network" (2015).
 */
final class AddressBook {

  private static final int MAX_COLLISIONS = 16;
  private static final long RECENT_SUCCESS_SECONDS = 4 * 3600;

  private static final Comparator<BookAddress> WORST_LAST =
      Comparator.comparingInt(BookAddress::rank)
          .thenComparing(
              Comparator.comparingLong((BookAddress a) -> a.lastHeardSeconds).reversed());

  private static final Comparator<BookAddress> LONGEST_UNREACHED =
      Comparator.comparingLong(a -> a.lastSuccessSeconds);

  private BookSlots slots;
  private Map<NodeId, BookPeer> byId = new HashMap<>();
  private AddressIndex byAddress;

  /** Newcomers to taken slots of the tried half, and who holds the slot. */
  private final Map<BookAddress, BookAddress> collisions = new LinkedHashMap<>();

  private final Set<BookPeer> changed = new LinkedHashSet<>();
  private final Set<String> gone = new LinkedHashSet<>();

  AddressBook(AddressPolicy policy, int newBuckets, int triedBuckets, RandomGenerator random) {
    this.slots = new BookSlots(policy, newBuckets, triedBuckets, random);
    this.byAddress = new AddressIndex(random);
  }

  Optional<BookPeer> peer(NodeId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<BookAddress> at(PeerAddress address) {
    return Optional.ofNullable(byAddress.at(address));
  }

  Collection<BookAddress> addresses() {
    return Collections.unmodifiableCollection(byAddress);
  }

  /** Every peer, with a name or without. */
  List<BookPeer> peers() {
    List<BookPeer> peers = new ArrayList<>(byId.values());
    for (BookAddress address : byAddress) {
      if (address.peer.nodeId == null) {
        peers.add(address.peer);
      }
    }
    return peers;
  }

  int size() {
    return byAddress.size();
  }

  int triedCount() {
    return slots.triedCount();
  }

  @Nullable BookAddress drawNew(RandomGenerator random) {
    return slots.drawNew(random);
  }

  @Nullable BookAddress drawTried(RandomGenerator random) {
    return slots.drawTried(random);
  }

  /** The peer of an id, made if it is not known yet. */
  BookPeer named(NodeId id) {
    return byId.computeIfAbsent(id, BookPeer::new);
  }

  /** Whether {@code where} is known or would find a place, as {@link #enter} has it. */
  boolean hasPlace(Now now, PeerAddress where, @Nullable IpAddress heardFrom) {
    return byAddress.at(where) != null || slots.inNew(now, where, heardFrom) >= 0;
  }

  /**
   * Enters an address, or hears of it again.
   *
   * @param id whose it is said to be; null: not said
   * @param heardFrom who told us; null: itself, or the operator
   * @param heardSeconds when it was alive, by the wall clock
   * @return the address; null when its bucket has no room for it
   */
  @Nullable BookAddress enter(
      Now now,
      @Nullable NodeId id,
      PeerAddress where,
      Provenance provenance,
      @Nullable IpAddress heardFrom,
      long heardSeconds) {
    BookAddress known = byAddress.at(where);
    if (known != null) {
      known.lastHeardSeconds = Math.max(known.lastHeardSeconds, heardSeconds);
      if (known.peer.nodeId == null && id != null) {
        give(known, named(id));
      }
      return known;
    }
    BookPeer peer = id == null ? new BookPeer(null) : named(id);
    BookAddress entry = new BookAddress(where, peer, provenance, heardSeconds);
    entry.heardFrom = heardFrom;
    if (!makeRoom(peer, now) || !placeInNew(entry, now)) {
      dropIfEmpty(peer);
      return null;
    }
    peer.add(entry);
    byAddress.put(entry);
    changed.add(peer);
    return entry;
  }

  /**
   * A dial to {@code entry} worked and {@code id} answered: it is that peer's, and has a place in
   * the tried half.
   */
  void reached(Now now, BookAddress entry, NodeId id) {
    if (!id.equals(entry.peer.nodeId)) {
      give(entry, named(id));
    }
    entry.lastSuccessSeconds = now.wall().getEpochSecond();
    entry.lastHeardSeconds = entry.lastSuccessSeconds;
    entry.failures = entry.failures.overcome();
    entry.notBeforeMillis = Long.MIN_VALUE;
    entry.peer.lastSeenSeconds = entry.lastSuccessSeconds;
    changed.add(entry.peer);
    collisions.values().removeIf(holder -> holder == entry);
    if (!entry.isTried) {
      promote(now, entry);
    }
  }

  /** A dial to {@code entry} failed. */
  void failed(Now now, BookAddress entry, DialFailure failure, long backOffMillis) {
    entry.failures = entry.failures.and(now, failure);
    entry.notBeforeMillis = now.millis() + backOffMillis;
    changed.add(entry.peer);
    collisions.entrySet().stream()
        .filter(collision -> collision.getValue() == entry)
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(newcomer -> replace(now, entry, newcomer));
  }

  /**
   * An address of the tried half that another wants and that should be dialled before it loses its
   * place.
   */
  Optional<BookAddress> toTest() {
    return collisions.values().stream().findFirst();
  }

  /** Takes an address out; its peer goes with it when it was the last one of an unknown. */
  void remove(BookAddress entry) {
    slots.clear(entry);
    collisions.remove(entry);
    collisions.values().removeIf(holder -> holder == entry);
    byAddress.take(entry.address);
    BookPeer peer = entry.peer;
    if (peer.nodeId == null) {
      gone.add(peer.key());
      changed.remove(peer);
    } else {
      changed.add(peer);
    }
    peer.remove(entry);
  }

  /** Takes out a named peer that has no address. */
  void dropIfEmpty(BookPeer peer) {
    if (peer.addresses.isEmpty() && peer.nodeId != null && byId.remove(peer.nodeId, peer)) {
      gone.add(peer.key());
      changed.remove(peer);
    }
  }

  /** Forgets what is hopeless, except for peers that {@code isKept} spares. */
  void forgetHopeless(Now now, Predicate<BookPeer> isKept) {
    byAddress.stream()
        .filter(entry -> entry.isHopeless(now) && !isKept.test(entry.peer))
        .toList()
        .forEach(this::removeWithPeer);
  }

  /** Marks a peer as one to be saved. */
  void touch(BookPeer peer) {
    changed.add(peer);
  }

  /** What is to be stored since this was last asked, with how each peer stands. */
  List<Effect> takeChanges(Function<@Nullable NodeId, KnownStanding> standing) {
    if (changed.isEmpty() && gone.isEmpty()) {
      return List.of();
    }
    List<Effect> effects = new ArrayList<>();
    gone.forEach(key -> effects.add(new Effect.Forget(key)));
    for (BookPeer peer : changed) {
      if (!peer.addresses.isEmpty()) {
        effects.add(new Effect.Save(peer.toKnown(standing.apply(peer.nodeId))));
      }
    }
    gone.clear();
    changed.clear();
    return effects;
  }

  /** What is in the book is what is stored. */
  void stored() {
    gone.clear();
    changed.clear();
  }

  /**
   * Puts back what was stored; the hash is new, so every address finds its slot anew. An address
   * that is somebody else's already stays his.
   */
  void restore(Now now, KnownPeer stored) {
    for (KnownAddress known : stored.addresses()) {
      BookAddress entry =
          enter(
              now,
              stored.nodeId(),
              known.address(),
              known.provenance(),
              known.heardFrom(),
              known.firstHeard().getEpochSecond());
      if (entry != null && Objects.equals(entry.peer.nodeId, stored.nodeId())) {
        BookRestore.history(entry, known);
        if (entry.isReached() && !entry.isTried) {
          promote(now, entry);
        }
        BookRestore.peer(entry.peer, stored);
      }
    }
  }

  /**
   * Becomes what {@code read} is, whose owner it is from now on and of which nothing has to be
   * stored again. Of its own it keeps what the operator and the seeds named, and how dials to that
   * failed.
   */
  void become(Now now, AddressBook read) {
    List<BookAddress> own =
        byAddress.stream()
            .filter(a -> a.provenance == Provenance.OPERATOR || a.provenance == Provenance.SEED)
            .toList();
    slots = read.slots;
    byId = read.byId;
    byAddress = read.byAddress;
    collisions.clear();
    collisions.putAll(read.collisions);
    stored();
    own.forEach(before -> keep(now, before));
  }

  private void keep(Now now, BookAddress before) {
    BookAddress entry =
        enter(now, null, before.address, before.provenance, null, before.lastHeardSeconds);
    DialFailure failure = before.failures.last();
    if (entry != null && before.isFailing() && failure != null) {
      failed(now, entry, failure, 0);
    }
    if (entry != null) {
      entry.notBeforeMillis = Math.max(entry.notBeforeMillis, before.notBeforeMillis);
    }
  }

  private void give(BookAddress entry, BookPeer peer) {
    BookPeer before = entry.peer;
    if (before.nodeId == null) {
      gone.add(before.key());
      changed.remove(before);
    } else {
      changed.add(before);
    }
    before.remove(entry);
    dropIfEmpty(before);
    if (peer.addresses.size() >= BookPeer.MAX_ADDRESSES) {
      peer.addresses.stream()
          .filter(a -> !a.isReached())
          .max(WORST_LAST)
          .or(() -> peer.addresses.stream().min(LONGEST_UNREACHED))
          .ifPresent(this::remove);
    }
    entry.peer = peer;
    entry.isClaimed = false;
    peer.add(entry);
    changed.add(peer);
  }

  /**
   * A ninth address takes the place of the worst that was never reached and is not the peer's own
   * word.
   */
  private boolean makeRoom(BookPeer peer, Now now) {
    if (peer.addresses.size() < BookPeer.MAX_ADDRESSES) {
      return true;
    }
    Optional<BookAddress> worst =
        peer.addresses.stream()
            .filter(a -> !a.isClaimed && (!a.isReached() || a.isHopeless(now)))
            .max(WORST_LAST);
    worst.ifPresent(this::remove);
    return worst.isPresent();
  }

  private boolean placeInNew(BookAddress entry, Now now) {
    int slot = slots.inNew(now, entry.address, entry.heardFrom);
    if (slot < 0) {
      return false;
    }
    BookAddress holder = slots.newAt(slot);
    if (holder != null) {
      removeWithPeer(holder);
    }
    slots.putNew(entry, slot);
    return true;
  }

  private void promote(Now now, BookAddress entry) {
    int slot = slots.inTried(entry.address);
    BookAddress holder = slots.triedAt(slot);
    if (holder == null) {
      slots.clear(entry);
      slots.putTried(entry, slot);
      collisions.remove(entry);
    } else if (now.wall().getEpochSecond() - holder.lastSuccessSeconds > RECENT_SUCCESS_SECONDS
        && collisions.size() < MAX_COLLISIONS) {
      collisions.putIfAbsent(entry, holder);
    }
  }

  /** Others that want the same slot meet the one who has it when they are reached again. */
  private void replace(Now now, BookAddress holder, BookAddress newcomer) {
    collisions.values().removeIf(other -> other == holder);
    int slot = holder.slot;
    slots.clear(holder);
    slots.clear(newcomer);
    slots.putTried(newcomer, slot);
    if (!placeInNew(holder, now)) {
      removeWithPeer(holder);
    }
  }

  private void removeWithPeer(BookAddress entry) {
    BookPeer peer = entry.peer;
    remove(entry);
    dropIfEmpty(peer);
  }
}
