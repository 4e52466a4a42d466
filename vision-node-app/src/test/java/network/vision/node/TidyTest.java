package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.vision.node.SourceTree.SourceFile;
import org.junit.jupiter.api.Test;

/**
 * The outer limits of the house's style, for every module. Its reasons: {@code CONTRIBUTING.md}.
 */
class TidyTest {

  private static final int MOST_LINES_OF_A_FILE = 400;
  private static final int MOST_LINES_OF_A_METHOD = 50;

  private static final Pattern VAGUE_NAME =
      Pattern.compile("\\w*(Manager|Helper|Util|Utils|Impl|Processor)|\\w+Service|Base[A-Z]\\w*");

  /** A word of the UPnP specification: a device has services. */
  private static final List<String> WORDS_OF_A_SPECIFICATION = List.of("UpnpService");

  private static final Pattern GETTER =
      Pattern.compile(
          "(public |protected |private |static |final )*[\\w.<>,?\\[\\] ]+ get[A-Z]\\w*\\(.*");
  private static final Pattern CODEC =
      Pattern.compile("\\w*(Codec|Decoder|Encoder|Json|Bincode(Reader|Writer)?|Text)");
  private static final Pattern TEST_NAME =
      Pattern.compile(".*\\bvoid (test|should)[A-Z_]\\w*\\(.*");

  private final SourceTree tree = SourceTree.find();

  @Test
  void everyModuleIsLookedAt() {
    assertThat(tree.modules()).hasSizeGreaterThanOrEqualTo(7);
    assertThat(tree.javaFiles()).hasSizeGreaterThan(100);
  }

  @Test
  void noFileIsTooLong() {
    assertThat(
            tree.javaFiles().stream()
                .filter(file -> file.lines().size() > MOST_LINES_OF_A_FILE)
                .map(file -> file.path() + ": " + file.lines().size() + " lines"))
        .isEmpty();
  }

  @Test
  void noMethodIsTooLong() {
    List<String> tooLong = new ArrayList<>();
    for (SourceFile file : tree.javaFiles()) {
      for (JavaBlocks.Method method : JavaBlocks.methods(file.lines())) {
        if (method.lines() > MOST_LINES_OF_A_METHOD) {
          tooLong.add(place(file, method.line()) + ": " + method.lines() + " lines");
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void noTypeHasAVagueName() {
    assertThat(
            tree.javaFiles().stream()
                .filter(file -> VAGUE_NAME.matcher(file.typeName()).matches())
                .filter(file -> !WORDS_OF_A_SPECIFICATION.contains(file.typeName()))
                .map(SourceFile::path))
        .isEmpty();
  }

  @Test
  void noQueryIsCalledGet() {
    assertThat(
            declarations(file -> !file.isTest())
                .filter(declared -> GETTER.matcher(declared.head()).matches())
                .map(Declared::toString))
        .isEmpty();
  }

  @Test
  void testsAreClaimsWithoutThePrefix() {
    assertThat(
            declarations(SourceFile::isTest)
                .filter(declared -> TEST_NAME.matcher(declared.head()).matches())
                .map(Declared::toString))
        .isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(lines("TO" + "DO", "FIX" + "ME")).isEmpty();
  }

  @Test
  void noPathOfOneMachineIsInASource() {
    assertThat(lines("\"/ho" + "me/", "\"/ro" + "ot/", "\"/wo" + "rk/", "\"/tm" + "p/")).isEmpty();
  }

  @Test
  void noTestSleeps() {
    assertThat(
            tree.javaFiles().stream()
                .filter(SourceFile::isTest)
                .flatMap(file -> lines(file, "Thread.sle" + "ep", "TimeUnit.SECONDS.sle" + "ep")))
        .isEmpty();
  }

  @Test
  void onlyTheProgramPrints() {
    assertThat(
            tree.javaFiles().stream()
                .filter(file -> !file.isTest() && isShipped(file))
                .filter(file -> !file.path().startsWith("vision-node-app"))
                .flatMap(
                    file -> lines(file, "System.o" + "ut", "System.e" + "rr", "org.slf" + "4j")))
        .isEmpty();
  }

  @Test
  void everyPackageHasItsTourGuide() {
    assertThat(
            tree.javaFiles().stream()
                .filter(file -> !file.isTest() && isShipped(file))
                .map(file -> tree.root().resolve(file.path()).getParent())
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("module-info.java")))
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .map(Path::toString))
        .isEmpty();
  }

  @Test
  void everyCodecShowsItsBytes() {
    assertThat(
            tree.javaFiles().stream()
                .filter(file -> !file.isTest() && CODEC.matcher(file.typeName()).matches())
                .filter(file -> file.path().toString().matches("vision-(protocol|transport)/.*"))
                .filter(file -> !String.join("\n", file.lines()).contains(" * <pre>"))
                .map(SourceFile::path))
        .isEmpty();
  }

  @Test
  void everyModuleSaysWhatItIs() {
    assertThat(
            tree.javaFiles().stream()
                .filter(file -> file.typeName().equals("module-info"))
                .filter(file ->
                    !String.join("\n", file.lines()).contains("/**")
                        || !file.lines().contains("@NullMarked"))
                .map(SourceFile::path))
        .isEmpty();
  }

  /** A signature, and where it is. */
  private record Declared(SourceFile file, String head, int line) {
    @Override
    public String toString() {
      return place(file, line) + ": " + head;
    }
  }

  private Stream<Declared> declarations(Predicate<SourceFile> which) {
    return tree.javaFiles().stream()
        .filter(which)
        .flatMap(file ->
            JavaBlocks.methods(file.lines()).stream()
                .map(method -> new Declared(file, method.head(), method.line())));
  }

  private List<String> lines(String... forbidden) {
    return tree.javaFiles().stream().flatMap(file -> lines(file, forbidden)).toList();
  }

  private static Stream<String> lines(SourceFile file, String... forbidden) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < file.lines().size(); i++) {
      for (String word : forbidden) {
        if (file.lines().get(i).contains(word)) {
          found.add(place(file, i + 1) + ": " + word);
        }
      }
    }
    return found.stream();
  }

  private static boolean isShipped(SourceFile file) {
    return !file.path().startsWith("tools");
  }

  private static String place(SourceFile file, int line) {
    return file.path() + ":" + line;
  }
}
