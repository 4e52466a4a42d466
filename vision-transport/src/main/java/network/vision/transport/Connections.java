package network.vision.transport;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sockets of one transport, those with a name by their name. Bounded by the caps on accepted
 * sockets and by whoever dials. Safe for all threads.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the channel tells
final class Connections {

  private final ChannelGroup sockets;
  private final Map<ConnectionId, Channel> named = new ConcurrentHashMap<>();
  private final Set<Channel> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicLong nextInbound = new AtomicLong(1);

  Connections(EventExecutor executor) {
    this.sockets = new DefaultChannelGroup(executor);
  }

  ConnectionId newInboundId() {
    return new ConnectionId(nextInbound.getAndAdd(2));
  }

  /** Every socket but the listening ones; one that closes leaves by itself. */
  ChannelGroup sockets() {
    return sockets;
  }

  /**
   * Gives {@code channel} its name until it closes.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  void name(ConnectionId connection, Channel channel) {
    if (named.putIfAbsent(connection, channel) != null) {
      throw new IllegalArgumentException(connection + " is another connection");
    }
    channel.closeFuture().addListener(_ -> named.remove(connection));
  }

  /** Hands {@code command} to the connection; nothing happens if it has ended. */
  void tell(ConnectionId connection, Command command) {
    Channel channel = named.get(connection);
    if (channel != null) {
      channel.pipeline().fireUserEventTriggered(command);
    }
  }

  /**
   * Writes {@code message} to the connection, which learns of a failure; nothing happens if it has
   * ended.
   */
  void write(ConnectionId connection, Object message) {
    Channel channel = named.get(connection);
    if (channel != null) {
      channel.writeAndFlush(message, channel.voidPromise());
    }
  }

  /** {@code channel} waits for room in the mailbox. */
  void await(Channel channel) {
    waiting.add(channel);
  }

  void stopAwaiting(Channel channel) {
    waiting.remove(channel);
  }

  /** There is room in the mailbox. */
  void resumeAll() {
    waiting.forEach(channel -> channel.pipeline().fireUserEventTriggered(new Command.Resume()));
  }
}
