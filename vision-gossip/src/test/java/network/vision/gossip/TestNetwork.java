package network.vision.gossip;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import network.vision.protocol.Identity;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.NetworkProfile;
import network.vision.protocol.PeerAddress;

/** A few real cores joined without delay: what one sends has arrived when the call returns. */
final class TestNetwork {

  static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MAX_EVENTS_AT_ONCE = 10_000;
  private static final int MAX_STEPS = 100_000;
  private static final int SOURCE_PORT = 50_000;

  /** One core with what it asked for and told. */
  static final class Node {
    final Identity identity;
    final Gossip gossip;
    final IpAddress ip;
    final List<Effect> effects = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();
    final Map<ConnectionId, Far> far = new HashMap<>();
    PeerAddress listening;

    Node(Identity identity, Gossip gossip, PeerAddress listening) {
      this.identity = identity;
      this.gossip = gossip;
      this.ip = listening.ip();
      this.listening = listening;
    }

    List<PeerAddress> dialled() {
      return effects.stream()
          .filter(Effect.Dial.class::isInstance)
          .map(effect -> ((Effect.Dial) effect).address())
          .toList();
    }

    Effect.Dial lastDial() {
      return effects.stream()
          .filter(Effect.Dial.class::isInstance)
          .map(Effect.Dial.class::cast)
          .reduce((_, last) -> last)
          .orElseThrow();
    }

    ConnectionId connectionTo(Node other) {
      return far.entrySet().stream()
          .filter(entry -> entry.getValue().node() == other)
          .map(Map.Entry::getKey)
          .findFirst()
          .orElseThrow();
    }

    KnownPeer known(Node other, Now now) {
      return gossip.view(now).peers().stream()
          .map(GossipView.PeerRow::peer)
          .filter(peer -> other.identity.nodeId().equals(peer.nodeId()))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * The other end of a connection.
   *
   * @param dialled where the connection leads, whoever dialled it
   */
  record Far(Node node, ConnectionId connection, PeerAddress dialled) {}

  private final Map<PeerAddress, Node> listeners = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<PeerAddress, List<Runnable>> held = new HashMap<>();
  private final Deque<Runnable> pending = new ArrayDeque<>();
  private long millis;
  private long inbound = 1;
  private boolean isSilent;

  Now now() {
    return new Now(millis, T0.plusMillis(millis));
  }

  Node node(int number, String address, UnaryOperator<GossipConfig> change) {
    return node(number, address, change, true);
  }

  Node node(int number, String address, UnaryOperator<GossipConfig> change, boolean saysPort) {
    byte[] secret = new byte[Identity.SECRET_BYTES];
    secret[0] = (byte) number;
    Identity identity = Identity.of(secret);
    LocalNode local =
        new LocalNode(
            identity,
            NetworkProfile.builtIn("devnet").orElseThrow(),
            identity.defaultTag(),
            "constellation",
            "",
            number,
            111,
            "v1.1.1",
            null,
            saysPort);
    GossipConfig config = change.apply(GossipConfig.defaults().withPrivateAllowed(true));
    PeerAddress listening = PeerAddress.parse(address).orElseThrow();
    Node node =
        new Node(identity, new Gossip(local, config, new SplittableRandom(number)), listening);
    nodes.add(node);
    listeners.put(listening, node);
    return node;
  }

  void start(Node node) {
    step(node, new Event.ListeningStarted(List.of(node.listening)));
  }

  /** The node listens at {@code address} beside where it says it does. */
  void listenToo(Node node, PeerAddress address) {
    listeners.put(address, node);
  }

  /** The node listens elsewhere from now on; its connections stay. */
  void move(Node node, String address) {
    listeners.remove(node.listening);
    node.listening = PeerAddress.parse(address).orElseThrow();
    listeners.put(node.listening, node);
    start(node);
  }

  /** Nobody gets through to the node from outside any more; it still dials. */
  void shut(Node node) {
    listeners.remove(node.listening);
  }

  /** A dial to where nobody listens is neither answered nor refused from now on. */
  void beSilentWhereNobodyListens() {
    isSilent = true;
  }

  /** Ends what {@link #shut} began. */
  void open(Node node) {
    listeners.put(node.listening, node);
  }

  /** Dials to {@code address} come to nothing until they are released. */
  void hold(PeerAddress address) {
    held.put(address, new ArrayList<>());
  }

  /** Ends what {@link #hold} began; the dials that waited go on. */
  void release(PeerAddress address) {
    pending.addAll(held.remove(address));
    settle();
  }

  void step(Node node, Event event) {
    pending.add(() -> perform(node, event));
    settle();
  }

  private void settle() {
    for (int i = 0; !pending.isEmpty(); i++) {
      if (i > MAX_EVENTS_AT_ONCE) {
        throw new AssertionError(
            "no end: " + nodes.stream().map(node -> last(node.notices)).toList());
      }
      pending.remove().run();
    }
  }

  private static String last(List<?> list) {
    return list.subList(Math.max(0, list.size() - 12), list.size()).toString();
  }

  /** Lets time pass, every deadline in its turn. */
  void pass(Duration duration) {
    long end = millis + duration.toMillis();
    int stepsAtOnce = 0;
    while (stepsAtOnce++ < MAX_STEPS) {
      Node next = null;
      for (Node node : nodes) {
        if (next == null || node.gossip.nextDeadlineMillis() < next.gossip.nextDeadlineMillis()) {
          next = node;
        }
      }
      if (next == null || next.gossip.nextDeadlineMillis() > end) {
        millis = end;
        return;
      }
      if (next.gossip.nextDeadlineMillis() > millis) {
        millis = next.gossip.nextDeadlineMillis();
        stepsAtOnce = 0;
      }
      step(next, new Event.TimePassed());
    }
    throw new AssertionError("time stands still at " + millis);
  }

  private void perform(Node node, Event event) {
    Outcome outcome = node.gossip.step(now(), event);
    node.notices.addAll(outcome.notices());
    node.effects.addAll(outcome.effects());
    outcome.effects().forEach(effect -> carryOut(node, effect));
  }

  private void carryOut(Node node, Effect effect) {
    switch (effect) {
      case Effect.Dial dial -> dial(node, dial);
      case Effect.Accept accept -> {
        Far far = node.far.get(accept.connection());
        if (far != null) {
          later(
              far.node(),
              new Event.HandshakeArrived(
                  far.connection(),
                  Direction.OUTBOUND,
                  far.dialled(),
                  accept.version(),
                  accept.ours()));
        }
      }
      case Effect.Send(ConnectionId connection, Message message) -> {
        Far far = node.far.get(connection);
        if (far != null) {
          later(far.node(), new Event.MessageArrived(far.connection(), message));
        }
      }
      case Effect.Close close -> {
        Far far = node.far.remove(close.connection());
        if (far != null) {
          far.node().far.remove(far.connection());
          later(node, new Event.ConnectionClosed(close.connection(), close.cause().label()));
          later(far.node(), new Event.ConnectionClosed(far.connection(), "closed by peer"));
        }
      }
      case Effect.Save _,
          Effect.Forget _,
          Effect.SaveBan _,
          Effect.ForgetBan _,
          Effect.SaveRecordSequence _,
          Effect.ResolveSeed _ -> {}
    }
  }

  private void dial(Node node, Effect.Dial dial) {
    if (held.containsKey(dial.address())) {
      held.get(dial.address()).add(() -> dial(node, dial));
      return;
    }
    Node listener = listeners.get(dial.address());
    if (listener == null) {
      if (!isSilent) {
        later(node, new Event.DialFailed(dial.connection(), DialFailure.REFUSED));
      }
      return;
    }
    ConnectionId accepted = new ConnectionId(inbound);
    inbound += 2;
    node.far.put(dial.connection(), new Far(listener, accepted, dial.address()));
    listener.far.put(accepted, new Far(node, dial.connection(), dial.address()));
    later(
        listener,
        new Event.HandshakeArrived(
            accepted,
            Direction.INBOUND,
            new PeerAddress(node.ip, SOURCE_PORT),
            dial.version(),
            dial.ours()));
  }

  private void later(Node node, Event event) {
    pending.add(() -> perform(node, event));
  }
}
