package network.vision.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The order inside the program. */
class PackagesTest {

  private static JavaClasses program;

  @BeforeAll
  static void read() throws URISyntaxException {
    Path classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    program =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPath(classes);
  }

  @Test
  void packagesDoNotGoRoundInCircles() {
    slices().matching("network.vision.node.(*)..").should().beFreeOfCycles().check(program);
  }

  @Test
  void onlyTheOutletsWriteTheLog() {
    noClasses()
        .that()
        .resideOutsideOfPackage("network.vision.node.outlet..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "io.micrometer..")
        .check(program);
  }

  @Test
  void onlyTheProgramsDoorReadsTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("network.vision.node")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(program);
  }

  @Test
  void viewsAreMadeWithoutKnowingWhoAsks() {
    noClasses()
        .that()
        .resideInAPackage("network.vision.node.view..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("network.vision.node.running..", "network.vision.node.devnet..")
        .check(program);
  }
}
