package network.vision.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A request that passed the guard, as a route sees it.
 *
 * <p>Immutable.
 */
final class Call {

  private final List<String> captures;
  private final Map<String, List<String>> query;
  private final String accept;
  private final @Nullable String lastEventId;
  private final Body body;

  Call(
      List<String> captures,
      Map<String, List<String>> query,
      String accept,
      @Nullable String lastEventId,
      Body body) {
    this.captures = List.copyOf(captures);
    this.query = Map.copyOf(query);
    this.accept = accept;
    this.lastEventId = lastEventId;
    this.body = body;
  }

  /** The part of the path that stands for the {@code index}th variable, decoded. */
  String capture(int index) {
    return captures.get(index);
  }

  /** The value of a query parameter; the last one counts. */
  Optional<String> query(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  /** What the client likes to be answered in; "" if it does not say. */
  String accept() {
    return accept;
  }

  Optional<String> lastEventId() {
    return Optional.ofNullable(lastEventId);
  }

  /** The body, a JSON object. */
  JsonNode json() throws ProblemException {
    try {
      JsonNode node = Json.tree(body.bytes());
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      // Said below: what exactly is wrong with a stranger's JSON helps nobody.
    }
    throw ProblemException.badRequest("the body is not a JSON object");
  }

  /** A text field of the body. */
  Optional<String> field(String name) throws ProblemException {
    JsonNode value = json().get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw ProblemException.badRequest(name + " is not a text");
    }
    return Optional.of(value.stringValue());
  }
}
