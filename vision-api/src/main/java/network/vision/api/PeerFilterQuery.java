package network.vision.api;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link PeerFilter} out of the query of a request, with the parameter named that is wrong. */
final class PeerFilterQuery {

  static PeerFilter read(Call call) throws ProblemException {
    String sort = call.query("sort").orElse("state");
    boolean isDescending = sort.startsWith("-");
    PeerFilter.Order order =
        choice("sort", PeerFilter.Order.values(), isDescending ? sort.substring(1) : sort);
    Optional<String> state = call.query("state");
    Optional<String> bucket = call.query("bucket");
    return new PeerFilter(
        state.isPresent() ? choice("state", PeerState.values(), state.get()) : null,
        bucket.isPresent() ? choice("bucket", PeerBucket.values(), bucket.get()) : null,
        numberOrNull(call, "port", 1, 65_535),
        call.query("role").orElse(null),
        flag(call, "non_default_port"),
        call.query("q").filter(text -> !text.isEmpty()).orElse(null),
        order,
        isDescending,
        number(call, "offset", 0, Integer.MAX_VALUE, 0),
        number(call, "limit", 1, PeerFilter.MAX_LIMIT, PeerFilter.DEFAULT_LIMIT));
  }

  private static <T> T choice(String name, T[] values, String text) throws ProblemException {
    for (T value : values) {
      if (value.toString().equalsIgnoreCase(text)) {
        return value;
      }
    }
    throw ProblemException.badRequest(name + " is one of " + Arrays.toString(values));
  }

  private static boolean flag(Call call, String name) throws ProblemException {
    return switch (call.query(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ProblemException.badRequest(name + " is true or false");
    };
  }

  static int number(Call call, String name, int min, int max, int otherwise)
      throws ProblemException {
    Integer value = numberOrNull(call, name, min, max);
    return value == null ? otherwise : value;
  }

  private static @Nullable Integer numberOrNull(Call call, String name, int min, int max)
      throws ProblemException {
    Optional<String> text = call.query(name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw ProblemException.badRequest(name + " is a whole number from " + min + " to " + max);
  }

  private PeerFilterQuery() {}
}
