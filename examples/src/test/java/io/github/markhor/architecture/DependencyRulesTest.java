package io.github.markhor.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.markhor.Batch;
import io.github.markhor.BatchSource;
import io.github.markhor.Philox;
import io.github.markhor.Shape;
import io.github.markhor.Tensor;
import io.github.markhor.backend.HostMemory;
import org.junit.jupiter.api.Test;

/**
 * Which package may know which. The modules' order, examples → reports, data, layers → core, is
 * Maven's to keep; here are the packages inside them, and the libraries that only one package
 * knows.
 */
final class DependencyRulesTest {
  private static final String ROOT = "io.github.markhor";

  /** All of the project's classes but tests, benchmarks and the conformance runner. */
  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /**
   * What everything may use: types of the root package, a model not being among them, and memory
   * outside the heap, which batches and caches of pictures are made of as well.
   */
  private static final DescribedPredicate<JavaClass> FOUNDATION =
      belongToAnyOf(
              Shape.class,
              Tensor.class,
              Philox.class,
              Batch.class,
              BatchSource.class,
              HostMemory.class)
          .as("the foundation types");

  private static DescribedPredicate<JavaClass> within(String... packages) {
    String[] patterns = new String[packages.length];
    for (int i = 0; i < packages.length; i++) {
      patterns[i] = ROOT + "." + packages[i] + "..";
    }
    return resideInAnyPackage(patterns);
  }

  /**
   * That a package depends, of this project, only on what is allowed, the foundation, and itself.
   */
  private static void dependsOnlyOn(String name, DescribedPredicate<JavaClass> allowed) {
    noClasses()
        .that(within(name))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..").and(not(within(name).or(FOUNDATION).or(allowed))))
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
  void theGraphKnowsOperationsAlone() {
    dependsOnlyOn("graph", not(alwaysTrue()));
  }

  @Test
  void aBackendKnowsTheGraphAlone() {
    dependsOnlyOn("backend", within("graph"));
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
  void configsKnowNoOne() {
    dependsOnlyOn("config", not(alwaysTrue()));
  }

  @Test
  void hdf5KnowsNoModel() {
    dependsOnlyOn("hdf5", not(alwaysTrue()));
  }

  @Test
  void weightsKnowGraphAndConfig() {
    dependsOnlyOn("weights", within("graph", "config"));
  }

  @Test
  void layersKnowNeitherTrainingNorBackends() {
    noClasses()
        .that(within("layers"))
        .should()
        .dependOnClassesThat(
            within("train", "callback", "file", "backend", "data", "reports", "examples"))
        .check(PROJECT);
  }

  @Test
  void dataKnowsNoModel() {
    dependsOnlyOn("data", not(alwaysTrue()));
  }

  @Test
  void coreKnowsNoLayer() {
    noClasses()
        .that(not(within("layers", "applications", "data", "reports", "examples", "architecture")))
        .should()
        .dependOnClassesThat(within("layers", "applications", "data", "reports", "examples"))
        .check(PROJECT);
  }

  @Test
  void librariesStayWhereTheyAreUsed() {
    isKnownOnlyTo("org.bytedeco.dnnl..", within("backend.onednn"));
    isKnownOnlyTo("org.bytedeco.opencv..", within("data"));
    isKnownOnlyTo("org.knowm.xchart..", within("reports"));
    isKnownOnlyTo("org.nd4j..", resideInAPackage(ROOT).or(within("nd4j", "data")));
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
