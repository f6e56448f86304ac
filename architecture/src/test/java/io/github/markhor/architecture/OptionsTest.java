package io.github.markhor.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.config.Configurable;
import io.github.markhor.config.Immutable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How options are set, in the whole public API. An option is a method that takes an argument and
 * returns the object's own class: a changed copy, or a builder. (Those of tensors and of values of
 * a graph compute something, and set nothing.)
 */
final class OptionsTest {
  private static final String ROOT = "io.github.markhor";

  /** Enums of arguments that Keras does not have. */
  private static final Set<String> UNKNOWN_TO_KERAS = Set.of("ReplayOrder", "Transfer");

  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** Classes that a user can name, or inherit methods from. */
  private static List<JavaClass> classes(Predicate<JavaClass> wanted) {
    return PROJECT.stream()
        .filter(type -> !type.isAnonymousClass() && wanted.test(type))
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .toList();
  }

  private static boolean isStatic(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.STATIC);
  }

  private static boolean isPublic(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.PUBLIC)
        && !method.getModifiers().contains(JavaModifier.BRIDGE);
  }

  private static boolean isOption(JavaMethod method) {
    JavaClass owner = method.getOwner();
    return isPublic(method)
        && !isStatic(method)
        && !method.getRawParameterTypes().isEmpty()
        && method.getRawReturnType().equals(owner)
        && !owner.isInterface()
        && !resides(owner, "graph", "tensor");
  }

  private static boolean resides(JavaClass type, String... packages) {
    return Stream.of(packages)
        .anyMatch(name -> (type.getPackageName() + ".").startsWith(ROOT + "." + name + "."));
  }

  /** Whether a method makes an object of its class, or a builder of one. */
  private static boolean isFactory(JavaMethod method) {
    JavaClass made = method.getRawReturnType();
    boolean own = made.equals(method.getOwner());
    boolean builder =
        made.getSimpleName().equals("Builder")
            && made.getEnclosingClass().filter(method.getOwner()::equals).isPresent();
    return isPublic(method) && isStatic(method) && (own || builder);
  }

  /**
   * Java lets a static method be called on an object: a factory with the name of an option would
   * look like that option, and lose all that were set before.
   */
  @Test
  void noFactoryIsNamedLikeAnOption() {
    Set<String> options =
        PROJECT.stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(OptionsTest::isOption)
            .map(JavaMethod::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(
        options.containsAll(Set.of("epochs", "metrics", "padding", "monitor")), "" + options);
    List<String> wrong = new ArrayList<>();
    int factories = 0;
    for (JavaClass type : classes(type -> type.getModifiers().contains(JavaModifier.PUBLIC))) {
      Set<String> ofObjects =
          type.getAllMethods().stream()
              .filter(method -> !isStatic(method))
              .map(JavaMethod::getName)
              .collect(Collectors.toSet());
      for (JavaMethod method : type.getMethods()) {
        if (isFactory(method)) {
          factories++;
          if (options.contains(method.getName()) || ofObjects.contains(method.getName())) {
            wrong.add(method.getFullName());
          }
        }
      }
    }
    assertEquals(List.of(), wrong, "factories that are named like options or methods of objects");
    assertTrue(factories > 200, "looked at " + factories);
  }

  /** There is one way to write a description that does not change: no field can be forgotten. */
  @Test
  void descriptionsWithOptionsAreImmutable() {
    List<String> wrong = new ArrayList<>();
    int described = 0;
    for (JavaClass type :
        classes(
            type ->
                type.isAssignableTo(Configurable.class)
                    || type.getSimpleName().endsWith("Options"))) {
      if (type.getMethods().stream().anyMatch(OptionsTest::isOption)) {
        described++;
        if (!type.isAssignableTo(Immutable.class)) {
          wrong.add(type.getName());
        }
      }
    }
    assertEquals(List.of(), wrong, "classes with options that do not extend Immutable");
    assertTrue(described > 60, "looked at " + described);
  }

  /** Where Keras takes a string, Markhor takes an enum or its name in Keras. */
  @Test
  void everyChoiceCanBeNamedByAString() {
    List<String> wrong = new ArrayList<>();
    int choices = 0;
    for (JavaClass type : classes(type -> !resides(type, "graph", "backend"))) {
      for (JavaMethod method : type.getMethods()) {
        if (!isOption(method) && !isFactory(method)) {
          continue;
        }
        List<String> named = new ArrayList<>();
        for (JavaClass parameter : method.getRawParameterTypes()) {
          boolean choice =
              parameter.isEnum()
                  && parameter.getPackageName().startsWith(ROOT)
                  && !UNKNOWN_TO_KERAS.contains(parameter.getSimpleName());
          named.add(choice ? String.class.getName() : parameter.getName());
        }
        if (named.equals(names(method.getRawParameterTypes()))) {
          continue;
        }
        choices++;
        boolean hasOverload =
            type.getAllMethods().stream()
                .anyMatch(
                    other ->
                        other.getName().equals(method.getName())
                            && names(other.getRawParameterTypes()).equals(named));
        if (!hasOverload) {
          wrong.add(method.getFullName());
        }
      }
    }
    assertEquals(List.of(), wrong, "methods that take an enum and not its name");
    assertTrue(choices > 20, "looked at " + choices);
  }

  private static List<String> names(List<JavaClass> types) {
    return types.stream().map(JavaClass::getName).toList();
  }

  /** A callback has state: it is made by a builder, and by nothing else. */
  @Test
  void everyCallbackIsMadeByABuilder() {
    List<JavaClass> callbacks =
        classes(
            type ->
                type.getPackageName().equals(ROOT + ".callbacks")
                    && type.isAssignableTo(Callback.class)
                    && !type.isInterface());
    assertTrue(callbacks.size() >= 9, "" + callbacks);
    for (JavaClass callback : callbacks) {
      Set<String> factories =
          callback.getMethods().stream()
              .filter(OptionsTest::isFactory)
              .map(JavaMethod::getName)
              .collect(Collectors.toSet());
      assertEquals(Set.of("builder"), factories, callback.getName());
      assertTrue(
          callback.getConstructors().stream()
              .allMatch(made -> made.getModifiers().contains(JavaModifier.PRIVATE)),
          callback.getName());
    }
  }
}
