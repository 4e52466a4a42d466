package network.vision.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import network.vision.protocol.NodeId;

/** What can be asked of the node. */
final class ReadRoutes {

  private static final int MAX_RECENT_EVENTS = 200;
  private static final int USUAL_RECENT_EVENTS = 50;

  private final SharedQueries queries;
  private final MetricsSource metrics;
  private final TrafficHistory history;

  ReadRoutes(SharedQueries queries, MetricsSource metrics, TrafficHistory history) {
    this.queries = queries;
    this.metrics = metrics;
    this.history = history;
  }

  List<Route> all() {
    return List.of(
        Route.view("/p2p/peers", this::peers),
        Route.view("/p2p/peers/{node_id}", this::peer),
        Route.view("/p2p/dials/{dial}", this::dial),
        Route.view("/p2p/seed_peers", call -> queries.seedPeers().thenApply(ReadRoutes::seeds)),
        Route.view("/p2p/conflicts", call -> json(queries.conflicts())),
        Route.view("/p2p/reachability", call -> json(queries.reachability())),
        Route.view("/p2p/seeds", call -> json(queries.seeds())),
        Route.view("/p2p/bans", call -> json(queries.bans())),
        Route.view("/p2p/why", call -> json(queries.why())),
        Route.view("/p2p/rates", call -> now(Answer.json(200, history.rates()))),
        Route.get("/p2p/events", this::events),
        Route.view("/p2p/events/recent", this::recentEvents),
        Route.view("/p2p/config", call -> now(Answer.json(200, queries.config()))),
        Route.view("/p2p/log-levels", call -> now(Answer.json(200, queries.logLevels()))),
        Route.view("/constellation/peers", call -> json(queries.constellationPeers())),
        Route.view("/constellation/status", call -> json(queries.constellationStatus())),
        Route.view("/health", call -> now(health(200))),
        Route.get("/health/live", call -> now(health(queries.health().isLive() ? 200 : 503))),
        Route.get("/health/ready", call -> now(health(queries.health().isReady() ? 200 : 503))),
        Route.view("/version", call -> now(Answer.json(200, queries.version()))),
        Route.get("/metrics", this::metrics));
  }

  private CompletionStage<Answer> peers(Call call) throws ProblemException {
    PeerFilter filter = PeerFilterQuery.read(call);
    // Not on the thread that serves everybody: a page may have some megabytes.
    return queries.ranked(filter).thenApplyAsync(all -> Answer.json(200, all.page(filter)));
  }

  private CompletionStage<Answer> peer(Call call) throws ProblemException {
    NodeId id =
        NodeId.parse(call.capture(0))
            .orElseThrow(() -> ProblemException.badRequest("this is not a node id"));
    return queries
        .peer(id)
        .thenApply(found ->
            found
                .map(detail -> Answer.json(200, detail))
                .orElseGet(() -> Problem.of(404, "no peer has this node id").answer()));
  }

  private CompletionStage<Answer> dial(Call call) throws ProblemException {
    long id = number(call.capture(0), "the number of a dial is a whole number");
    return queries
        .dial(id)
        .thenApply(found ->
            found
                .map(dial -> Answer.json(200, dial))
                .orElseGet(() -> Problem.of(404, "no such dial is remembered").answer()));
  }

  private static Answer seeds(List<SeedPeer> seeds) {
    return Answer.json(200, seeds.subList(0, Math.min(seeds.size(), SeedPeer.MAX_ENTRIES)));
  }

  private CompletionStage<Answer> events(Call call) throws ProblemException {
    EventLog log = queries.events();
    Optional<String> last = call.lastEventId().or(() -> call.query("after"));
    if (last.isPresent()) {
      return now(new Answer.Events(eventId(last.get()), true));
    }
    int recent = PeerFilterQuery.number(call, "recent", 0, MAX_RECENT_EVENTS, 0);
    return now(new Answer.Events(log.newestId() - recent, false));
  }

  private CompletionStage<Answer> recentEvents(Call call) throws ProblemException {
    EventLog log = queries.events();
    int limit = PeerFilterQuery.number(call, "limit", 1, MAX_RECENT_EVENTS, USUAL_RECENT_EVENTS);
    long after = Math.max(eventId(call.query("after").orElse("0")), log.newestId() - limit);
    return now(Answer.json(200, log.after(after, limit)));
  }

  private static long eventId(String text) throws ProblemException {
    return number(text, "the id of the last event is a whole number");
  }

  private static long number(String text, String problem) throws ProblemException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ProblemException.badRequest(problem);
    }
  }

  private Answer health(int status) {
    Health health = queries.health();
    String word = !health.isLive() ? "failing" : health.isReady() ? "ok" : "starting";
    return Answer.json(status, Map.of("status", word, "checks", health.checks()));
  }

  private CompletionStage<Answer> metrics(Call call) {
    MetricsSource.Scrape scrape = metrics.scrape(call.accept());
    Body body = new Body(scrape.text().getBytes(StandardCharsets.UTF_8));
    return now(new Answer.Whole(200, scrape.contentType(), body, Map.of()));
  }

  private static CompletionStage<Answer> json(CompletionStage<?> view) {
    return view.thenApply(value -> Answer.json(200, value));
  }

  private static CompletionStage<Answer> now(Answer answer) {
    return CompletableFuture.completedStage(answer);
  }
}
