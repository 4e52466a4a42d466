package network.vision.gossip;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.vision.protocol.GossipPeer;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Limits;
import network.vision.protocol.Message;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import network.vision.protocol.ReputationTier;
import org.jspecify.annotations.Nullable;

/**
 * What we tell whom: only addresses that we reached within a day, or that a connected peer said of
 * itself; nobody who is graylisted or banned.
 *
 * <p>Each asker's network group is told of the same part of these all day, 23 % of them or {@value
 * #SMALL} peers if that is more, so that asking again teaches nothing about the rest. Owner: the
 * loop thread.
 */
final class Selection {

  private static final int SMALL = 256;
  private static final double SHARE = 0.23;
  private static final int DRAWS = 400;
  private static final long DAY_SECONDS = 24 * 3600;

  private final Core core;
  private final Reachability reachability;
  private final KeyedHash hash;

  Selection(Core core, Reachability reachability) {
    this.core = core;
    this.reachability = reachability;
    this.hash = KeyedHash.drawn(core.random());
  }

  /** Ourselves and up to 49 others. */
  List<GossipPeer> peers(Now now, Session asker) {
    List<GossipPeer> told = new ArrayList<>();
    own(now, asker).ifPresent(told::add);
    for (BookPeer peer : drawn(now, asker, Limits.MAX_PEERS_SENT)) {
      if (told.size() < Limits.MAX_PEERS_SENT) {
        entry(now, asker, peer).ifPresent(told::add);
      }
    }
    return told;
  }

  /** These peers, as far as the asker may hear of them, and ourselves if wanted. */
  List<GossipPeer> about(Now now, Session asker, List<BookPeer> peers, boolean isOwnWordTold) {
    List<GossipPeer> told = new ArrayList<>();
    if (isOwnWordTold) {
      own(now, asker).ifPresent(told::add);
    }
    for (BookPeer peer : peers) {
      if (told.size() < Limits.MAX_PEERS_SENT) {
        entry(now, asker, peer).ifPresent(told::add);
      }
    }
    return told;
  }

  /** Up to 50 addresses. */
  List<PeerAddress> addresses(Now now, Session asker) {
    return drawn(now, asker, Limits.MAX_PEERS_SENT).stream()
        .flatMap(peer -> tellable(now, asker, peer).stream())
        .map(entry -> entry.address)
        .toList();
  }

  /** Up to 16 addresses with what we think of them. */
  List<Message.ExchangedPeer> exchanged(Now now, Session asker) {
    return drawn(now, asker, Limits.MAX_EXCHANGED_PEERS_SENT).stream()
        .flatMap(peer -> tellable(now, asker, peer).stream())
        .map(entry ->
            new Message.ExchangedPeer(
                entry.address, Math.max(0, entry.lastHeardSeconds), score(entry)))
        .toList();
  }

  /** 1 for an address that worked at the last try, less with each failure since. */
  static double score(BookAddress entry) {
    return (entry.isReached() ? 1.0 : 0.5) / (1 + entry.failures.inARow());
  }

  private Optional<GossipPeer> own(Now now, Session asker) {
    PeerAddress address = reachability.advertised();
    if (address == null || !core.local().saysPort() || !Exchange.isUnderstood(asker, address)) {
      return Optional.empty();
    }
    LocalNode local = core.local();
    return Optional.of(
        new GossipPeer(
            local.identity().nodeId(),
            local.tag(),
            local.identity().visionAddress(local.tag()),
            address,
            true,
            local.role(),
            now.wall().getEpochSecond(),
            "good",
            true,
            false,
            null,
            null,
            asker.version == HandshakeVersion.V4 ? reachability.record() : null));
  }

  private Optional<GossipPeer> entry(Now now, Session asker, BookPeer peer) {
    NodeId id = peer.nodeId;
    if (id == null) {
      return Optional.empty();
    }
    return tellable(now, asker, peer)
        .map(entry ->
            new GossipPeer(
                id,
                peer.tag(),
                peer.visionAddress(),
                entry.address,
                true,
                peer.naming.role().isEmpty() ? "constellation" : peer.naming.role(),
                Math.max(entry.lastHeardSeconds, peer.lastSeenSeconds),
                tier(now, peer).wireName(),
                peer.provenKey != null,
                entry.isReached(),
                null,
                null,
                asker.version == HandshakeVersion.V4 ? recordOf(peer, entry) : null));
  }

  private ReputationTier tier(Now now, BookPeer peer) {
    Session session = peer.nodeId == null ? null : core.sessions().with(peer.nodeId).orElse(null);
    return core.standing().tier(now, peer, session);
  }

  /** The peer's record, unless its handshake has named another address since. */
  private static @Nullable PeerRecord recordOf(BookPeer peer, BookAddress entry) {
    PeerRecord record = peer.record;
    return record != null && record.addresses().contains(entry.address) ? record : null;
  }

  private Optional<BookAddress> tellable(Now now, Session asker, BookPeer peer) {
    if (asker.peer.equals(peer.nodeId) || peer.isWithdrawn) {
      return Optional.empty();
    }
    boolean isConnected = core.sessions().isConnected(peer.nodeId);
    return peer.best()
        .filter(entry -> isReachedLately(now, entry) || mayRepeat(peer, entry, isConnected))
        .filter(entry -> core.policy().isAcceptable(entry.address.ip()))
        .filter(entry -> Exchange.isUnderstood(asker, entry.address))
        .filter(entry -> !core.standing().isGray(now, peer, entry.address))
        .filter(entry -> !core.standing().isBanned(now, entry.address, peer));
  }

  private static boolean isReachedLately(Now now, BookAddress entry) {
    return entry.isWorking()
        && now.wall().getEpochSecond() - entry.lastSuccessSeconds < DAY_SECONDS;
  }

  /**
   * A connected peer's own word, or a signed one that we heard, may be repeated before we reached
   * it.
   */
  private static boolean mayRepeat(BookPeer peer, BookAddress entry, boolean isConnected) {
    return !entry.isFailing()
        && entry.provenance == Provenance.HANDSHAKE
        && (isConnected || (entry.isClaimed && peer.record != null));
  }

  /** At most {@code most} peers of the part that this asker's group may know. */
  private List<BookPeer> drawn(Now now, Session asker, int most) {
    Set<BookPeer> drawn = new LinkedHashSet<>();
    for (Session session : core.sessions().all()) {
      core.book().peer(session.peer).ifPresent(drawn::add);
    }
    if (core.book().size() <= SMALL) {
      core.book().addresses().forEach(entry -> drawn.add(entry.peer));
    } else {
      for (int i = 0; i < DRAWS; i++) {
        addDrawn(drawn, core.book().drawTried(core.random()));
        addDrawn(drawn, i % 4 == 0 ? core.book().drawNew(core.random()) : null);
      }
    }
    return sample(part(now, asker, drawn), most);
  }

  /** Those of {@code drawn} that the asker's group may know and that may be told. */
  private List<BookPeer> part(Now now, Session asker, Set<BookPeer> drawn) {
    long group = core.policy().group(asker.remote.ip());
    long day = now.wall().getEpochSecond() / DAY_SECONDS;
    List<BookPeer> told = new ArrayList<>();
    List<BookPeer> others = new ArrayList<>();
    int looked = 0;
    for (BookPeer peer : drawn) {
      if (luck(peer, group, day) >= SHARE) {
        others.add(peer);
      } else {
        looked++;
        tellable(now, asker, peer).ifPresent(_ -> told.add(peer));
      }
    }
    double part = part(told.size(), looked);
    for (BookPeer peer : part > SHARE ? others : List.<BookPeer>of()) {
      if (luck(peer, group, day) < part) {
        tellable(now, asker, peer).ifPresent(_ -> told.add(peer));
      }
    }
    return told;
  }

  private static void addDrawn(Set<BookPeer> drawn, @Nullable BookAddress entry) {
    if (entry != null) {
      drawn.add(entry.peer);
    }
  }

  /**
   * The share of what may be told that one group hears of, from how many of those looked at may be.
   * Whoever is lucky enough for a small part is in every larger one, so a book that grows shows
   * fewer of those it had, and nobody else of them.
   */
  private double part(int tellable, int looked) {
    double estimate = (double) core.book().size() * tellable / Math.max(1, looked);
    return Math.max(SMALL / Math.max(SMALL, estimate), SHARE);
  }

  /** The same all day for one peer and one group, 0–1. */
  private double luck(BookPeer peer, long group, long day) {
    return (hash.hash(group, day, peer.key().hashCode()) >>> 11) * 0x1.0p-53;
  }

  private List<BookPeer> sample(List<BookPeer> from, int most) {
    for (int i = 0; i < Math.min(most, from.size()); i++) {
      int j = i + core.random().nextInt(from.size() - i);
      BookPeer swapped = from.get(i);
      from.set(i, from.get(j));
      from.set(j, swapped);
    }
    return from.subList(0, Math.min(most, from.size()));
  }
}
