package network.vision.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import network.vision.protocol.Handshake;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * The node's sockets: listens, dials, frames, and keeps deadlines and caps. Decides nothing about
 * peers.
 *
 * <p>
 *
 * {@snippet :
 * try (Transport transport = Transport.start(config, listener)) {
 *   transport.dial(new ConnectionId(2), address, HandshakeVersion.V4, ours);
 * } // listener.handshakeArrived or listener.dialFailed
 * }
 *
 * <p>All methods may be called from any thread and return at once, except {@link #start} and {@link
 * #close()}. What is said to a connection that has ended is dropped, since its end may be on its
 * way to the listener.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the channel tells
public final class Transport implements AutoCloseable {

  private static final long STOP_SECONDS = 3;

  private final EventLoopGroup loops;
  private final @Nullable EventLoopGroup relayLoops;
  private final Shared shared;
  private final Dialler dialler;
  private final ListeningSockets listening;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private Transport(Threads threads, Shared shared, ListeningSockets listening) {
    this.loops = threads.network;
    this.relayLoops = threads.relay;
    this.shared = shared;
    this.dialler = new Dialler(loops, shared);
    this.listening = listening;
  }

  /**
   * Binds all listening addresses and starts; the listener may be called before this returns.
   *
   * @throws ListenException if one of them cannot be bound; nothing is left open
   */
  public static Transport start(TransportConfig config, TransportListener listener)
      throws ListenException {
    Threads threads = Threads.start(config);
    try {
      Shared shared = shared(config, listener, threads);
      return new Transport(threads, shared, ListeningSockets.bind(threads.network, shared));
    } catch (ListenException e) {
      threads.stop();
      throw e;
    }
  }

  /**
   * Where the transport listens, in the order configured, with real ports; wildcards as they are
   * bound.
   */
  public List<PeerAddress> listening() {
    return listening.addresses();
  }

  /**
   * Dials {@code address}, says {@code ours} and waits for the answer; ends in exactly one of
   * {@link TransportListener#handshakeArrived} and {@link TransportListener#dialFailed}. No other
   * way leads to an outbound socket, and {@link TransportConfig#dialOnly} is checked here.
   *
   * @param connection even, and never used before
   * @throws IllegalArgumentException if it is not, or if {@code ours} is too long to be sent
   */
  public void dial(
      ConnectionId connection, PeerAddress address, HandshakeVersion version, Handshake ours) {
    if (connection.direction() != Direction.OUTBOUND) {
      throw new IllegalArgumentException(connection + " is an inbound connection");
    }
    dialler.dial(new Dial(connection, address, version, HandshakeCodec.encode(version, ours)));
  }

  /**
   * Answers the handshake of an inbound connection; from then on there are messages.
   *
   * @param version in which the peer spoke
   * @throws IllegalArgumentException if {@code answer} is too long to be sent
   */
  public void accept(ConnectionId connection, HandshakeVersion version, Handshake answer) {
    shared
        .connections()
        .tell(connection, new Command.Accept(HandshakeCodec.encode(version, answer)));
  }

  /** Sends {@code message}, after a dial's handshake has arrived or an inbound one was accepted. */
  public void send(ConnectionId connection, Message message) {
    shared.connections().write(connection, message);
  }

  /**
   * Ends a connection, or a dial.
   *
   * @param farewell what is said last, or null; it has the farewell deadline to leave. Not said
   *     before the handshake is over
   */
  public void close(ConnectionId connection, @Nullable Message farewell) {
    shared.connections().tell(connection, new Command.Close(farewell));
  }

  /** The listener has room again: what it did not take is offered once more. */
  public void resumeReading() {
    shared.connections().resumeAll();
  }

  /** What was counted so far; cheap. */
  public TransportStats stats() {
    return shared.counters().stats();
  }

  /**
   * Stops listening, then ends every connection with {@link CloseReason#SHUTDOWN}; farewells that
   * are on their way get their deadline. Waits for the end of all, a few seconds at most. Not to be
   * called by the listener.
   */
  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      listening.close();
      var sockets = shared.connections().sockets();
      sockets.forEach(socket -> socket.pipeline().fireUserEventTriggered(new Command.ShutDown()));
      long farewell = shared.config().deadlines().farewell().toMillis();
      sockets
          .newCloseFuture()
          .awaitUninterruptibly(farewell + TimeUnit.SECONDS.toMillis(1), TimeUnit.MILLISECONDS);
      sockets.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
      new Threads(loops, relayLoops).stop();
    }
  }

  private static Shared shared(
      TransportConfig config, TransportListener listener, Threads threads) {
    Counters counters = new Counters();
    long cap = config.flow().bytesPerSecond();
    HttpHandover http = config.http();
    return new Shared(
        config,
        listener,
        counters,
        new Connections(threads.network.next()),
        new UnfinishedHandshakes<>(config.caps().unfinished(), config.caps().unfinishedPerIp()),
        cap == 0 ? null : new BandwidthCap(cap, threads.network.next().ticker().nanoTime()),
        http == null || threads.relay == null
            ? null
            : new HttpRelay(http, threads.relay, counters));
  }

  /** The network threads, and the one of the local channels when HTTP shares the socket. */
  private record Threads(EventLoopGroup network, @Nullable EventLoopGroup relay) {

    static Threads start(TransportConfig config) {
      return new Threads(
          group(config.threads(), "vision-net-", NioIoHandler.newFactory()),
          config.http() == null ? null : group(1, "vision-net-http-", LocalIoHandler.newFactory()));
    }

    void stop() {
      stop(network);
      if (relay != null) {
        stop(relay);
      }
    }

    private static void stop(EventLoopGroup group) {
      group
          .shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
          .awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    }

    private static EventLoopGroup group(int threads, String name, IoHandlerFactory io) {
      AtomicInteger count = new AtomicInteger();
      ThreadFactory factory =
          task -> {
            Thread thread = new FastThreadLocalThread(task, name + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          };
      return new MultiThreadIoEventLoopGroup(threads, factory, io);
    }
  }
}
