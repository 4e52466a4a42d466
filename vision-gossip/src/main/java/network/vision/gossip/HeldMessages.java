package network.vision.gossip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import network.vision.protocol.Message;

/**
 * What peers say of others, or ask about them, while it is not known yet what the book holds.
 *
 * <p>Bounded: {@value #PER_SESSION} messages of a session, and {@value #INBOUND} of all that
 * dialled us; what comes beyond is dropped and counted. Gossip is said again; who asks has to ask
 * again. Owner: the loop thread.
 */
final class HeldMessages {

  private static final int PER_SESSION = 4;
  private static final int INBOUND = 32;

  /** One of them, and where it came in. */
  record Held(Session session, Message message) {}

  private final Deque<Held> held = new ArrayDeque<>();

  /** Whether {@code message} cannot be answered without the book. */
  static boolean isAboutOthers(Message message) {
    return switch (message) {
      case Message.GetPeers _,
          Message.PeerExchangeRequest _,
          Message.PeerList _,
          Message.PeerExchangeResponse _,
          Message.PeerGossip _,
          Message.DialBack _ ->
          true;
      case Message.Ping _,
          Message.Pong _,
          Message.GetTip _,
          Message.Tip _,
          Message.GetBlockHash _,
          Message.BlockHash _,
          Message.ProofOfKey _,
          Message.DialBackResult _,
          Message.Disconnect _,
          Message.Uninterpreted _,
          Message.Unknown _ ->
          false;
    };
  }

  /** Holds a message; false: there is no room. */
  boolean hold(Session session, Message message) {
    long ofSession = held.stream().filter(other -> other.session() == session).count();
    long inbound = held.stream().filter(other -> !other.session().isOutbound()).count();
    return ofSession < PER_SESSION
        && (session.isOutbound() || inbound < INBOUND)
        && held.add(new Held(session, message));
  }

  /** Drops what came in on a session that is gone. */
  void forget(Session session) {
    held.removeIf(other -> other.session() == session);
  }

  /** All of them in the order in which they came, held no longer. */
  List<Held> take() {
    List<Held> taken = new ArrayList<>(held);
    held.clear();
    return taken;
  }
}
