package network.vision.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see whom: the descriptors of all modules that are shipped. */
class ModulesTest {

  private static final String OURS = "network.vision.";
  private static final String GOLDEN =
      "vision-node-app/src/test/resources/network/vision/node/module-descriptors.txt";
  private static final String LANGUAGE = "network.vision.protocol";

  /** What changes on purpose is written down anew by a run with {@code -Dgolden.write}. */
  @Test
  void theDescriptorsAreAsWrittenDown() throws Exception {
    String described = ours().map(ModulesTest::describe).collect(Collectors.joining("\n"));
    if (System.getProperty("golden.write") != null) {
      Files.writeString(SourceTree.find().root().resolve(GOLDEN), described);
      return;
    }

    assertThat(described).isEqualTo(golden());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gossip", "transport", "store", "upnp", "api"})
  void everyRoomKnowsTheLanguageAndNoNeighbour(String name) {
    assertThat(required(OURS + name).filter(other -> other.startsWith(OURS)))
        .containsExactly(LANGUAGE);
  }

  @Test
  void theTranscriptKnowsTheCoreThatItWritesDown() {
    assertThat(required(OURS + "transcript").filter(other -> other.startsWith(OURS)))
        .containsExactlyInAnyOrder(LANGUAGE, OURS + "gossip");
  }

  @Test
  void theLanguageKnowsNobody() {
    assertThat(required(LANGUAGE).filter(other -> other.startsWith(OURS))).isEmpty();
  }

  @Test
  void everyModuleExportsItsOneDoor() {
    assertThat(ours().filter(module -> !module.name().equals("network.vision.node")))
        .allSatisfy(module ->
            assertThat(module.exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly(module.name()));
  }

  @Test
  void theProgramExportsItsDoorForEmbeddersAlone() {
    assertThat(descriptor("network.vision.node").exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactly("network.vision.node.embedding");
  }

  private static Stream<String> required(String module) {
    return descriptor(module).requires().stream().map(ModuleDescriptor.Requires::name);
  }

  private static ModuleDescriptor descriptor(String name) {
    return ModuleLayer.boot().findModule(name).orElseThrow().getDescriptor();
  }

  private static Stream<ModuleDescriptor> ours() {
    return ModuleLayer.boot().modules().stream()
        .filter(module -> module.getName().startsWith(OURS))
        .map(Module::getDescriptor)
        .sorted();
  }

  private static String describe(ModuleDescriptor module) {
    List<String> lines = new ArrayList<>();
    module.requires().forEach(required -> lines.add(line(required)));
    module.exports().forEach(exported -> lines.add("  exports " + exported.source()));
    module.opens().forEach(open -> lines.add("  opens " + open.source() + to(open.targets())));
    module.uses().forEach(used -> lines.add("  uses " + used));
    module
        .provides()
        .forEach(
            given -> lines.add("  provides " + given.service() + " with " + given.providers()));
    return "module "
        + module.name()
        + "\n"
        + lines.stream().sorted().collect(Collectors.joining("\n"))
        + "\n";
  }

  private static String line(ModuleDescriptor.Requires required) {
    String words =
        required.modifiers().stream()
            .filter(modifier -> modifier != Modifier.MANDATED)
            .map(modifier -> modifier.toString().toLowerCase(Locale.ROOT) + " ")
            .sorted()
            .collect(Collectors.joining());
    return "  requires " + words + required.name();
  }

  private static String to(Set<String> targets) {
    return targets.isEmpty() ? "" : " to " + String.join(", ", new TreeSet<>(targets));
  }

  private static String golden() throws IOException {
    try (InputStream text = ModulesTest.class.getResourceAsStream("module-descriptors.txt")) {
      return text == null ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
