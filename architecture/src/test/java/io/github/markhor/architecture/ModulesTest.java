package io.github.markhor.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the modules' pom.xml files. */
final class ModulesTest {
  private static final Pattern OWN_DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>io\\.github\\.markhor</groupId>\\s*<artifactId>markhor-(\\w+)");

  private static final Pattern PROVIDES =
      Pattern.compile("provides\\s+([\\w.]+)\\s+with\\s+([^;]+);");

  /** Which of the project's modules each may depend on; what is not here, no one may depend on. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("core", Set.of()),
          Map.entry("layers", Set.of("core")),
          Map.entry("data", Set.of("core")),
          Map.entry("reports", Set.of("core", "layers", "data", "natives")),
          Map.entry("classifier", Set.of("core", "layers", "data", "reports")),
          Map.entry("serve", Set.of("core", "layers", "data", "reports", "classifier")),
          Map.entry(
              "cli", Set.of("core", "layers", "data", "reports", "classifier", "serve", "natives")),
          Map.entry("nd4j", Set.of("core", "layers", "natives")),
          Map.entry(
              "examples",
              Set.of("core", "layers", "data", "reports", "classifier", "serve", "cli", "natives")),
          Map.entry(
              "benchmarks",
              Set.of("core", "layers", "data", "classifier", "serve", "examples", "natives")),
          Map.entry("conformance", Set.of("core", "layers", "data", "natives")),
          Map.entry(
              "architecture",
              Set.of(
                  "core",
                  "layers",
                  "data",
                  "reports",
                  "classifier",
                  "serve",
                  "cli",
                  "nd4j",
                  "examples",
                  "benchmarks",
                  "conformance")),
          Map.entry("natives", Set.of()));

  /** The modules that users get: all but those that are about the project itself. */
  private static final String NOT_PUBLISHED = "<maven.deploy.skip>true</maven.deploy.skip>";

  @Test
  void modulesDependInOneDirection() {
    Map<String, Set<String>> wrong = new TreeMap<>();
    for (Path module : modulesButTheBom()) {
      String name = module.getFileName().toString();
      Set<String> allowed = ALLOWED.getOrDefault(name, Set.of());
      Matcher dependency = OWN_DEPENDENCY.matcher(ProjectFiles.read(module.resolve("pom.xml")));
      while (dependency.find()) {
        if (!allowed.contains(dependency.group(1))) {
          wrong.computeIfAbsent(name, unused -> new TreeSet<>()).add(dependency.group(1));
        }
      }
    }
    assertEquals(Map.of(), wrong, "dependencies that " + ALLOWED + " does not allow");
  }

  /** The BOM depends on nothing: it names versions. */
  private static List<Path> modulesButTheBom() {
    return ProjectFiles.modules().stream().filter(module -> !module.endsWith("bom")).toList();
  }

  /** It has no parent that would keep its version and its list right. */
  @Test
  void theBomNamesWhatIsPublishedInTheVersionOfTheRoot() throws IOException {
    Set<String> published = new TreeSet<>();
    try (Stream<Path> files = Files.walk(ProjectFiles.root(), 3)) {
      for (Path file : files.filter(each -> each.endsWith("pom.xml")).toList()) {
        String pom = ProjectFiles.read(file);
        String parent = "</parent>";
        if (pom.contains(parent) && !pom.contains(NOT_PUBLISHED)) {
          published.add(artifact(pom.substring(pom.indexOf(parent))));
        }
      }
    }
    String bom = ProjectFiles.read(ProjectFiles.root().resolve("bom/pom.xml"));
    Set<String> named = new TreeSet<>();
    Matcher dependency =
        Pattern.compile("<dependency>.*<artifactId>([\\w-]+)</artifactId>").matcher(bom);
    while (dependency.find()) {
      named.add(dependency.group(1));
    }
    assertEquals(published, named);
    assertEquals(version(ProjectFiles.read(ProjectFiles.root().resolve("pom.xml"))), version(bom));
  }

  private static String artifact(String pom) {
    return first("<artifactId>([\\w-]+)</artifactId>", pom);
  }

  private static String version(String pom) {
    return first("<version>([^<$]+)</version>", pom);
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), pattern);
    return matcher.group(1);
  }

  /** The root's pom.xml holds every version; a module names only its parent's, which is first. */
  @Test
  void onlyTheRootNamesVersions() {
    List<Path> modules = modulesButTheBom();
    assertTrue(modules.size() >= 7, modules.toString());
    for (Path module : modules) {
      String pom = ProjectFiles.read(module.resolve("pom.xml"));
      String withoutParent = pom.substring(pom.indexOf("</parent>"));
      assertEquals(-1, withoutParent.indexOf("<version>"), module + "/pom.xml names a version");
    }
  }

  /** A service is found on the class path by one and on the module path by the other. */
  @Test
  void moduleDescriptorsProvideWhatTheServicesFilesName() throws IOException {
    int services = 0;
    for (Path module : ProjectFiles.modules()) {
      Path descriptor = module.resolve("src/main/java/module-info.java");
      if (Files.exists(descriptor)) {
        Map<String, Set<String>> named = servicesFiles(module);
        assertEquals(named, provided(ProjectFiles.read(descriptor)), module.toString());
        services += named.size();
      }
    }
    assertTrue(services >= 4, "only " + services + " services were found");
  }

  private static Map<String, Set<String>> provided(String descriptor) {
    Map<String, Set<String>> provided = new TreeMap<>();
    Matcher clause = PROVIDES.matcher(descriptor);
    while (clause.find()) {
      provided.put(clause.group(1), new TreeSet<>(List.of(clause.group(2).strip().split(",\\s*"))));
    }
    return provided;
  }

  private static Map<String, Set<String>> servicesFiles(Path module) throws IOException {
    Map<String, Set<String>> named = new TreeMap<>();
    Path folder = module.resolve("src/main/resources/META-INF/services");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          named.put(
              file.getFileName().toString(),
              new TreeSet<>(ProjectFiles.read(file).strip().lines().toList()));
        }
      }
    }
    return named;
  }
}
