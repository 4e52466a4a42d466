package network.vision.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.vision.gossip.ConnectionId;
import network.vision.gossip.Direction;
import network.vision.gossip.Effect;
import network.vision.gossip.Event;
import network.vision.gossip.GossipConfig;
import network.vision.gossip.Notice;
import network.vision.gossip.Now;
import network.vision.gossip.Outcome;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * What must hold after every step of one core, checked from the outside: from what it was told and
 * what it then wanted, without a look at its state.
 *
 * <ul>
 *   <li>nobody dials a source port, or an address of its own that it knows
 *   <li>no address is dialled twice at once, no connection id is used twice
 *   <li>nothing is said on a connection that is not a session, and each inbound one is answered
 *       once
 *   <li>sessions stay within their limits
 *   <li>a deadline that has come leads to something: no spinning
 *   <li>hearsay aims no dial: {@link AimRules}
 *   <li>what is said and saved keeps {@link WordRules} and {@link BookRules}
 * </ul>
 */
final class NodeRules {

  /** Sessions beside the target: feelers, and those that are about to end. */
  private static final int SPARE = 8;

  private static final int MAX_DIALS = 64;
  private static final int MAX_WAKES_AT_ONE_MOMENT = 1_000;

  private enum Phase {
    DIALLING,
    UNANSWERED,
    SESSION
  }

  private record Connection(Direction direction, Phase phase, PeerAddress remote) {
    Connection in(Phase next) {
      return new Connection(direction, next, remote);
    }
  }

  private final GossipConfig config;
  private final WordRules words;
  private final BookRules book;
  private final AimRules aim;
  private final Map<ConnectionId, Connection> connections = new HashMap<>();
  private final Set<PeerAddress> dialled = new HashSet<>();
  private final Set<PeerAddress> listening = new HashSet<>();
  private @Nullable PeerAddress advertised;
  private long lastDialled = -1;
  private long lastWakeMillis = -1;
  private int wakes;

  NodeRules(GossipConfig config, Disk disk) {
    this.config = config;
    this.words = new WordRules(config.isPrivateAllowed());
    this.book = new BookRules(disk);
    this.aim = new AimRules(config);
  }

  /** What does not hold; empty when all does. */
  Optional<String> check(Now now, Event event, Outcome outcome) {
    observe(now, event);
    aim.observe(event);
    for (Notice notice : outcome.notices()) {
      if (notice instanceof Notice.AddressAdvertised(var address, _)) {
        advertised = address;
      }
    }
    for (Effect effect : outcome.effects()) {
      Optional<String> wrong = judge(now, effect);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return wakes > MAX_WAKES_AT_ONE_MOMENT
        ? Optional.of("its deadline does not move on")
        : limits();
  }

  private void observe(Now now, Event event) {
    switch (event) {
      case Event.TimePassed() -> {
        wakes = now.millis() == lastWakeMillis ? wakes + 1 : 0;
        lastWakeMillis = now.millis();
      }
      case Event.ListeningStarted(var addresses) -> {
        listening.clear();
        listening.addAll(addresses);
      }
      case Event.HandshakeArrived arrived -> handshakeArrived(arrived);
      case Event.DialFailed(var id, _) -> forget(id);
      case Event.ConnectionClosed(var id, _) -> forget(id);
      case Event.BookAwaited _,
          Event.PeersRead _,
          Event.PeersLoaded _,
          Event.BansLoaded _,
          Event.BanWanted _,
          Event.UnbanWanted _,
          Event.StopWanted _,
          Event.AnnounceWanted _,
          Event.SeedResolved _,
          Event.SeedsChosen _,
          Event.MessageArrived _,
          Event.MessageRefused _,
          Event.PortsMapped _,
          Event.DialWanted _,
          Event.DisconnectWanted _ -> {}
    }
  }

  private void handshakeArrived(Event.HandshakeArrived arrived) {
    Connection connection = connections.get(arrived.connection());
    if (arrived.direction() == Direction.INBOUND) {
      connections.put(
          arrived.connection(),
          new Connection(Direction.INBOUND, Phase.UNANSWERED, arrived.remote()));
    } else if (connection != null) {
      dialled.remove(connection.remote());
      connections.put(arrived.connection(), connection.in(Phase.SESSION));
    }
  }

  private void forget(ConnectionId id) {
    Connection connection = connections.remove(id);
    if (connection != null && connection.phase() == Phase.DIALLING) {
      dialled.remove(connection.remote());
    }
  }

  private Optional<String> judge(Now now, Effect effect) {
    return switch (effect) {
      case Effect.Dial dial -> dial(dial).or(() -> aim.judge(now, dial.address()));
      case Effect.Accept(var id, _, var ours) -> accept(id).or(() -> words.judge(ours));
      case Effect.Send(var id, var message) -> send(id).or(() -> words.judge(message));
      case Effect.Close(var id, _, _) -> close(id);
      case Effect.Save(var peer) -> book.judge(peer);
      case Effect.Forget _,
          Effect.SaveBan _,
          Effect.ForgetBan _,
          Effect.SaveRecordSequence _,
          Effect.ResolveSeed _ ->
          Optional.empty();
    };
  }

  private Optional<String> dial(Effect.Dial dial) {
    PeerAddress address = dial.address();
    long id = dial.connection().value();
    if (id % 2 != 0 || id <= lastDialled) {
      return Optional.of("a connection id that is odd or was used before");
    }
    lastDialled = id;
    if (address.port() >= Fabric.FIRST_SOURCE_PORT) {
      return Optional.of("dials a source port");
    }
    if (address.equals(advertised) || listening.contains(address)) {
      return Optional.of("dials itself and knows it");
    }
    if (!dialled.add(address)) {
      return Optional.of("dials an address twice at once");
    }
    connections.put(dial.connection(), new Connection(Direction.OUTBOUND, Phase.DIALLING, address));
    return words.judge(dial.ours());
  }

  private Optional<String> accept(ConnectionId id) {
    Connection connection = connections.get(id);
    if (connection == null || connection.phase() != Phase.UNANSWERED) {
      return Optional.of("accepts what does not wait for it");
    }
    connections.put(id, connection.in(Phase.SESSION));
    return Optional.empty();
  }

  private Optional<String> send(ConnectionId id) {
    Connection connection = connections.get(id);
    return connection == null || connection.phase() != Phase.SESSION
        ? Optional.of("speaks on a connection that is no session")
        : Optional.empty();
  }

  private Optional<String> close(ConnectionId id) {
    if (!connections.containsKey(id)) {
      return Optional.of("closes a connection that is gone");
    }
    forget(id);
    return Optional.empty();
  }

  private Optional<String> limits() {
    int sessions = connections.size() - dialled.size();
    if (dialled.size() > MAX_DIALS) {
      return Optional.of(dialled.size() + " dials at once");
    }
    return sessions > config.maxInbound() + config.outbound() + config.peers().size() + SPARE
        ? Optional.of(sessions + " sessions")
        : Optional.empty();
  }
}
