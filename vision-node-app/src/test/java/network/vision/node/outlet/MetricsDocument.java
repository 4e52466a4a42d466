package network.vision.node.outlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/METRICS.md} says, made of one scrape in the classic format. */
final class MetricsDocument {

  private static final Pattern HELP = Pattern.compile("# HELP (\\S+) (.*)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-z_0-9]+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** Labels whose values are not written down, and what they hold. */
  private static final Map<String, String> OPEN_LABELS =
      Map.of(
          "seed", "HOST:PORT",
          "version", "text",
          "java", "text",
          "route", "a path of the API, or `none`",
          "status", "`2xx` to `5xx`",
          "le", "upper bound");

  private static final String INTRODUCTION =
      """
      # Metrics

      `GET /metrics` on the API's address, for Prometheus: OpenMetrics where the `Accept` header asks for it, else the classic
      text format. This page is made from the registry of a running node; a test compares the two.

      Every label has a closed set of values whatever peers do, and its series are there from the start. A seed has its series
      once it was tried (at most 64 do), a path of the API once it was asked. Gauges of peers are up to a second old. Alert rules
      and a dashboard: `tools/prometheus`.

      ## Of the node

      | name | type | labels | meaning |
      | --- | --- | --- | --- |
      """;

  private static final String OF_THE_PROCESS =
      """

      ## Of the process

      Micrometer's own. Those of the garbage collector (`jvm_gc_*`) depend on which one runs.

      | name | type | meaning |
      | --- | --- | --- |
      """;

  private final Map<String, String> help = new TreeMap<>();
  private final Map<String, String> type = new TreeMap<>();
  private final Map<String, Map<String, Set<String>>> labels = new TreeMap<>();

  private MetricsDocument() {}

  static String of(String scrape) {
    MetricsDocument document = new MetricsDocument();
    scrape.lines().forEach(document::read);
    return document.text();
  }

  private void read(String line) {
    Matcher told = HELP.matcher(line);
    Matcher typed = TYPE.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (told.matches()) {
      help.put(told.group(1), told.group(2).strip());
    } else if (typed.matches()) {
      type.put(typed.group(1), typed.group(2));
    } else if (sample.matches() && sample.group(2) != null) {
      Matcher label = LABEL.matcher(sample.group(2));
      while (label.find()) {
        labels
            .computeIfAbsent(family(sample.group(1)), _ -> new TreeMap<>())
            .computeIfAbsent(label.group(1), _ -> new TreeSet<>())
            .add(label.group(2));
      }
    }
  }

  private String family(String sample) {
    String base = sample.replaceAll("_(bucket|count|sum)$", "");
    return type.containsKey(sample) ? sample : base;
  }

  /** The largest of a timer is a gauge of its own, which nobody should look at. */
  private boolean isShown(String name) {
    return !name.startsWith("jvm_gc") && !name.endsWith("_seconds_max");
  }

  private String text() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    for (String name : type.keySet()) {
      if (name.startsWith("vision_") && isShown(name)) {
        row(text, name, type.get(name), labels(name), help.get(name));
      }
    }
    text.append(OF_THE_PROCESS);
    for (String name : type.keySet()) {
      if (!name.startsWith("vision_") && isShown(name)) {
        row(text, name, type.get(name), help.get(name));
      }
    }
    return text.toString();
  }

  private String labels(String name) {
    List<String> parts = new ArrayList<>();
    labels
        .getOrDefault(name, Map.of())
        .forEach((label, values) -> {
          if (!label.equals("le")) {
            String known = OPEN_LABELS.get(label);
            boolean isOpen = known != null && !name.equals("vision_dials_started_total");
            parts.add("`" + label + "`: " + (isOpen ? known : String.join(", ", values)));
          }
        });
    return String.join("; ", parts);
  }

  private static void row(StringBuilder text, String name, String... cells) {
    text.append("| `").append(name).append("` | ").append(String.join(" | ", cells)).append(" |\n");
  }
}
