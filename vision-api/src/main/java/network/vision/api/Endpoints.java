package network.vision.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import network.vision.api.Router.Target;

/**
 * What all connections of a server share: the guard, the routes, the counts and what is remembered.
 *
 * <p>Any thread.
 */
final class Endpoints {

  private static final String NO_ROUTE = "none";

  private final ApiLimits limits;
  private final Guard guard;
  private final Clients clients;
  private final List<Route> routes;
  private final Router router;
  private final SharedQueries queries;
  private final Recent<String, Answer> answers;
  private final MetricsSource metrics;
  private final TrafficHistory history = new TrafficHistory();

  Endpoints(ApiConfig config, NodeQueries node, NodeCommands commands, MetricsSource metrics) {
    this.limits = config.limits();
    this.metrics = metrics;
    this.guard = new Guard(config);
    this.clients = new Clients(limits, System::nanoTime);
    // An answer is made of a view, and may serve while the next is made: a third of the age each.
    Duration third = limits.viewLifetime().dividedBy(3);
    this.queries = new SharedQueries(node, third);
    this.answers = new Recent<>(third, third, System::nanoTime);
    List<Route> all = new ArrayList<>(Assets.routes());
    all.addAll(new ReadRoutes(queries, metrics, history).all());
    all.addAll(new CommandRoutes(commands, this::forget).all());
    this.routes = List.copyOf(all);
    this.router = new Router(all);
  }

  List<Route> routes() {
    return routes;
  }

  ApiLimits limits() {
    return limits;
  }

  Guard guard() {
    return guard;
  }

  Clients clients() {
    return clients;
  }

  EventLog events() {
    return queries.events();
  }

  /** Notes how long an answer took. */
  void answered(RequestReader request, int status, long sinceNanos) {
    boolean isPath = request.rawPath().startsWith("/");
    String route =
        isPath && router.find(request.method(), request.rawPath()) instanceof Target.Found found
            ? found.route().template()
            : NO_ROUTE;
    metrics.answered(route, status, Duration.ofNanos(System.nanoTime() - sinceNanos));
  }

  /** Notes that a client did not get what it wanted. */
  void refused(ApiRefusal reason) {
    metrics.refused(reason);
  }

  /** Asks the node for its counters, so that there are rates to show. */
  void sampleTraffic() {
    var _ =
        CompletableFuture.completedStage(true)
            .thenCompose(go -> queries.traffic())
            .thenAccept(traffic -> history.add(traffic, System.nanoTime()));
  }

  CompletionStage<? extends Answer> answer(RequestReader request) throws ProblemException {
    return switch (router.find(request.method(), request.rawPath())) {
      case Target.Found(Route route, List<String> captures) ->
          answer(request, route, request.call(captures));
      case Target.OtherMethods(String allow) -> otherMethods(request, allow);
      case Target.Nothing() ->
          throw new ProblemException(Problem.of(404, "there is nothing at this path"));
    };
  }

  private CompletionStage<? extends Answer> answer(RequestReader request, Route route, Call call)
      throws ProblemException {
    if (!route.isShared()) {
      return route.handler().answer(call);
    }
    CompletionStage<Answer> shared =
        answers.value(
            request.uri(),
            () -> {
              try {
                return route.handler().answer(call).thenApply(answer -> (Answer) answer);
              } catch (ProblemException e) {
                return CompletableFuture.completedStage(e.problem().answer());
              }
            });
    return shared;
  }

  private static CompletionStage<Answer> otherMethods(RequestReader request, String allow)
      throws ProblemException {
    if (!request.method().equals("OPTIONS")) {
      throw new ProblemException(Problem.of(405, "this path takes " + allow).with("Allow", allow));
    }
    Map<String, String> headers =
        request.wantedMethod().equals("GET")
            ? Map.of("Allow", allow, "Access-Control-Allow-Methods", "GET")
            : Map.of("Allow", allow);
    return CompletableFuture.completedStage(
        new Answer.Whole(204, "text/plain", new Body(new byte[0]), headers));
  }

  private void forget() {
    queries.clear();
    answers.clear();
  }
}
