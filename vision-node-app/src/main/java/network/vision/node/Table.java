package network.vision.node;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows in columns that are as wide as their widest cell. */
final class Table {

  private static final String GAP = "  ";

  /** A text and its colour. */
  record Cell(String text, Paint paint) {

    static Cell of(String text) {
      return new Cell(text, Paint.PLAIN);
    }
  }

  private final List<List<Cell>> rows = new ArrayList<>();

  Table(String... head) {
    rows.add(IntStream.range(0, head.length).mapToObj(i -> new Cell(head[i], Paint.HEAD)).toList());
  }

  void add(String... cells) {
    rows.add(List.of(cells).stream().map(Cell::of).toList());
  }

  void add(List<Cell> cells) {
    rows.add(List.copyOf(cells));
  }

  void print(Terminal to) {
    int columns = rows.getFirst().size();
    List<Integer> widths =
        IntStream.range(0, columns)
            .mapToObj(column ->
                rows.stream().mapToInt(row -> row.get(column).text().length()).max().orElse(0))
            .toList();
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        Cell cell = row.get(column);
        line.append(to.painted(cell.paint(), cell.text()));
        if (column < columns - 1) {
          line.repeat(' ', widths.get(column) - cell.text().length()).append(GAP);
        }
      }
      to.out().println(line.toString().stripTrailing());
    }
  }
}
