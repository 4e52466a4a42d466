package network.vision.gossip;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected. At most three sessions belong to one node, and only while it is being found out
 * which one stays ({@link Rivals}).
 *
 * <p>Owner: the loop thread.
 */
final class Sessions {

  private final Map<ConnectionId, Session> byConnection = new LinkedHashMap<>();
  private final Map<NodeId, Session> byPeer = new HashMap<>();
  private int outbound;

  Collection<Session> all() {
    return byConnection.values();
  }

  int size() {
    return byConnection.size();
  }

  int outbound() {
    return outbound;
  }

  int inbound() {
    return byConnection.size() - outbound;
  }

  /** Whether any node has more than one session. */
  boolean hasRivals() {
    return byConnection.size() > byPeer.size();
  }

  @Nullable Session of(ConnectionId connection) {
    return byConnection.get(connection);
  }

  /** The session that stands for the peer. */
  Optional<Session> with(NodeId peer) {
    return Optional.ofNullable(byPeer.get(peer));
  }

  boolean isConnected(@Nullable NodeId peer) {
    return peer != null && byPeer.containsKey(peer);
  }

  /** Whether a session leads to {@code address}, or its peer says that it is there. */
  boolean isConnectedAt(PeerAddress address) {
    return byConnection.values().stream()
        .anyMatch(session ->
            session.isOutbound()
                ? session.remote.equals(address)
                : address.equals(session.saidAddress()));
  }

  /** Adds a session; it stands for its peer unless another does already. */
  void add(Session session) {
    byConnection.put(session.connection, session);
    byPeer.putIfAbsent(session.peer, session);
    if (session.isOutbound()) {
      outbound++;
    }
  }

  /** Removes a session; one that was its rival takes its place. */
  void remove(Session session) {
    if (byConnection.remove(session.connection) == null) {
      return;
    }
    if (session.isOutbound()) {
      outbound--;
    }
    if (byPeer.remove(session.peer, session)) {
      byConnection.values().stream()
          .filter(other -> other.peer.equals(session.peer))
          .findFirst()
          .ifPresent(other -> byPeer.put(other.peer, other));
    }
    for (Session other : byConnection.values()) {
      if (other.rival == session) {
        other.rival = null;
        other.isRivalAsked = false;
        other.rivalDeadlineMillis = Session.NEVER;
      }
    }
  }
}
