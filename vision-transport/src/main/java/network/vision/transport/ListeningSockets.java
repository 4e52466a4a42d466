package network.vision.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import network.vision.protocol.PeerAddress;
import network.vision.transport.ListenException.Problem;

/** The listening sockets of one transport: bound all together or not at all. */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the channel tells
final class ListeningSockets {

  /**
   * So many may wait to be accepted; the system may allow fewer. One that finds no room tries again
   * after 1 s.
   */
  private static final int BACKLOG = 4096;

  private final List<Channel> sockets;
  private final SpareDescriptors spares;
  private final List<PeerAddress> addresses;

  private ListeningSockets(
      List<Channel> sockets, SpareDescriptors spares, List<PeerAddress> addresses) {
    this.sockets = sockets;
    this.spares = spares;
    this.addresses = List.copyOf(addresses);
  }

  /** Binds what the configuration asks for; what comes in goes through an {@link InboundDoor}. */
  static ListeningSockets bind(EventLoopGroup loops, Shared shared) throws ListenException {
    ListenPlan plan = ListenPlan.of(shared.config().listen(), hasIpv6());
    List<Channel> sockets = new ArrayList<>();
    SpareDescriptors spares = new SpareDescriptors();
    try {
      for (ListenPlan.Socket socket : plan.sockets()) {
        sockets.add(bind(socket, loops, shared, spares));
      }
    } catch (ListenException e) {
      sockets.forEach(socket -> socket.close().awaitUninterruptibly());
      spares.close();
      throw e;
    }
    List<PeerAddress> addresses =
        plan.places().stream()
            .map(place -> new PeerAddress(place.ip(), port(sockets.get(place.socket()))))
            .toList();
    return new ListeningSockets(sockets, spares, addresses);
  }

  /** Where others can connect, in the order configured. */
  List<PeerAddress> addresses() {
    return addresses;
  }

  void close() {
    sockets.forEach(socket -> socket.close().awaitUninterruptibly());
    spares.close();
  }

  private static Channel bind(
      ListenPlan.Socket socket, EventLoopGroup loops, Shared shared, SpareDescriptors spares)
      throws ListenException {
    SocketProtocolFamily family =
        socket.ip().isIpv4() ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channelFactory(() -> new NioServerSocketChannel(SelectorProvider.provider(), family))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, isReuseNeeded())
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Dialler.waterMark(shared.config()))
            .handler(new AcceptWatch(shared, spares))
            .childHandler(new Furnisher(shared))
            .bind(new InetSocketAddress(socket.ip().toInetAddress(), socket.port()))
            .awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      throw new ListenException(socket.configured(), problem(cause), cause);
    }
    return bound.channel();
  }

  /**
   * A port of a node that has just stopped waits in TIME_WAIT, except on Windows, where the option
   * means theft.
   */
  private static boolean isReuseNeeded() {
    return !System.getProperty("os.name", "").startsWith("Windows");
  }

  private static boolean hasIpv6() {
    try (ServerSocketChannel _ = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static Problem problem(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT);
    if (root instanceof UnsupportedOperationException) {
      return Problem.NO_IPV6;
    }
    if (text.contains("in use")) {
      return Problem.IN_USE;
    }
    if (text.contains("permission denied")) {
      return Problem.DENIED;
    }
    if (text.contains("cannot assign")) {
      return Problem.NOT_LOCAL;
    }
    return text.contains("too many open files") ? Problem.NO_DESCRIPTORS : Problem.OTHER;
  }

  private static int port(Channel socket) {
    return ((InetSocketAddress) socket.localAddress()).getPort();
  }

  /** Furnishes each accepted socket. */
  private static final class Furnisher extends ChannelInitializer<SocketChannel> {

    private final Shared shared;

    Furnisher(Shared shared) {
      this.shared = shared;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      Optional<InetSocketAddress> remote = Optional.ofNullable(channel.remoteAddress());
      if (remote.isEmpty()) {
        channel.close();
        return;
      }
      PeerAddress address = PeerAddress.of(remote.get());
      shared.connections().sockets().add(channel);
      Wire wire = Wire.install(channel, shared);
      channel.pipeline().addLast(new InboundDoor(shared, wire, address));
    }
  }
}
