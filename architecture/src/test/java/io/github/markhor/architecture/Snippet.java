package io.github.markhor.architecture;

import java.io.IOException;
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

/**
 * Java in a document, and where it stands.
 *
 * @param runs whether the block is marked to be run: {@code ```java run}
 */
record Snippet(String document, int line, boolean runs, String text) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java( run)?\\n(.*?)^```$");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$\\n?");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(public |final |abstract )*(class|interface|record|enum) (\\w+)");

  /** The imports that a part of a program need not write, since an IDE adds them. */
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
                  "source",
                  "tensor")
              .map(name -> "import io.github.markhor." + name + ".*;")
              .collect(Collectors.joining());

  static List<Snippet> of(String document) {
    String text = ProjectFiles.read(ProjectFiles.root().resolve(document)).replace("\r\n", "\n");
    List<Snippet> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      int line = (int) text.substring(0, block.start(2)).chars().filter(c -> c == '\n').count();
      found.add(new Snippet(document, line + 1, block.group(1) != null, block.group(2)));
    }
    return found;
  }

  String name() {
    return document + ":" + line;
  }

  String className() {
    Matcher type = TYPE.matcher(text);
    return type.find() ? type.group(3) : "Snippet" + line;
  }

  /**
   * The file that a part of a program becomes: the body of a method, or, if it declares a class, as
   * it is, with the imports.
   */
  String asPart() {
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

  /** What the compiler says against a source of this snippet; empty if it compiles. */
  String compile(String code, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    URI uri = URI.create("string:///" + className() + ".java");
    JavaFileObject source =
        new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
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
    return found.getDiagnostics().stream()
            .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .map(diagnostic -> place(code, diagnostic) + diagnostic.getMessage(Locale.ROOT))
            .collect(Collectors.joining("\n"))
        + rest;
  }

  private String place(String code, Diagnostic<?> diagnostic) {
    String[] lines = code.split("\n");
    int at = (int) diagnostic.getLineNumber() - 1;
    return name() + ": " + (at >= 0 && at < lines.length ? lines[at] : "") + "\n  ";
  }
}
