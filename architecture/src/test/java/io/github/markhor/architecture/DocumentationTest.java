package io.github.markhor.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every Java snippet of the documentation compiles. A block is the body of a method, with the
 * imports that it needs written above it or taken from {@link #IMPORTS}; one that declares a class
 * is a file of its own.
 */
final class DocumentationTest {
  private static final List<String> DOCUMENTS =
      List.of("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/differences-from-keras.md");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$\\n?");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(public |final |abstract )*(class|interface|record|enum) (\\w+)");

  /** The imports that a snippet need not write, since an IDE adds them without asking. */
  private static final String IMPORTS =
      "import java.nio.file.*; import java.util.*; import io.github.markhor.*;"
          + Stream.of(
                  "backend",
                  "callbacks",
                  "data",
                  "data.datasets",
                  "data.numpy",
                  "data.picture",
                  "data.table",
                  "layer",
                  "layers",
                  "losses",
                  "metrics",
                  "optimizers",
                  "reports",
                  "tensor")
              .map(name -> "import io.github.markhor." + name + ".*;")
              .collect(Collectors.joining());

  @TempDir Path classes;

  /** A snippet and where it stands. */
  private record Snippet(String document, int line, String text) {
    String name() {
      return document + ":" + line;
    }

    String className() {
      Matcher type = TYPE.matcher(text);
      return type.find() ? type.group(3) : "Snippet" + line;
    }

    String source() {
      Set<String> imports = new LinkedHashSet<>();
      Matcher written = IMPORT.matcher(text);
      while (written.find()) {
        imports.add(written.group().strip());
      }
      String body = IMPORT.matcher(text).replaceAll("");
      String head = IMPORTS + String.join("", imports);
      return TYPE.matcher(body).find()
          ? head + "\n" + body
          : head + " class " + className() + " { void run() throws Exception {\n" + body + "\n} }";
    }
  }

  private static List<Snippet> snippets(String document) {
    String text = ProjectFiles.read(ProjectFiles.root().resolve(document)).replace("\r\n", "\n");
    List<Snippet> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      int line = (int) text.substring(0, block.start(1)).chars().filter(c -> c == '\n').count();
      found.add(new Snippet(document, line + 1, block.group(1)));
    }
    return found;
  }

  @TestFactory
  Stream<DynamicTest> snippetsCompile() {
    return DOCUMENTS.stream()
        .flatMap(document -> snippets(document).stream())
        .map(snippet -> DynamicTest.dynamicTest(snippet.name(), () -> compile(snippet)));
  }

  @Test
  void theReadmeHasSnippets() {
    assertTrue(snippets("README.md").size() >= 2, "README.md has lost its Java snippets");
  }

  private void compile(Snippet snippet) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    URI uri = URI.create("string:///" + snippet.className() + ".java");
    JavaFileObject source =
        new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return snippet.source();
          }
        };
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            Files.createDirectories(classes).toString(),
            "-cp",
            System.getProperty("java.class.path"));
    StringWriter rest = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      compiler.getTask(rest, files, found, options, null, List.of(source)).call();
    }
    String errors =
        found.getDiagnostics().stream()
            .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .map(diagnostic -> place(snippet, diagnostic) + diagnostic.getMessage(Locale.ROOT))
            .collect(Collectors.joining("\n"));
    assertEquals("", errors + rest);
  }

  /**
   * Where an error is; the line in the snippet's body, which begins on the source's second line.
   */
  private static String place(Snippet snippet, Diagnostic<?> diagnostic) {
    String[] lines = snippet.source().split("\n");
    int line = (int) diagnostic.getLineNumber() - 1;
    return snippet.name() + ": " + (line >= 0 && line < lines.length ? lines[line] : "") + "\n  ";
  }
}
