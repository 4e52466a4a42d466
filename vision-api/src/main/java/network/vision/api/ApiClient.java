package network.vision.api;

import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import network.vision.protocol.HostAndPort;
import network.vision.protocol.NodeId;
import tools.jackson.core.JacksonException;

/**
 * The other end of {@link ApiServer}: what the command line asks a running node, and how a beacon
 * is asked for seeds.
 *
 * <p>Each call opens one connection, waits for the whole answer, and never follows a redirect. One
 * thread at a time.
 *
 * <p>Failure: {@link ApiClientException}; nothing is retried.
 */
public final class ApiClient implements AutoCloseable {

  private static final String SEED_PEERS = "/p2p/seed_peers";
  private static final int NOT_FOUND = 404;

  private final ApiClientConfig config;
  private final ClientConnection connection;

  /** A client of {@code config.base()}; nothing is dialled yet. */
  public ApiClient(ApiClientConfig config) {
    this.config = config;
    this.connection = new ClientConnection(config);
  }

  /** {@code GET /p2p/peers}. */
  public PeerPage peers(PeerFilter filter) throws ApiClientException {
    String query = filter.toQuery();
    return get(query.isEmpty() ? "/p2p/peers" : "/p2p/peers?" + query, PeerPage.class);
  }

  /** {@code GET /p2p/peers/{node_id}}; empty if the node does not know it. */
  public Optional<PeerDetail> peer(NodeId id) throws ApiClientException {
    try {
      return Optional.of(get("/p2p/peers/" + encode(id.text()), PeerDetail.class));
    } catch (ApiClientException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** {@code GET /constellation/status}. */
  public ConstellationStatus status() throws ApiClientException {
    return get("/constellation/status", ConstellationStatus.class);
  }

  /** {@code GET /p2p/reachability}. */
  public Reachability reachability() throws ApiClientException {
    return get("/p2p/reachability", Reachability.class);
  }

  /** {@code GET /p2p/why}. */
  public WhyNotConnected why() throws ApiClientException {
    return get("/p2p/why", WhyNotConnected.class);
  }

  /** {@code GET /version}. */
  public VersionInfo version() throws ApiClientException {
    return get("/version", VersionInfo.class);
  }

  /** {@code GET /p2p/conflicts}. */
  public List<PortConflict> conflicts() throws ApiClientException {
    return list("/p2p/conflicts", PortConflict.class);
  }

  /** {@code GET /p2p/seeds}. */
  public List<SeedHealth> seeds() throws ApiClientException {
    return list("/p2p/seeds", SeedHealth.class);
  }

  /** {@code GET /p2p/bans}. */
  public List<Ban> bans() throws ApiClientException {
    return list("/p2p/bans", Ban.class);
  }

  /** {@code GET /p2p/config}. */
  public List<ConfigValue> config() throws ApiClientException {
    return list("/p2p/config", ConfigValue.class);
  }

  /** {@code GET /p2p/log-levels}. */
  public List<LogLevel> logLevels() throws ApiClientException {
    return list("/p2p/log-levels", LogLevel.class);
  }

  /** {@code GET /p2p/events/recent}: at most {@code limit} (1–200) events, oldest first. */
  public List<NodeEvent> recentEvents(int limit) throws ApiClientException {
    return list("/p2p/events/recent?limit=" + limit, NodeEvent.class);
  }

  /** The answer to {@code GET uri} as it came, such as for {@code --json}. */
  public String text(String uri) throws ApiClientException {
    return new String(send("GET", uri, ""), StandardCharsets.UTF_8);
  }

  /**
   * Bans, disconnects and so on: sends a command and gives back what the node says to it.
   *
   * @param method POST or DELETE
   * @param path one of the OpenAPI file
   * @param fields of the body; empty: none
   */
  public String command(String method, String path, Map<String, ?> fields)
      throws ApiClientException {
    String body = fields.isEmpty() ? "" : Json.text(fields);
    byte[] answer = send(method, path, body);
    try {
      return Json.tree(answer).path("message").asString("");
    } catch (JacksonException e) {
      throw unreadable(path);
    }
  }

  /**
   * {@code POST /p2p/dial}, or {@code POST /p2p/peers} for a peer to keep.
   *
   * @param isKept whether the peer is kept connected from now on
   */
  public StartedDial dial(HostAndPort address, boolean isKept) throws ApiClientException {
    String path = isKept ? "/p2p/peers" : "/p2p/dial";
    try {
      String body = Json.text(Map.of("address", address));
      return Json.decode(send("POST", path, body), StartedDial.class);
    } catch (JacksonException e) {
      throw unreadable(path);
    }
  }

  /** {@code GET /p2p/dials/{dial}}. */
  public OperatorDial dial(long id) throws ApiClientException {
    return get("/p2p/dials/" + id, OperatorDial.class);
  }

  /** A text as one segment of a path. */
  public static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * The peers a beacon recommends; the path of the base URI counts, {@code /p2p/seed_peers} without
   * one.
   */
  public List<BeaconSeed> seedPeers() throws ApiClientException {
    URI base = config.base();
    String path = base.getRawPath();
    String wanted = path == null || path.isEmpty() || path.equals("/") ? SEED_PEERS : path;
    String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
    try {
      return BeaconSeed.readAll(send("GET", wanted + query, ""));
    } catch (JacksonException e) {
      throw unreadable(wanted);
    }
  }

  /**
   * Follows {@code GET /p2p/events} on the calling thread until the server ends the stream.
   *
   * @param after the last event already known; empty: begin with {@code recent} older ones
   * @param listener told of each event, and by an empty one of a gap where events were lost
   * @return the last event that came, to go on after
   * @throws InterruptedIOException if the thread is interrupted
   */
  public OptionalLong follow(OptionalLong after, int recent, Consumer<Optional<NodeEvent>> listener)
      throws ApiClientException, InterruptedIOException {
    String uri =
        "/p2p/events?" + (after.isPresent() ? "after=" + after.getAsLong() : "recent=" + recent);
    EventReader reader = new EventReader(listener);
    connection.stream(uri, reader::read);
    OptionalLong last = reader.lastId();
    return last.isPresent() ? last : after;
  }

  /** Hangs up. */
  @Override
  public void close() {
    connection.close();
  }

  private <T> T get(String uri, Class<T> type) throws ApiClientException {
    try {
      return Json.decode(send("GET", uri, ""), type);
    } catch (JacksonException e) {
      throw unreadable(uri);
    }
  }

  private <T> List<T> list(String uri, Class<T> item) throws ApiClientException {
    try {
      return Json.decodeList(send("GET", uri, ""), item);
    } catch (JacksonException e) {
      throw unreadable(uri);
    }
  }

  private byte[] send(String method, String uri, String body) throws ApiClientException {
    return connection.send(method, uri, body);
  }

  private ApiClientException unreadable(String uri) {
    return ApiClientException.of(
        ApiClientException.Kind.UNREADABLE,
        config.base() + " does not answer " + uri + " as a Vision node does");
  }
}
