package network.vision.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sources of all modules of this repository. */
public final class SourceTree {

  /**
   * One Java file.
   *
   * @param path below the root of the repository
   * @param lines of it
   */
  record SourceFile(Path path, List<String> lines) {

    SourceFile {
      lines = List.copyOf(lines);
    }

    boolean isTest() {
      return path.toString().contains("/src/test/");
    }

    /** The type that the file is named after. */
    String typeName() {
      return path.getFileName().toString().replace(".java", "");
    }
  }

  private final Path root;

  private SourceTree(Path root) {
    this.root = root;
  }

  /** The tree around the module that is being tested. */
  public static SourceTree find() {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.exists(root.resolve("vision-node-app/pom.xml"))) {
      root = root.getParent();
    }
    if (root == null) {
      throw new IllegalStateException("these tests run inside the repository");
    }
    return new SourceTree(root);
  }

  public Path root() {
    return root;
  }

  /** Folders with a module in them. */
  List<Path> modules() {
    try (Stream<Path> paths = Files.walk(root, 2)) {
      return paths
          .filter(path -> Files.exists(path.resolve("src/main/java/module-info.java")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every Java file of every module. */
  List<SourceFile> javaFiles() {
    return modules().stream()
        .flatMap(
            module -> Stream.of(module.resolve("src/main/java"), module.resolve("src/test/java")))
        .filter(Files::isDirectory)
        .flatMap(SourceTree::walk)
        .filter(path -> path.toString().endsWith(".java"))
        .map(this::read)
        .toList();
  }

  private SourceFile read(Path path) {
    try {
      return new SourceFile(root.relativize(path), Files.readAllLines(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> walk(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
