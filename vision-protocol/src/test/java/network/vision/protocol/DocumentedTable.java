package network.vision.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A table of {@code docs/PROTOCOL.md}, found by its first line, whose rows are claims to check. */
final class DocumentedTable {

  /** Checks one row; its cells come as they are written. */
  @FunctionalInterface
  interface Check {
    void of(List<String> cells);
  }

  private final List<List<String>> rows;

  DocumentedTable(String head) {
    List<String> lines = document();
    assertThat(lines).contains(head);
    rows =
        lines.stream()
            .skip(lines.indexOf(head) + 2L)
            .takeWhile(line -> line.startsWith("|"))
            .map(DocumentedTable::cells)
            .toList();
  }

  /** One test for each row; fails where the table and {@code checks} do not have the same rows. */
  Stream<DynamicTest> tests(Map<String, Check> checks) {
    assertThat(rows)
        .extracting(List::getFirst)
        .containsExactlyInAnyOrderElementsOf(checks.keySet());
    return rows.stream()
        .map(cells ->
            DynamicTest.dynamicTest(
                String.join(" | ", cells), () -> checks.get(cells.getFirst()).of(cells)));
  }

  /** The single values of a cell such as {@code 1, "a", []}. */
  static List<String> values(String cell) {
    return List.of(cell.split(", ", -1));
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
      cells.add(cell.strip());
    }
    return cells;
  }

  private static List<String> document() {
    Path here = Path.of("docs", "PROTOCOL.md");
    try {
      return Files.readAllLines(Files.exists(here) ? here : Path.of("..").resolve(here));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
