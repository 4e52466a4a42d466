package network.vision.api;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.PeerAddress;

/**
 * The HTTP server of a node: API, event stream and dashboard.
 *
 * <p>Runs on threads of its own, one for sockets and one for relayed connections, so that no client
 * slows the node; every bound is in {@link ApiLimits}. Any thread may call any method.
 */
public final class ApiServer implements AutoCloseable {

  private static final int BACKLOG = 128;
  private static final long STOP_SECONDS = 2;

  private final Endpoints endpoints;
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final List<EventLoopGroup> loops = new ArrayList<>();
  private final List<PeerAddress> addresses = new ArrayList<>();
  private final Set<Integer> wildcardPorts = new HashSet<>();

  private ApiServer(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /**
   * Listens, and answers from then on.
   *
   * @throws ApiListenException if an address is taken, not of this machine, or a name that is not
   *     known
   */
  public static ApiServer start(
      ApiConfig config, NodeQueries queries, NodeCommands commands, MetricsSource metrics)
      throws ApiListenException {
    ApiServer server = new ApiServer(new Endpoints(config, queries, commands, metrics));
    try {
      server.listen(config);
    } catch (ApiListenException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** Where the own sockets listen, ports resolved, in the order of the configuration. */
  public List<PeerAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** Where the first own socket listens. */
  public PeerAddress address() {
    return addresses.getFirst();
  }

  /** What is open now. */
  public ApiLoad load() {
    return endpoints.clients().load();
  }

  /** Hangs up on everybody and stops listening. */
  @Override
  public void close() {
    open.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    for (EventLoopGroup loop : loops) {
      loop.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
          .awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void listen(ApiConfig config) throws ApiListenException {
    String localName = config.localName();
    if (!config.listen().isEmpty()) {
      EventLoopGroup loop = loop("vision-net-api", NioIoHandler.newFactory());
      sampleTraffic(loop);
      ServerBootstrap sockets =
          bootstrap(loop, NioServerSocketChannel.class)
              .option(ChannelOption.SO_BACKLOG, BACKLOG)
              .option(ChannelOption.SO_REUSEADDR, true)
              .childOption(ChannelOption.TCP_NODELAY, true);
      for (HostAndPort address : config.listen()) {
        listen(sockets, address);
      }
    }
    if (localName != null) {
      EventLoopGroup loop = loop("vision-net-api-relay", LocalIoHandler.newFactory());
      if (config.listen().isEmpty()) {
        sampleTraffic(loop);
      }
      bind(
          bootstrap(loop, LocalServerChannel.class),
          new LocalAddress(localName),
          new HostAndPort(localName, 0));
    }
  }

  /** A wildcard socket takes both families, so a second one of its port is left out. */
  private void listen(ServerBootstrap sockets, HostAndPort address) throws ApiListenException {
    InetSocketAddress where = resolve(address);
    boolean isWildcard = where.getAddress().isAnyLocalAddress();
    if (isWildcard && !wildcardPorts.add(address.port())) {
      return;
    }
    Channel channel;
    try {
      channel = bind(sockets, where, address);
    } catch (ApiListenException e) {
      if (!isWildcard || e.getCause() instanceof BindException) {
        throw e;
      }
      // A host without IPv6.
      channel = bind(sockets, new InetSocketAddress("0.0.0.0", address.port()), address);
    }
    addresses.add(PeerAddress.of((InetSocketAddress) channel.localAddress()));
  }

  private EventLoopGroup loop(String threadName, IoHandlerFactory io) {
    EventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(threadName, true), io);
    loops.add(loop);
    return loop;
  }

  private void sampleTraffic(EventLoopGroup loop) {
    long millis = TrafficHistory.INTERVAL.toMillis();
    var _ = loop.scheduleAtFixedRate(endpoints::sampleTraffic, 0, millis, TimeUnit.MILLISECONDS);
  }

  private ServerBootstrap bootstrap(EventLoopGroup loop, Class<? extends ServerChannel> type) {
    return new ServerBootstrap()
        .group(loop)
        .channel(type)
        .childHandler(new ApiChannel(endpoints, open));
  }

  private Channel bind(ServerBootstrap bootstrap, SocketAddress where, HostAndPort address)
      throws ApiListenException {
    ChannelFuture bound = bootstrap.bind(where).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new ApiListenException(address, bound.cause());
    }
    open.add(bound.channel());
    return bound.channel();
  }

  private static InetSocketAddress resolve(HostAndPort address) throws ApiListenException {
    try {
      return new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
    } catch (UnknownHostException e) {
      throw new ApiListenException(address, e);
    }
  }
}
