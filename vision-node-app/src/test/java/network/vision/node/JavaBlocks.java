package network.vision.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds methods in formatted source by its braces: a block that stands directly in a type and whose
 * head has parentheses. Good for measuring, and no parser.
 */
final class JavaBlocks {

  /**
   * One method or constructor.
   *
   * @param head its signature in one line
   * @param line where it ends to be signed and begins to do, from 1
   * @param lines from there to its closing brace
   */
  record Method(String head, int line, int lines) {}

  private static final Pattern TYPE =
      Pattern.compile("(^|.*\\s)(class|interface|record|enum|@interface)\\s+[A-Z]\\w*.*");

  private record Block(String head, int line, boolean isType) {}

  private final Deque<Block> open = new ArrayDeque<>();
  private final List<Method> methods = new ArrayList<>();
  private final StringBuilder head = new StringBuilder();

  /** The methods of a file. */
  static List<Method> methods(List<String> lines) {
    JavaBlocks blocks = new JavaBlocks();
    for (int i = 0; i < lines.size(); i++) {
      blocks.read(i + 1, lines.get(i).strip());
    }
    return blocks.methods;
  }

  private void read(int number, String line) {
    if (line.startsWith("*") || line.startsWith("/*") || line.startsWith("//")) {
      return;
    }
    if (line.startsWith("}")) {
      close(number);
    }
    if (line.endsWith("{")) {
      String whole = (head + " " + line).strip();
      open.push(new Block(whole, number, isType(whole)));
      head.setLength(0);
    } else if (line.endsWith(";") || line.endsWith("}") || line.isEmpty()) {
      head.setLength(0);
    } else {
      head.append(' ').append(line);
    }
  }

  private void close(int number) {
    if (open.isEmpty()) {
      return;
    }
    Block block = open.pop();
    boolean isInType = !open.isEmpty() && open.peek().isType();
    if (isInType && !block.isType() && block.head().contains("(")) {
      methods.add(new Method(block.head(), block.line(), number - block.line() + 1));
    }
  }

  private static boolean isType(String head) {
    return TYPE.matcher(head.replaceAll("\\(.*", "")).matches()
        || head.matches(".*\\bnew [A-Z][\\w.<>, ]*\\(.*\\) \\{");
  }
}
