package network.vision.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import network.vision.gossip.ConnectionId;
import network.vision.gossip.DialFailure;
import network.vision.gossip.Direction;
import network.vision.gossip.Effect;
import network.vision.gossip.Event;
import network.vision.protocol.Decoded;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Limits;
import network.vision.protocol.Message;
import org.jspecify.annotations.Nullable;

/**
 * A running node's transport: carries out what the core wants of connections, and reports as the
 * real transport does.
 *
 * <p>Each dial ends in exactly one of a handshake and a failure; each connection whose handshake
 * had come ends in exactly one report, by whichever side. A closed connection says nothing more.
 */
final class Switchboard {

  private static final long HANDSHAKE_MILLIS = Limits.HANDSHAKE_DEADLINE.toMillis();

  private enum Phase {
    DIALLING,
    UNANSWERED,
    SESSION
  }

  private static final class Connection {
    final ConnectionId id;
    final Direction direction;
    final Socket socket;
    final Effect.@Nullable Dial dial;
    Phase phase;

    Connection(ConnectionId id, Direction direction, Socket socket, Effect.@Nullable Dial dial) {
      this.id = id;
      this.direction = direction;
      this.socket = socket;
      this.dial = dial;
      this.phase = dial == null ? Phase.UNANSWERED : Phase.DIALLING;
    }
  }

  private final Host owner;
  private final Fabric fabric;
  private final Timeline timeline;
  private final Consumer<Event> core;
  private final Map<ConnectionId, Connection> byId = new HashMap<>();
  private final Map<Socket, Connection> bySocket = new HashMap<>();
  private long nextInbound = 1;

  Switchboard(Host owner, Fabric fabric, Timeline timeline, Consumer<Event> core) {
    this.owner = owner;
    this.fabric = fabric;
    this.timeline = timeline;
    this.core = core;
  }

  /** How many connections there are, dials included. */
  int connections() {
    return byId.size();
  }

  /** How many sessions there are. */
  int sessions() {
    return (int) byId.values().stream().filter(c -> c.phase == Phase.SESSION).count();
  }

  /** The other ends of the sessions. */
  List<Host> neighbours() {
    return byId.values().stream()
        .filter(connection -> connection.phase == Phase.SESSION)
        .flatMap(connection -> Optional.ofNullable(connection.socket.other()).stream())
        .map(Socket::host)
        .toList();
  }

  void dial(Effect.Dial dial) {
    Socket socket = fabric.dial(owner, dial.address());
    Connection connection = new Connection(dial.connection(), Direction.OUTBOUND, socket, dial);
    add(connection);
    timeline.after(
        HANDSHAKE_MILLIS,
        () -> {
          if (connection.phase == Phase.DIALLING) {
            end(connection, new Event.DialFailed(connection.id, DialFailure.TIMEOUT));
          }
        });
  }

  void accept(Effect.Accept accept) {
    Connection connection = byId.get(accept.connection());
    if (connection != null && connection.phase == Phase.UNANSWERED) {
      connection.phase = Phase.SESSION;
      fabric.send(connection.socket, fabric.wire().hello(accept.version(), accept.ours()));
    }
  }

  void send(Effect.Send send) {
    Connection connection = byId.get(send.connection());
    if (connection != null && connection.phase == Phase.SESSION) {
      fabric.send(connection.socket, fabric.wire().word(send.message()));
    }
  }

  void close(Effect.Close close) {
    Connection connection = byId.get(close.connection());
    if (connection == null) {
      return;
    }
    Message.Disconnect farewell = close.farewell();
    if (farewell != null && connection.phase == Phase.SESSION) {
      fabric.send(connection.socket, fabric.wire().word(farewell));
    }
    fabric.send(connection.socket, new Parcel.End());
    end(
        connection,
        connection.phase == Phase.DIALLING
            ? new Event.DialFailed(connection.id, DialFailure.LOCAL)
            : new Event.ConnectionClosed(connection.id, "requested"));
  }

  /** Ends all connections in good order, as a node that stops. */
  void closeAll() {
    for (Connection connection : all()) {
      fabric.send(connection.socket, new Parcel.End());
      remove(connection);
      connection.socket.close();
    }
  }

  /** Forgets all connections without a word, as a node that loses power. */
  void abandonAll() {
    for (Connection connection : all()) {
      remove(connection);
      connection.socket.abandon();
    }
  }

  /** Loses all connections without a word while the node runs on; it notices only by silence. */
  void loseAll() {
    for (Connection connection : all()) {
      Socket other = connection.socket.other();
      if (other != null) {
        other.sever();
      }
      connection.socket.sever();
    }
  }

  /** Breaks all connections; both sides are told. */
  void resetAll() {
    for (Connection connection : all()) {
      fabric.send(connection.socket, new Parcel.Reset());
      broken(connection, "reset");
    }
  }

  void opened(Socket socket) {
    Connection connection = bySocket.get(socket);
    if (connection != null && connection.dial != null) {
      Effect.Dial dial = connection.dial;
      fabric.send(socket, fabric.wire().hello(dial.version(), dial.ours()));
    } else {
      fabric.send(socket, new Parcel.End());
    }
  }

  void failed(Socket socket, DialFailure failure) {
    Connection connection = bySocket.get(socket);
    if (connection != null) {
      end(connection, new Event.DialFailed(connection.id, failure));
    }
  }

  void received(Socket socket, Parcel parcel) {
    Connection connection = bySocket.get(socket);
    switch (parcel) {
      case Parcel.Hello(var version, var handshake) when connection == null ->
          introduced(socket, version, handshake);
      case Parcel.Hello(var version, var handshake) -> answered(connection, version, handshake);
      case Parcel.Word(var message) -> heard(connection, message);
      case Parcel.End() -> broken(connection, "closed by peer");
      case Parcel.Reset() -> broken(connection, "reset");
    }
  }

  private void introduced(Socket socket, HandshakeVersion version, Decoded<Handshake> handshake) {
    switch (handshake) {
      case Decoded.Refused<Handshake> _ -> {
        fabric.send(socket, new Parcel.End());
        socket.close();
      }
      case Decoded.Accepted<Handshake>(var value) -> {
        Connection connection =
            new Connection(new ConnectionId(nextInbound), Direction.INBOUND, socket, null);
        nextInbound += 2;
        add(connection);
        core.accept(arrival(connection, version, value));
        timeline.after(
            HANDSHAKE_MILLIS,
            () -> {
              if (connection.phase == Phase.UNANSWERED) {
                fabric.send(socket, new Parcel.End());
                broken(connection, "unanswered");
              }
            });
      }
    }
  }

  private void answered(
      Connection connection, HandshakeVersion version, Decoded<Handshake> handshake) {
    if (connection.phase != Phase.DIALLING) {
      return;
    }
    switch (handshake) {
      case Decoded.Refused<Handshake> _ ->
          end(connection, new Event.DialFailed(connection.id, DialFailure.PROTOCOL));
      case Decoded.Accepted<Handshake>(var value) -> {
        connection.phase = Phase.SESSION;
        core.accept(arrival(connection, version, value));
      }
    }
  }

  private void heard(@Nullable Connection connection, Decoded<Message> message) {
    if (connection == null || connection.phase == Phase.DIALLING) {
      return;
    }
    core.accept(
        switch (message) {
          case Decoded.Accepted<Message>(var value) ->
              new Event.MessageArrived(connection.id, value);
          case Decoded.Refused<Message>(var refusal) ->
              new Event.MessageRefused(connection.id, refusal);
        });
  }

  private void broken(@Nullable Connection connection, String reason) {
    if (connection != null) {
      end(
          connection,
          connection.phase == Phase.DIALLING
              ? new Event.DialFailed(connection.id, DialFailure.CLOSED_UNANSWERED)
              : new Event.ConnectionClosed(connection.id, reason));
    }
  }

  private void end(Connection connection, Event report) {
    if (byId.get(connection.id) == connection) {
      remove(connection);
      connection.socket.close();
      core.accept(report);
    }
  }

  private static Event.HandshakeArrived arrival(
      Connection connection, HandshakeVersion version, Handshake handshake) {
    return new Event.HandshakeArrived(
        connection.id, connection.direction, connection.socket.remote(), version, handshake);
  }

  private void add(Connection connection) {
    byId.put(connection.id, connection);
    bySocket.put(connection.socket, connection);
  }

  private void remove(Connection connection) {
    byId.remove(connection.id);
    bySocket.remove(connection.socket);
  }

  private List<Connection> all() {
    List<Connection> all = new ArrayList<>(byId.values());
    all.sort((a, b) -> Long.compare(a.id.value(), b.id.value()));
    return all;
  }
}
