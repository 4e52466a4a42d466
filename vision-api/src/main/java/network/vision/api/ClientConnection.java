package network.vision.api;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;

/**
 * Dials, sends one request, and collects the answer, within a deadline.
 *
 * <p>The name is looked up once and only addresses that may be dialled are, so what was checked is
 * what is dialled; a proxy looks it up itself. TLS is the JDK's, with its certificates and the
 * host's name checked.
 */
final class ClientConnection implements AutoCloseable {

  private final ApiClientConfig config;
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("vision-net-client", true), NioIoHandler.newFactory());

  ClientConnection(ApiClientConfig config) {
    this.config = config;
  }

  /** The body of a good answer. */
  byte[] send(String method, String uri, String body) throws ApiClientException {
    AnswerCollector collector = new AnswerCollector(config.maxBytes(), null);
    long end = System.nanoTime() + config.deadline().toNanos();
    exchange(request(method, uri, body), collector, end);
    try {
      return collector.await(end, config.base() + uri);
    } catch (InterruptedIOException e) {
      throw ApiClientException.of(ApiClientException.Kind.TIMED_OUT, "interrupted");
    }
  }

  /**
   * Hands the bytes of a good answer to {@code reader} until the server ends it or the reader says
   * false.
   */
  void stream(String uri, Predicate<ByteBuf> reader)
      throws ApiClientException, InterruptedIOException {
    AnswerCollector collector = new AnswerCollector(config.maxBytes(), reader);
    long end = System.nanoTime() + config.deadline().toNanos();
    Channel channel = exchange(request("GET", uri, ""), collector, end);
    try {
      collector.awaitEnd(end, config.base() + uri);
    } finally {
      channel.close().awaitUninterruptibly();
    }
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
  }

  private Channel exchange(FullHttpRequest request, AnswerCollector collector, long end)
      throws ApiClientException {
    Channel channel = connect(collector, end);
    channel
        .writeAndFlush(request)
        .addListener(sent -> {
          if (!sent.isSuccess()) {
            collector.fail(sent.cause());
          }
        });
    return channel;
  }

  private Channel connect(AnswerCollector collector, long end) throws ApiClientException {
    String why = "no address of " + config.host() + " may be dialled";
    for (InetSocketAddress address : addresses()) {
      long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (millis <= 0) {
        break;
      }
      ChannelFuture connected =
          new Bootstrap()
              .group(loop)
              .channel(NioSocketChannel.class)
              .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(millis, 60_000))
              .disableResolver()
              .handler(pipeline(collector))
              .connect(address)
              .awaitUninterruptibly();
      if (connected.isSuccess()) {
        return connected.channel();
      }
      why = "nobody answers at " + config.base();
    }
    throw ApiClientException.of(ApiClientException.Kind.UNREACHABLE, why);
  }

  private List<InetSocketAddress> addresses() throws ApiClientException {
    if (config.socks5() != null && IpAddress.parse(config.host()).isEmpty()) {
      return List.of(InetSocketAddress.createUnresolved(config.host(), config.port()));
    }
    try {
      List<InetSocketAddress> allowed = new ArrayList<>();
      for (InetAddress address : InetAddress.getAllByName(config.host())) {
        if (config.mayDial().test(IpAddress.of(address))) {
          allowed.add(new InetSocketAddress(address, config.port()));
        }
      }
      return allowed;
    } catch (UnknownHostException e) {
      throw ApiClientException.of(
          ApiClientException.Kind.UNREACHABLE, "no such host: " + config.host());
    }
  }

  private ChannelInitializer<Channel> pipeline(AnswerCollector collector) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        PeerAddress proxy = config.socks5();
        if (proxy != null) {
          channel.pipeline().addLast(new Socks5ProxyHandler(proxy.toSocketAddress()));
        }
        if (config.isTls()) {
          channel.pipeline().addLast(new SslHandler(tls()));
        }
        channel.pipeline().addLast(new HttpClientCodec(), collector);
      }
    };
  }

  private SSLEngine tls() {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine(config.host(), config.port());
      engine.setUseClientMode(true);
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
      return engine;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has a default TLS context", e);
    }
  }

  private FullHttpRequest request(String method, String uri, String body) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(method),
            uri,
            Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    String host = config.host().indexOf(':') < 0 ? config.host() : "[" + config.host() + "]";
    request.headers().set(HttpHeaderNames.HOST, host + ":" + config.port());
    request.headers().set(HttpHeaderNames.CONNECTION, "close");
    request.headers().set(HttpHeaderNames.USER_AGENT, "vision-node");
    request.headers().set(HttpHeaderNames.CONTENT_LENGTH, request.content().readableBytes());
    if (!body.isEmpty()) {
      request.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    }
    String token = config.token();
    if (token != null) {
      request.headers().set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
    }
    return request;
  }
}
