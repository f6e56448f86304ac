package io.github.markhor.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documents say holds. Java in the root folder's documents is a part of a program, and
 * compiles as such; in {@code docs} it is a whole file, compiles as it is pasted, and runs where it
 * is marked {@code java run}: on drawn pictures, in a folder of its own. Links lead somewhere.
 */
final class DocumentationTest {
  private static final List<String> PARTS =
      List.of("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(#[^)\\s]*)?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** A row of a table: what Keras has, and the statements in Java. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `.*` \\| `(.*)` \\|$");

  private static final Pattern PRELUDE = Pattern.compile("(?s)<!-- java\\n(.*?)-->");

  @TempDir Path folder;

  private static List<String> pages() throws IOException {
    Path root = ProjectFiles.root();
    try (Stream<Path> files = Files.list(root.resolve("docs"))) {
      return files
          .map(file -> "docs/" + file.getFileName())
          .filter(name -> name.endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> partsOfProgramsCompile() {
    return PARTS.stream()
        .flatMap(document -> Snippet.of(document).stream())
        .map(
            snippet ->
                DynamicTest.dynamicTest(
                    snippet.name(),
                    () -> assertEquals("", snippet.compile(snippet.asPart(), folder))));
  }

  @TestFactory
  Stream<DynamicTest> wholeProgramsCompileAndRun() throws Exception {
    Path files = DrawnFiles.in(Files.createDirectories(folder.resolve("files")));
    List<DynamicTest> tests = new ArrayList<>();
    for (String page : pages()) {
      for (Snippet snippet : Snippet.of(page)) {
        Path classes = folder.resolve("classes" + tests.size());
        tests.add(
            DynamicTest.dynamicTest(
                snippet.name(),
                () -> {
                  if (snippet.runs()) {
                    run(snippet, files, classes);
                  } else {
                    assertEquals("", snippet.compile(snippet.text(), classes));
                  }
                }));
      }
    }
    return tests.stream();
  }

  /** The Java side of tables, all rows of a section one after the other, behind its prelude. */
  @TestFactory
  Stream<DynamicTest> tablesCompile() {
    String page = "docs/coming-from-keras.md";
    String[] sections = ProjectFiles.read(ProjectFiles.root().resolve(page)).split("(?m)^## ");
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 1; i < sections.length; i++) {
      StringBuilder code = new StringBuilder();
      Matcher prelude = PRELUDE.matcher(sections[i]);
      while (prelude.find()) {
        code.append(prelude.group(1));
      }
      Matcher row = ROW.matcher(sections[i]);
      int rows = 0;
      while (row.find()) {
        rows++;
        code.append(row.group(1).replace("\\|", "|").replace("`<br>`", "\n")).append('\n');
      }
      if (rows > 0) {
        Snippet snippet = new Snippet(page, i, false, code.toString());
        String title = sections[i].lines().findFirst().orElse("");
        tests.add(
            DynamicTest.dynamicTest(
                title,
                () ->
                    assertEquals("", snippet.compile(snippet.asPart(), folder.resolve("table")))));
      }
    }
    assertTrue(tests.size() >= 4, page + " has lost its tables");
    return tests.stream();
  }

  /** The starters' program compiles, and their versions are those of the build. */
  @TestFactory
  Stream<DynamicTest> startersFit() {
    String root = ProjectFiles.read(ProjectFiles.root().resolve("pom.xml"));
    String version = first(root, "<artifactId>markhor</artifactId>\\s*<version>([^<]+)");
    String slf4j = first(root, "<artifactId>slf4j-simple</artifactId><version>([^<]+)");
    return Stream.of("maven/pom.xml", "gradle/build.gradle")
        .map(
            name -> {
              Path build = ProjectFiles.root().resolve("starters").resolve(name);
              return DynamicTest.dynamicTest(
                  name,
                  () -> {
                    String text = ProjectFiles.read(build);
                    assertTrue(text.contains(version) && text.contains(slf4j), version);
                    String code =
                        ProjectFiles.read(build.resolveSibling("src/main/java/Train.java"));
                    Snippet program = new Snippet(name, 0, false, code);
                    assertEquals("", program.compile(code, folder.resolve("starter")));
                  });
            });
  }

  private static String first(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertTrue(found.find(), pattern);
    return found.group(1);
  }

  @Test
  void theReadmeHasSnippets() {
    assertTrue(Snippet.of("README.md").size() >= 2, "README.md has lost its Java snippets");
  }

  @Test
  void linksLeadToFilesAndHeadings() throws IOException {
    List<String> broken = new ArrayList<>();
    for (String document : Stream.concat(PARTS.stream(), pages().stream()).toList()) {
      Path file = ProjectFiles.root().resolve(document);
      Matcher link = LINK.matcher(ProjectFiles.read(file).replaceAll("(?ms)^```.*?^```$", ""));
      while (link.find()) {
        String path = link.group(1);
        if (path.contains(":")) {
          continue;
        }
        Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
        if (!Files.exists(target)) {
          broken.add(document + ": " + path);
        } else if (link.group(2) != null && !anchors(target).contains(link.group(2))) {
          broken.add(document + ": " + path + link.group(2));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  /** The anchors that GitHub makes of a document's headings. */
  private static List<String> anchors(Path document) {
    List<String> found = new ArrayList<>();
    Matcher heading = HEADING.matcher(ProjectFiles.read(document));
    while (heading.find()) {
      String text = heading.group(1).toLowerCase(java.util.Locale.ROOT).strip();
      found.add("#" + text.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'));
    }
    return found;
  }

  /**
   * Runs a program as if it had been started in the folder of the files: Java cannot change its
   * working directory, so the paths that the program names get the folder before them.
   */
  private void run(Snippet snippet, Path files, Path classes) throws Exception {
    String inFolder = files.toString().replace('\\', '/') + "/";
    String code = snippet.text().replace("Path.of(\"", "Path.of(\"" + inFolder);
    assertEquals("", snippet.compile(code, classes));
    PrintStream before = System.out;
    URL[] where = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(where, getClass().getClassLoader());
        PrintStream nowhere =
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
      System.setOut(nowhere);
      loader
          .loadClass(snippet.className())
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
  }
}
