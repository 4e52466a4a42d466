package network.vision.node.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import network.vision.node.outlet.LogLevels;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.IpAddress;
import network.vision.protocol.IpRange;
import network.vision.protocol.NetworkProfile;
import org.jspecify.annotations.Nullable;

/**
 * What one node is started with.
 *
 * <p>Immutable.
 *
 * @param profile which network
 * @param dataDirectory what it remembers
 * @param api where the HTTP API listens
 * @param p2p where peers find us
 * @param peers whom we meet
 * @param preset how much room it takes
 * @param isRouterAsked whether the router shall forward our port
 * @param log how we tell
 */
public record NodeConfig(
    NetworkProfile profile,
    Path dataDirectory,
    Api api,
    P2p p2p,
    Peers peers,
    Preset preset,
    boolean isRouterAsked,
    Log log) {

  /** Whether peers are told not to dial us: behind a proxy, unless the operator says where. */
  public boolean isHidden() {
    return peers.socks5() != null && p2p.advertised() == null;
  }

  /**
   * Where the HTTP API listens.
   *
   * @param host an address of this machine, or a wildcard
   * @param port 0: any free one
   * @param portSetting which setting chose it, as an error names it
   * @param names by which it may be called besides IPs and {@code localhost}
   * @param origins sites whose pages may read it
   * @param requestsPerSecond that one client may make
   */
  public record Api(
      IpAddress host,
      int port,
      String portSetting,
      Set<String> names,
      Set<String> origins,
      int requestsPerSecond) {
    public Api {
      names = Set.copyOf(names);
      origins = Set.copyOf(origins);
    }
  }

  /**
   * Where peers find us.
   *
   * @param listen IPs and ports; port 0: any free one
   * @param listenSetting which setting chose them, as an error names it
   * @param advertised the operator's own word; null: found out
   * @param saysPort false: the handshake leaves the port out
   * @param kibPerSecond most KiB a second of all connections, both ways; 0: no cap
   */
  public record P2p(
      List<HostAndPort> listen,
      String listenSetting,
      @Nullable Advertised advertised,
      boolean saysPort,
      int kibPerSecond) {
    public P2p {
      listen = List.copyOf(listen);
    }
  }

  /**
   * What others are told of our address.
   *
   * @param ip ours, as others see it
   * @param port null: the one we listen on
   */
  public record Advertised(IpAddress ip, @Nullable Integer port) {}

  /**
   * Whom we meet.
   *
   * @param seeds whom to ask first; null: those of a seed file in the data directory, or the
   *     profile's
   * @param beacon where to ask for more seeds, http or https; null: nowhere
   * @param always kept connected
   * @param dialOnly the only ranges ever dialled; empty: anywhere
   * @param maxInbound most sessions that peers open
   * @param outbound sessions to open and keep
   * @param isPrivateAllowed whether private addresses are peers
   * @param socks5 the proxy through which everything is dialled; null: none
   */
  public record Peers(
      @Nullable List<HostAndPort> seeds,
      @Nullable URI beacon,
      List<HostAndPort> always,
      List<IpRange> dialOnly,
      int maxInbound,
      int outbound,
      boolean isPrivateAllowed,
      @Nullable HostAndPort socks5) {
    public Peers {
      seeds = seeds == null ? null : List.copyOf(seeds);
      always = List.copyOf(always);
      dialOnly = List.copyOf(dialOnly);
    }
  }

  /**
   * How we tell.
   *
   * @param levels how much of each area
   * @param isJson whether each line is a JSON object
   * @param trace where everything that the core is told and does is written; null: nowhere
   */
  public record Log(LogLevels levels, boolean isJson, @Nullable Path trace) {}
}
