package io.github.markhor.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Every public class and method that a user can reach has a comment, and classes that users start
 * from have an example in theirs. The sources are parsed and not compiled: that takes a second.
 */
final class DocCommentsTest {
  /** Modules whose packages are all public, since they have no module-info.java. */
  private static final List<String> OPEN_MODULES =
      List.of("reports", "nd4j", "classifier", "serve");

  private static final Pattern EXPORT = Pattern.compile("(?m)^\\s*exports ([\\w.]+)\\s*;");

  /** The classes that the pages in docs begin with. */
  private static final List<String> WITH_EXAMPLE =
      List.of(
          "core/io/github/markhor/Model",
          "core/io/github/markhor/Sequential",
          "core/io/github/markhor/FitOptions",
          "core/io/github/markhor/CompileOptions",
          "core/io/github/markhor/ModelGradients",
          "core/io/github/markhor/callbacks/Callback",
          "core/io/github/markhor/callbacks/EarlyStopping",
          "core/io/github/markhor/callbacks/ModelCheckpoint",
          "core/io/github/markhor/layer/AbstractLayer",
          "core/io/github/markhor/losses/Loss",
          "core/io/github/markhor/metrics/Metric",
          "core/io/github/markhor/search/RandomSearch",
          "core/io/github/markhor/split/KFold",
          "core/io/github/markhor/tensor/Tensor",
          "layers/io/github/markhor/applications/Applications",
          "layers/io/github/markhor/layers/Conv2D",
          "layers/io/github/markhor/layers/Dense",
          "layers/io/github/markhor/layers/Input",
          "layers/io/github/markhor/layers/Ops",
          "data/io/github/markhor/data/FolderSplit",
          "data/io/github/markhor/data/ImageDataGenerator",
          "data/io/github/markhor/data/ImageDataset",
          "data/io/github/markhor/data/Pictures",
          "data/io/github/markhor/data/datasets/Datasets",
          "reports/io/github/markhor/reports/Evaluation",
          "reports/io/github/markhor/reports/GradCam",
          "reports/io/github/markhor/reports/HtmlReport",
          "reports/io/github/markhor/reports/TrainingCurves",
          "nd4j/io/github/markhor/nd4j/Nd4jTensors",
          "classifier/io/github/markhor/classifier/ClassifierTraining",
          "classifier/io/github/markhor/classifier/ImageClassifier",
          "serve/io/github/markhor/serve/ClassifierServer");

  @Test
  void everyPublicMethodHasASentence() throws IOException {
    List<Path> files = publicSources();
    assertTrue(files.size() > 400, "Only " + files.size() + " sources were found");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Set<String> missing = new TreeSet<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      DocTrees comments = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Missing(comments, missing).scan(unit, null);
      }
    }
    assertEquals("", String.join("\n", missing), "public, and without a comment");
  }

  @Test
  void classesThatUsersStartFromHaveAnExample() {
    List<String> without = new ArrayList<>();
    for (String name : WITH_EXAMPLE) {
      String module = name.substring(0, name.indexOf('/'));
      String type = name.substring(name.indexOf('/') + 1) + ".java";
      String text =
          ProjectFiles.read(ProjectFiles.root().resolve(module + "/src/main/java/" + type));
      Matcher declaration = Pattern.compile("(?m)^public ").matcher(text);
      assertTrue(declaration.find(), name);
      if (!text.substring(0, declaration.start()).contains("<pre>{@code")) {
        without.add(name);
      }
    }
    assertEquals(List.of(), without, "classes whose comment has no example");
  }

  /** The sources of the packages that are exported to everyone. */
  private static List<Path> publicSources() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path module : ProjectFiles.modules()) {
      Path sources = module.resolve("src/main/java");
      Path info = sources.resolve("module-info.java");
      if (Files.exists(info)) {
        Matcher export = EXPORT.matcher(ProjectFiles.read(info));
        while (export.find()) {
          found.addAll(javaFiles(sources.resolve(export.group(1).replace('.', '/')), 1));
        }
      } else if (OPEN_MODULES.contains(module.getFileName().toString())) {
        found.addAll(javaFiles(sources, Integer.MAX_VALUE));
      }
    }
    return found;
  }

  private static List<Path> javaFiles(Path folder, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toList());
    }
  }

  /** Collects what is public, in public classes only, and has no comment of its own to inherit. */
  private static final class Missing extends TreePathScanner<Void, Void> {
    private final DocTrees comments;
    private final Set<String> missing;

    Missing(DocTrees comments, Set<String> missing) {
      this.comments = comments;
      this.missing = missing;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      boolean top = getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree;
      // The public methods of a base class that is not public are on its subclasses' pages.
      boolean seen = top || isPublic(type.getModifiers());
      if (!seen) {
        return null;
      }
      if (isPublic(type.getModifiers())) {
        check(type.getSimpleName().toString());
      }
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      boolean constructor = method.getReturnType() == null;
      boolean overrides =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(annotation -> annotation.toString().startsWith("@Override"));
      ClassTree owner = (ClassTree) getCurrentPath().getParentPath().getLeaf();
      // A canonical constructor and what a record declares have the record's own comment.
      boolean ofRecord = owner.getKind() == Tree.Kind.RECORD && constructor;
      if (isPublic(method.getModifiers()) && !overrides && !ofRecord && !constructor) {
        check(owner.getSimpleName() + "." + method.getName() + method.getParameters());
      }
      return null;
    }

    /** Classes within methods are nobody's API. */
    @Override
    public Void visitBlock(BlockTree block, Void unused) {
      return null;
    }

    /** Members of interfaces are public without saying so. */
    private boolean isPublic(ModifiersTree modifiers) {
      TreePath parent = getCurrentPath().getParentPath();
      boolean ofInterface =
          parent != null
              && parent.getLeaf().getKind() == Tree.Kind.INTERFACE
              && !modifiers.getFlags().contains(Modifier.PRIVATE);
      return ofInterface || modifiers.getFlags().contains(Modifier.PUBLIC);
    }

    private void check(String name) {
      String comment = comments.getDocComment(getCurrentPath());
      if (comment == null || comment.isBlank()) {
        Path file = Path.of(getCurrentPath().getCompilationUnit().getSourceFile().toUri());
        missing.add(file.getParent().getFileName() + "/" + file.getFileName() + ": " + name);
      }
    }
  }
}
