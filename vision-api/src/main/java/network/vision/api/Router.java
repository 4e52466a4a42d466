package network.vision.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the route of a request.
 *
 * <p>Immutable.
 */
final class Router {

  /** What a request is for. */
  sealed interface Target {

    /** The route, and what stands for its variables. */
    record Found(Route route, List<String> captures) implements Target {}

    /** The path exists, for other methods. */
    record OtherMethods(String allow) implements Target {}

    /** There is no such path. */
    record Nothing() implements Target {}
  }

  private final List<Route> patterns;
  private final Map<String, List<Route>> fixed;

  Router(List<Route> routes) {
    this.patterns = routes.stream().filter(r -> r.template().contains("{")).toList();
    this.fixed =
        routes.stream()
            .filter(r -> !r.template().contains("{"))
            .collect(Collectors.groupingBy(Route::template));
  }

  /** Finds the route for {@code method}, where GET also serves HEAD. */
  Target find(String method, String path) {
    List<String> segments = segments(path);
    List<Route> candidates =
        Stream.concat(
                fixed.getOrDefault(path, List.of()).stream(),
                patterns.stream().filter(route -> route.match(segments).isPresent()))
            .toList();
    if (candidates.isEmpty()) {
      return new Target.Nothing();
    }
    String wanted = method.equals("HEAD") ? "GET" : method;
    return candidates.stream()
        .filter(route -> route.method().equals(wanted))
        .findFirst()
        .<Target>map(route -> new Target.Found(route, route.match(segments).orElse(List.of())))
        .orElseGet(() -> new Target.OtherMethods(allow(candidates)));
  }

  /** A slash that belongs to a name is written %2F, so a path is split before it is decoded. */
  private static List<String> segments(String path) {
    Function<String, Optional<String>> decode =
        segment -> {
          try {
            String plusIsPlus = segment.replace("+", "%2B");
            return Optional.of(URLDecoder.decode(plusIsPlus, StandardCharsets.UTF_8));
          } catch (IllegalArgumentException e) {
            return Optional.empty();
          }
        };
    List<Optional<String>> decoded =
        Arrays.stream(path.substring(1).split("/", -1)).map(decode).toList();
    return decoded.stream().anyMatch(Optional::isEmpty)
        ? List.of()
        : decoded.stream().map(Optional::orElseThrow).toList();
  }

  private static String allow(List<Route> routes) {
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      methods.add(route.method());
      if (route.method().equals("GET")) {
        methods.add("HEAD");
      }
    }
    return String.join(", ", methods);
  }
}
