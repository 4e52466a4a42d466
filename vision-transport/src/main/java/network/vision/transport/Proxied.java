package network.vision.transport;

import io.netty.channel.Channel;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.Socks5ProxyHandler;
import network.vision.protocol.PeerAddress;
import network.vision.transport.DialFailure.Kind;

/**
 * What is different about a dial through a proxy: a handler before all others, which asks the proxy
 * for the peer and holds back what is written until it is there, and failures of two kinds, the
 * proxy's and the peer's as the proxy tells them.
 *
 * <p>Source: RFC 1928 §6.
 */
final class Proxied {

  /** Asks the proxy first, where there is one; {@code channel} has no handlers yet. */
  static void install(Channel channel, TransportConfig config) {
    PeerAddress proxy = config.socks5();
    if (proxy != null) {
      Socks5ProxyHandler handler = new Socks5ProxyHandler(proxy.toSocketAddress());
      handler.setConnectTimeoutMillis(config.deadlines().connect().toMillis());
      channel.pipeline().addLast(handler);
    }
  }

  /** The proxy could not be reached, unless it is this machine that lacks something. */
  static DialFailure unusable(DialFailure failure) {
    return failure.kind() == Kind.NO_DESCRIPTORS
        ? failure
        : DialFailure.of(Kind.PROXY, "the proxy cannot be reached: " + failure.detail());
  }

  /** What the proxy says of the peer, or does wrong. */
  static DialFailure failure(ProxyConnectException cause) {
    String text = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return DialFailure.of(kind(text), text);
  }

  private static Kind kind(String text) {
    if (text.contains("timeout") || text.contains("TTL_EXPIRED")) {
      return Kind.TIMEOUT;
    }
    if (text.contains("CONNECTION_REFUSED")) {
      return Kind.REFUSED;
    }
    return text.contains("status: ") ? Kind.UNREACHABLE : Kind.PROXY;
  }

  private Proxied() {}
}
