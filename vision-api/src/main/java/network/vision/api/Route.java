package network.vision.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One thing the server can be asked.
 *
 * @param method GET, POST or DELETE
 * @param template its path, with variables in braces, as in the OpenAPI file
 * @param isShared whether one answer may serve everybody who asks the same within the lifetime of a
 *     view
 * @param handler answers
 */
record Route(String method, String template, boolean isShared, Handler handler) {

  /** Answers a call. Never waits. */
  @FunctionalInterface
  interface Handler {
    CompletionStage<? extends Answer> answer(Call call) throws ProblemException;
  }

  static Route get(String template, Handler handler) {
    return new Route("GET", template, false, handler);
  }

  static Route view(String template, Handler handler) {
    return new Route("GET", template, true, handler);
  }

  static Route post(String template, Handler handler) {
    return new Route("POST", template, false, handler);
  }

  static Route delete(String template, Handler handler) {
    return new Route("DELETE", template, false, handler);
  }

  /**
   * What stands for the variables in a path, given by its decoded segments; empty if the path is
   * another.
   */
  Optional<List<String>> match(List<String> segments) {
    List<String> wanted = List.of(template.substring(1).split("/", -1));
    if (wanted.size() != segments.size()) {
      return Optional.empty();
    }
    List<String> captures = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i).startsWith("{")) {
        captures.add(segments.get(i));
      } else if (!wanted.get(i).equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(captures);
  }
}
