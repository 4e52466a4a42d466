package network.vision.gossip;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Words that do not agree, each told once and kept to be asked for. At most {@value #MAX_KEPT}, the
 * oldest forgotten first, so that liars cannot fill it.
 *
 * <p>Owner: the loop thread.
 */
final class Conflicts {

  private static final int MAX_KEPT = 512;
  private static final int MAX_ADDRESSES = 8;

  /** Kinds as text: the hash of an enum differs from run to run. */
  private record Key(String kind, IpAddress ip, @Nullable NodeId peer) {}

  private static final class Found {
    final ConflictKind kind;
    final Set<PeerAddress> addresses = new LinkedHashSet<>();
    final Instant since;
    Instant last;

    Found(ConflictKind kind, Instant since) {
      this.kind = kind;
      this.since = since;
      this.last = since;
    }
  }

  private final Outbox out;
  private final Map<Key, Found> entries =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Found> eldest) {
          return size() > MAX_KEPT;
        }
      };

  Conflicts(Outbox out) {
    this.out = out;
  }

  /** A session began: whether another node connected from the same IP says another port. */
  void began(Now now, Session session, Sessions sessions, AddressPolicy policy) {
    PeerAddress said = session.saidAddress();
    if (said == null || !policy.isPublic(said.ip())) {
      return;
    }
    for (Session other : sessions.all()) {
      PeerAddress others = other.saidAddress();
      if (others != null
          && !other.peer.equals(session.peer)
          && others.ip().equals(said.ip())
          && others.port() != said.port()) {
        found(now, ConflictKind.SEVERAL_PORTS, said.ip(), null, List.of(others, said));
      }
    }
  }

  /** Somebody told another port of a peer than it says of itself. */
  void heard(Now now, BookPeer peer, PeerAddress told) {
    peer.addresses.stream()
        .filter(own -> own.isClaimed || own.isReached())
        .map(own -> own.address)
        .filter(own -> own.ip().equals(told.ip()) && own.port() != told.port())
        .findFirst()
        .ifPresent(own ->
            found(
                now,
                ConflictKind.WORD_AGAINST_HEARSAY,
                told.ip(),
                peer.nodeId,
                List.of(own, told)));
  }

  /** Two sessions of one proven id are alive at different IPs. */
  void twice(Now now, Session older, Session newer) {
    if (!older.remote.ip().equals(newer.remote.ip()) && older.isProven && newer.isProven) {
      found(
          now,
          ConflictKind.SEVERAL_PLACES,
          newer.remote.ip(),
          newer.peer,
          List.of(older.remote, newer.remote));
    }
  }

  /** The newest last. */
  List<GossipView.ConflictRow> rows() {
    List<GossipView.ConflictRow> rows = new ArrayList<>();
    entries.forEach((key, entry) ->
        rows.add(
            new GossipView.ConflictRow(
                entry.kind,
                key.ip(),
                key.peer(),
                List.copyOf(entry.addresses),
                entry.since,
                entry.last)));
    return rows;
  }

  private void found(
      Now now,
      ConflictKind kind,
      IpAddress ip,
      @Nullable NodeId peer,
      List<PeerAddress> addresses) {
    Key key = new Key(kind.label(), ip, peer);
    Found found = entries.get(key);
    if (found == null) {
      found = new Found(kind, now.wall());
      entries.put(key, found);
      out.tell(new Notice.PortConflict(kind, ip, peer, addresses));
    }
    found.last = now.wall();
    for (PeerAddress address : addresses) {
      if (found.addresses.size() < MAX_ADDRESSES) {
        found.addresses.add(address);
      }
    }
  }
}
