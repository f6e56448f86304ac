package io.github.markhor.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.applications.Applications;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Registry;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.layer.Layer;
import io.github.markhor.layers.ActivationFunction;
import io.github.markhor.layers.Ops;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import io.github.markhor.regularizers.Regularizer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/keras-names.md} is what follows from Keras's names and the catalogues. {@code
 * bin/docs names} writes it anew.
 */
final class KerasNamesTest {
  private static final String ROOT = "io.github.markhor.";
  private static final Path PAGE = ProjectFiles.root().resolve("docs/keras-names.md");
  private static final Pattern JAVA = Pattern.compile("`([\\w.]+)`");

  private static final Map<String, Class<?>> CATALOGUES =
      Map.of(
          "layers", Layer.class,
          "losses", Loss.class,
          "metrics", Metric.class,
          "optimizers", Optimizer.class,
          "schedules", LearningRateSchedule.class,
          "initializers", Initializer.class,
          "regularizers", Regularizer.class,
          "constraints", Constraint.class);

  private static final Map<String, String> TITLES = titles();

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("layers", "Layers");
    titles.put("activations", "Activations");
    titles.put("losses", "Losses");
    titles.put("metrics", "Metrics");
    titles.put("optimizers", "Optimizers");
    titles.put("schedules", "Learning rate schedules");
    titles.put("callbacks", "Callbacks");
    titles.put("initializers", "Initializers");
    titles.put("regularizers", "Regularizers");
    titles.put("constraints", "Constraints");
    titles.put("applications", "Applications");
    titles.put("ops", "Operations");
    titles.put("data", "Models, data and tools");
    titles.put("utils", "keras.utils");
    return titles;
  }

  /** Where a name of Keras is under another name here. */
  private static Map<String, String> elsewhere() throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    for (String line : lines("keras-elsewhere.txt")) {
      String[] parts = line.split(" = ", 2);
      found.put(parts[0], parts[1]);
    }
    return found;
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in = KerasNamesTest.class.getResourceAsStream("/" + resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  @Test
  void thePageIsUpToDate() throws IOException {
    String expected = page();
    if ("write".equals(System.getProperty("markhor.docs"))) {
      Files.writeString(PAGE, expected);
    }
    assertEquals(
        expected.lines().toList(),
        Files.readString(PAGE).lines().toList(),
        "docs/keras-names.md is stale; bin/docs names writes it anew");
  }

  /** What the page names in Java is there, also what was written by hand. */
  @Test
  void everyJavaNameExists() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, String> entry : elsewhere().entrySet()) {
      Matcher name = JAVA.matcher(entry.getValue());
      while (name.find()) {
        if (!exists(name.group(1))) {
          missing.add(entry.getKey() + " = " + name.group(1));
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  /** A line written by hand for a name that Keras does not have, or that is found by itself. */
  @Test
  void nothingWrittenByHandIsNeedless() throws IOException {
    Set<String> names = new TreeSet<>(lines("keras-names.txt"));
    List<String> needless = new ArrayList<>();
    for (String key : elsewhere().keySet()) {
      String kind = key.substring(0, key.indexOf(' '));
      String name = key.substring(key.indexOf(' ') + 1);
      if (!kind.equals("data") && !names.contains(key) || byItself(kind, name).isPresent()) {
        needless.add(key);
      }
    }
    assertEquals(List.of(), needless);
  }

  private static String page() throws IOException {
    Map<String, String> elsewhere = elsewhere();
    Map<String, List<String>> rows = new LinkedHashMap<>();
    Map<String, List<String>> absent = new LinkedHashMap<>();
    TITLES.keySet().forEach(kind -> rows.put(kind, new ArrayList<>()));
    TITLES.keySet().forEach(kind -> absent.put(kind, new ArrayList<>()));
    List<String> all = new ArrayList<>(lines("keras-names.txt"));
    elsewhere.keySet().stream().filter(key -> key.startsWith("data ")).forEach(all::add);
    for (String line : all) {
      String kind = line.substring(0, line.indexOf(' '));
      String name = line.substring(line.indexOf(' ') + 1);
      Optional<String> here =
          byItself(kind, name).or(() -> Optional.ofNullable(elsewhere.get(line)));
      if (here.isPresent()) {
        rows.get(kind).add("| `" + name + "` | " + here.get() + " |");
      } else {
        absent.get(kind).add("`" + name + "`");
      }
    }
    StringBuilder page =
        new StringBuilder(
            "# Keras's names\n"
                + "<!-- Made by KerasNamesTest; bin/docs names writes it anew. -->\n"
                + "Every public name of Keras 3.15 in these parts, and where it is in Markhor."
                + " Methods are in camelCase, arguments\n"
                + "too: `data_format` is `dataFormat`.\n");
    for (Map.Entry<String, String> title : TITLES.entrySet()) {
      List<String> found = rows.get(title.getKey());
      List<String> not = absent.get(title.getKey());
      assertTrue(!found.isEmpty(), title.getKey());
      page.append("\n## ").append(title.getValue()).append('\n');
      page.append("| Keras | Markhor |\n|---|---|\n");
      page.append(String.join("\n", found)).append('\n');
      if (!not.isEmpty()) {
        page.append("\nNot here: ").append(String.join(", ", not)).append(".\n");
      }
    }
    return page.toString();
  }

  /** Where a name is, as far as catalogues and classes say it. */
  private static Optional<String> byItself(String kind, String name) {
    return switch (kind) {
      case "callbacks" -> type("callbacks." + name).map(found -> code(ROOT + "callbacks", name));
      case "applications" -> application(name);
      case "activations" ->
          Registry.knows(ActivationFunction.class, name)
              ? Optional.of("`\"" + name + "\"`, `Activations." + upper(name) + "`")
              : Optional.empty();
      case "ops" -> operation(name);
      case "data", "utils" -> Optional.empty();
      default -> catalogued(kind, name);
    };
  }

  private static Optional<String> catalogued(String kind, String name) {
    Class<?> type = CATALOGUES.get(kind);
    if (!Registry.knows(type, name)) {
      return Optional.empty();
    }
    String in = ROOT + (kind.equals("schedules") ? "optimizers.schedules" : kind);
    if (type(in.substring(ROOT.length()) + "." + name).isEmpty()) {
      // A loss as a metric has no class of its own; neither has what files alone contain.
      return kind.equals("metrics")
          ? Optional.of("`\"" + KerasNames.snakeCase(name) + "\"`, by name")
          : Optional.empty();
    }
    return Optional.of(code(in, name));
  }

  private static Optional<String> application(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(Applications.class.getMethods())
        .map(Method::getName)
        .filter(method -> method.toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst()
        .map(method -> "`Applications." + method + "()`");
  }

  /** On symbols with {@code Ops}, in layers and losses of one's own with the methods of Value. */
  private static Optional<String> operation(String name) {
    String method = camelCase(name);
    List<String> found = new ArrayList<>();
    if (hasMethod(Ops.class, method)) {
      found.add("`Ops." + method + "`");
    }
    if (hasMethod(Value.class, method)) {
      found.add("`Value." + method + "`");
    }
    if (Registry.knows(ActivationFunction.class, name)) {
      found.add("`Activation.of(\"" + name + "\")`");
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", found));
  }

  private static String code(String in, String name) {
    return "`" + name + "` in `" + in.substring("io.github.".length()) + "`";
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private static String camelCase(String name) {
    Matcher gap = Pattern.compile("_(\\w)").matcher(name);
    return gap.replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
  }

  private static boolean hasMethod(Class<?> type, String name) {
    return Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals(name));
  }

  private static Optional<Class<?>> type(String name) {
    try {
      return Optional.of(Class.forName(ROOT + name, false, Ops.class.getClassLoader()));
    } catch (ClassNotFoundException missing) {
      return Optional.empty();
    }
  }

  /** A class, a class with a method, or a package of this project. */
  private static boolean exists(String text) {
    if (text.startsWith("markhor.")) {
      return true;
    }
    String simple = text.contains(".") ? text.substring(0, text.indexOf('.')) : text;
    String member = text.contains(".") ? text.substring(text.indexOf('.') + 1) : null;
    for (String in :
        List.of(
            "",
            "layers.",
            "layer.",
            "losses.",
            "metrics.",
            "optimizers.",
            "callbacks.",
            "data.",
            "optimizers.schedules.",
            "initializers.",
            "regularizers.",
            "constraints.",
            "config.",
            "data.datasets.",
            "data.table.",
            "data.picture.",
            "data.numpy.",
            "reports.",
            "source.",
            "split.",
            "search.",
            "tensor.",
            "graph.",
            "applications.",
            "text.",
            "network.")) {
      Optional<Class<?>> found = type(in + simple);
      if (found.isPresent()
          && (member == null
              || hasMethod(found.get(), member)
              || Arrays.stream(found.get().getFields())
                  .anyMatch(field -> field.getName().equals(member)))) {
        return true;
      }
    }
    return false;
  }
}
