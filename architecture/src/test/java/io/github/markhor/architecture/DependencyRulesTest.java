package io.github.markhor.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Which package may know which. The modules' order, examples → cli, reports, data, layers, nd4j →
 * core, is Maven's to keep; here are the packages inside them, and the libraries that only one
 * package knows.
 */
final class DependencyRulesTest {
  private static final String ROOT = "io.github.markhor";

  /** All classes of all modules but tests, and what JMH generates. */
  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("jmh_generated"))
          .importPackages(ROOT);

  /** The packages of all modules but core. */
  private static final DescribedPredicate<JavaClass> OTHER_MODULES =
      within(
          "layers",
          "applications",
          "data",
          "reports",
          "classifier",
          "serve",
          "cli",
          "nd4j",
          "examples",
          "benchmarks",
          "conformance",
          "architecture");

  private static DescribedPredicate<JavaClass> within(String... packages) {
    String[] patterns = new String[packages.length];
    for (int i = 0; i < packages.length; i++) {
      patterns[i] = ROOT + "." + packages[i] + "..";
    }
    return resideInAnyPackage(patterns);
  }

  /** That a package depends, of this project, only on itself and on the packages named. */
  private static void knowsOnly(String name, String... allowed) {
    noClasses()
        .that(within(name))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..").and(not(within(name).or(within(allowed)))))
        .check(PROJECT);
  }

  /** That only some packages depend on a library. */
  private static void isKnownOnlyTo(String library, DescribedPredicate<JavaClass> those) {
    noClasses()
        .that(not(those))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(PROJECT);
  }

  @Test
  void noPackagesFormACircle() {
    slices().matching("io.github.(**)").should().beFreeOfCycles().check(PROJECT);
  }

  @Test
  void theFloorsFromTheGroundUp() {
    // All may need words, for messages: text is the ground.
    knowsOnly("text");
    knowsOnly("tensor", "text");
    knowsOnly("config", "text");
    knowsOnly("hdf5", "tensor");
    knowsOnly("graph", "tensor");
    knowsOnly("source", "tensor");
    knowsOnly("split", "config", "source", "tensor");
    knowsOnly("backend", "graph", "tensor", "text");
    knowsOnly("initializers", "config", "tensor");
    knowsOnly("regularizers", "config", "graph", "tensor");
    knowsOnly("constraints", "config", "graph", "tensor");
    knowsOnly("losses", "config", "graph", "tensor");
    knowsOnly("metrics", "config", "graph", "losses", "tensor");
    knowsOnly("optimizers", "config", "constraints", "graph", "tensor", "text");
    knowsOnly("optimizers.schedules", "config");
    knowsOnly("layer", "config", "constraints", "graph", "initializers", "regularizers", "tensor");
  }

  @Test
  void filesKnowNoModelThatRuns() {
    noClasses()
        .that(within("file"))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT).or(within("network", "engine", "callbacks", "backend")))
        .check(PROJECT);
  }

  @Test
  void theEngineIsKnownToTheRootAlone() {
    noClasses()
        .that(not(resideInAPackage(ROOT).or(within("engine"))))
        .should()
        .dependOnClassesThat(within("engine"))
        .check(PROJECT);
  }

  /** From the ground up, as the package-info of onednn has them. */
  @Test
  void aRoomOfOnednnKnowsOnlyThoseBeforeIt() {
    List<String> rooms = List.of("natives", "program", "blocks", "kernels", "slices", "lowering");
    String onednn = "backend.onednn";
    for (int i = 0; i < rooms.size(); i++) {
      String[] later =
          rooms.subList(i + 1, rooms.size()).stream()
              .map(room -> onednn + "." + room)
              .toArray(String[]::new);
      noClasses()
          .that(within(onednn + "." + rooms.get(i)))
          .should()
          .dependOnClassesThat(resideInAPackage(ROOT + "." + onednn).or(within(later)))
          .check(PROJECT);
    }
  }

  @Test
  void noOneKnowsABackendByClass() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".backend.onednn..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".backend.onednn..")
        .because("backends are found by name, through ServiceLoader")
        .check(PROJECT);
  }

  @Test
  void layersKnowNeitherTrainingNorBackends() {
    noClasses()
        .that(within("layers"))
        .should()
        .dependOnClassesThat(
            within(
                "losses",
                "metrics",
                "optimizers",
                "engine",
                "callbacks",
                "file",
                "backend",
                "data",
                "reports",
                "examples"))
        .check(PROJECT);
  }

  @Test
  void dataKnowsNoModel() {
    knowsOnly("data", "config", "source", "tensor", "text");
  }

  @Test
  void theRoomsOfDataFromTheGroundUp() {
    knowsOnly("data.write");
    knowsOnly("data.natives", "tensor", "text");
    knowsOnly("data.picture", "config");
    knowsOnly("data.numpy", "config", "tensor");
    knowsOnly("data.table", "config");
    knowsOnly("data.datasets", "config", "data.write", "tensor", "text");
    knowsOnly("data.decode", "data.natives", "data.picture");
    knowsOnly("data.resize", "data.picture");
    knowsOnly("data.random", "config", "data.numpy", "data.picture", "tensor");
    knowsOnly(
        "data.read", "data.decode", "data.picture", "data.resize", "data.write", "tensor", "text");
    knowsOnly("data.folders", "data.decode", "data.numpy", "data.write", "text");
    knowsOnly(
        "data.augment", "config", "data.natives", "data.picture", "data.random", "tensor", "text");
    knowsOnly(
        "data.batch",
        "data.augment",
        "data.decode",
        "data.picture",
        "data.random",
        "data.read",
        "data.write",
        "tensor");
  }

  @Test
  void coreKnowsNoLayer() {
    noClasses().that(not(OTHER_MODULES)).should().dependOnClassesThat(OTHER_MODULES).check(PROJECT);
  }

  @Test
  void librariesStayWhereTheyAreUsed() {
    isKnownOnlyTo("org.bytedeco.dnnl..", within("backend.onednn", "benchmarks"));
    isKnownOnlyTo("org.bytedeco.opencv..", within("data.natives", "data.decode"));
    isKnownOnlyTo("org.knowm.xchart..", within("reports"));
    isKnownOnlyTo("org.nd4j..", within("nd4j"));
    isKnownOnlyTo("picocli..", within("cli", "examples", "benchmarks", "conformance"));
    isKnownOnlyTo("org.apache.batik..", within("reports"));
    isKnownOnlyTo("org.eclipse.jetty..", within("serve"));
  }

  @Test
  void everyClassIsAbstractOrFinal() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and()
        .resideOutsideOfPackage(ROOT + ".benchmarks.parts") // JMH extends those
        .should()
        .haveModifier(JavaModifier.ABSTRACT)
        .orShould()
        .haveModifier(JavaModifier.FINAL)
        .check(PROJECT);
  }

  @Test
  void noExceptionOfItsOwnIsChecked() {
    classes()
        .that()
        .areAssignableTo(Exception.class)
        .should()
        .beAssignableTo(RuntimeException.class)
        .check(PROJECT);
  }
}
