package network.vision.node.running;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import network.vision.api.ApiClientConfig;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.OperatorException;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.PeerAddress;
import network.vision.transport.Knock;
import network.vision.transport.TransportConfig;
import network.vision.transport.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * How this process reaches others: within which ranges, and through which SOCKS5 proxy.
 *
 * <p>Behind a proxy no name is looked up on this machine but the proxy's own, once: whoever answers
 * would learn whom we look for. So a peer or a seed has to be an IP there; a beacon's name goes to
 * the proxy.
 *
 * <p>Immutable.
 */
public final class Outward {

  private static final int MOST_ADDRESSES = 8;

  private final List<IpRange> dialOnly;
  private final @Nullable PeerAddress proxy;

  private Outward(List<IpRange> dialOnly, @Nullable PeerAddress proxy) {
    this.dialOnly = dialOnly;
    this.proxy = proxy;
  }

  /**
   * As {@code config} says.
   *
   * @throws OperatorException if the proxy's name has no address
   */
  public static Outward of(NodeConfig config) throws OperatorException {
    HostAndPort proxy = config.peers().socks5();
    return new Outward(config.peers().dialOnly(), proxy == null ? null : address(proxy));
  }

  /** The proxy; null: there is none. */
  @Nullable PeerAddress proxy() {
    return proxy;
  }

  /** A transport that listens at {@code places}. */
  TransportConfig transport(List<HostAndPort> places) {
    return TransportConfig.of(places, dialOnly).withSocks5(proxy);
  }

  /** Has {@code visitor} shake hands at {@code address}. */
  public Knock.Result knock(PeerAddress address, Visitor visitor) throws InterruptedException {
    return Knock.at(address, transport(List.of()), visitor::handshake);
  }

  /** How the beacon at {@code url} is asked. */
  ApiClientConfig beacon(URI url) {
    return ApiClientConfig.beacon(url, this::mayDial, proxy);
  }

  /** The addresses of {@code place}, at most 8; may wait for the resolver. Empty: it has none. */
  public List<PeerAddress> lookUp(HostAndPort place) {
    if (proxy != null && IpAddress.parse(place.host()).isEmpty()) {
      return List.of();
    }
    try {
      return Stream.of(InetAddress.getAllByName(place.host()))
          .map(IpAddress::of)
          .filter(ip -> !ip.isUnspecified())
          .map(ip -> new PeerAddress(ip, place.port()))
          .distinct()
          .limit(MOST_ADDRESSES)
          .toList();
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  private boolean mayDial(IpAddress ip) {
    return dialOnly.isEmpty() || dialOnly.stream().anyMatch(range -> range.contains(ip));
  }

  private static PeerAddress address(HostAndPort proxy) throws OperatorException {
    InetSocketAddress found = new InetSocketAddress(proxy.host(), proxy.port());
    if (found.isUnresolved()) {
      throw new OperatorException("--socks5: '" + proxy.host() + "' has no address");
    }
    return new PeerAddress(IpAddress.of(found.getAddress()), proxy.port());
  }
}
