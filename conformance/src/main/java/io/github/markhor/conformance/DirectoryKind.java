package io.github.markhor.conformance;

import io.github.markhor.data.DataFrameImages;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.FileImages;
import io.github.markhor.data.ImageDataGeneratorBuilder;
import io.github.markhor.data.ImageDataset;
import io.github.markhor.data.ImageDatasetOptions;
import io.github.markhor.data.ImageSource;
import io.github.markhor.data.Pictures;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.table.Columns;
import io.github.markhor.data.table.DataFrame;
import io.github.markhor.source.Batch;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whole sources: directories, tables, arrays. */
final class DirectoryKind {
  private DirectoryKind() {}

  static void run(Case given, Checks checks) throws IOException {
    Path saved = Tree.folder();
    try (Tree tree = Tree.of(given)) {
      if (!given.has("error")) {
        check(given, checks, tree, saved);
        return;
      }
      given.passOver("generator", "batch"); // where what comes before is refused
      Refusals.check(
          given,
          checks,
          () -> {
            try (ImageSource source = make(given, tree, saved)) {
              int batch = given.has("batch") ? given.number("batch") : 0;
              source.batch(batch).close();
              return source;
            }
          });
    } finally {
      Tree.delete(saved);
    }
  }

  private static void check(Case given, Checks checks, Tree tree, Path saved) throws IOException {
    switch (given.string("call")) {
      case "image_dataset_from_directory" -> dataset(given, checks, tree);
      case "flow_from_directory" -> {
        try (DirectoryImages source = directory(given, tree, saved)) {
          Map<String, Object> expected = given.map("expected");
          checks.equal("num_classes", expected.get("num_classes"), source.classNames().size());
          List<Integer> classes = new ArrayList<>();
          for (int number : source.classes()) {
            classes.add(number);
          }
          checks.equal("classes", expected.get("classes"), classes);
          files(given, checks, tree, source);
          batches(given, checks, "", expected, source);
        }
      }
      case "flow_from_dataframe" -> {
        try (DataFrameImages source = frame(given, tree, saved)) {
          Map<String, Object> expected = given.map("expected");
          if (expected.containsKey("classes")) {
            List<?> classes = (List<?>) expected.get("classes");
            checks.equal("classes", classes.size(), source.classLists().length);
            for (int i = 0; i < classes.size(); i++) {
              checkClasses(checks, classes.get(i), source.classLists()[i]);
            }
          }
          files(given, checks, tree, source);
          batches(given, checks, "", expected, source);
        }
      }
      case "flow" -> {
        try (ImageSource source = arrays(given, saved)) {
          batches(given, checks, "", given.map("expected"), source);
        }
        saved(given, checks, saved);
      }
      default -> throw KerasArguments.unknown("a known call", given.get("call"));
    }
  }

  private static ImageSource make(Case given, Tree tree, Path saved) {
    return switch (given.string("call")) {
      case "flow_from_directory" -> directory(given, tree, saved);
      case "flow_from_dataframe" -> frame(given, tree, saved);
      case "flow" -> arrays(given, saved);
      default -> parts(given, tree).values().iterator().next();
    };
  }

  /** A generator; where Keras slips, one that repeats it. */
  private static ImageDataGeneratorBuilder generator(Case given) {
    Map<String, Object> arguments = given.has("generator") ? given.map("generator") : Map.of();
    ImageDataGeneratorBuilder builder = KerasArguments.generator(arguments);
    return given.has("slip") ? builder.kerasReplay(0) : builder;
  }

  private static DirectoryImages directory(Case given, Tree tree, Path saved) {
    return generator(given)
        .build()
        .flowFromDirectory(tree.root(), KerasArguments.flow(given.map("arguments"), saved));
  }

  private static DataFrameImages frame(Case given, Tree tree, Path saved) {
    Map<String, List<Object>> table = new LinkedHashMap<>();
    given
        .map("columns")
        .forEach(
            (name, values) -> {
              List<Object> placed = new ArrayList<>((List<?>) values);
              boolean numbers = placed.stream().allMatch(JsonNumbers::isNumber);
              placed.replaceAll(
                  value ->
                      !(value instanceof String text)
                          ? value
                          : numbers ? JsonNumbers.number(text) : inTree(text, tree));
              table.put(name, placed);
            });
    Map<String, Object> arguments = given.map("arguments");
    Columns columns = Columns.defaults();
    if (arguments.get("x_col") instanceof String x) {
      columns = columns.x(x);
    }
    if (arguments.get("y_col") instanceof String y) {
      columns = columns.y(y);
    } else if (arguments.get("y_col") instanceof List<?> several) {
      columns = columns.y(KerasArguments.texts(several));
    }
    if (arguments.get("weight_col") instanceof String weight) {
      columns = columns.weight(weight);
    }
    Path directory =
        given.has("directory") ? Path.of(inTree(given.string("directory"), tree)) : null;
    return generator(given)
        .build()
        .flowFromDataframe(
            DataFrame.ofColumns(table), directory, columns, KerasArguments.flow(arguments, saved));
  }

  private static String inTree(String text, Tree tree) {
    return text.startsWith("TREE") ? tree.root() + text.substring("TREE".length()) : text;
  }

  private static ImageSource arrays(Case given, Path saved) {
    List<Tensor> inputs = new ArrayList<>(List.of(given.tensor("x")));
    inputs.addAll(given.tensors("extra"));
    return generator(given)
        .build()
        .flow(
            inputs,
            given.tensorOrNull("y"),
            given.tensorOrNull("weights"),
            KerasArguments.arrayFlow(given.map("arguments"), saved));
  }

  private static void files(Case given, Checks checks, Tree tree, FileImages source) {
    Map<String, Object> expected = given.map("expected");
    if (expected.containsKey("class_indices")) {
      checks.equal("class_indices", expected.get("class_indices"), source.classIndices());
    }
    List<String> names = new ArrayList<>(KerasArguments.texts(expected.get("filenames")));
    names.replaceAll(name -> inTree(name, tree));
    checks.equal("filenames", names, source.filenames());
  }

  private static void checkClasses(Checks checks, Object expected, int[] actual) {
    List<?> wanted = expected instanceof List<?> several ? several : List.of(expected);
    List<Integer> received = new ArrayList<>();
    for (int number : actual) {
      received.add(number);
    }
    checks.equal("classes of a row", wanted, received);
  }

  /** Compares the batches that the case stores, the first epoch's in their order. */
  private static void batches(
      Case given, Checks checks, String prefix, Map<String, Object> expected, ImageSource source) {
    if (expected.containsKey("samples")) {
      checks.equal("samples", expected.get("samples"), source.samples());
    }
    checks.equal(prefix + "batches", expected.get("batches"), source.batches());
    List<?> stored = (List<?>) expected.get("stored_batches");
    try (var batches = source.epoch(0)) {
      for (int i = 0; batches.hasNext(); i++) {
        try (Batch batch = batches.next()) {
          if (stored.contains(i)) {
            BatchCheck.check(given, checks, prefix + "batch" + i, batch);
          }
        }
      }
    }
  }

  private static void saved(Case given, Checks checks, Path folder) throws IOException {
    if (!(given.map("expected").get("saved") instanceof Map<?, ?> expected)) {
      return;
    }
    Map<Integer, Path> byIndex = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        checks.that(
            name.matches((String) expected.get("pattern")),
            "expected a name like " + expected.get("pattern") + ", received " + name);
        byIndex.put(Integer.valueOf(name.split("_")[1]), file);
      }
    }
    checks.equal("saved files", expected.get("files"), byIndex.size());
    checks.equal("saved indices", expected.get("indices"), List.copyOf(byIndex.keySet()));
    if (given.hasArray("saved0")) {
      NpyArray wanted = given.array("saved0");
      int channels = wanted.shape().rank() == 3 ? wanted.shape().size(2) : 1;
      ColorMode mode =
          channels == 1 ? ColorMode.GRAYSCALE : channels == 3 ? ColorMode.RGB : ColorMode.RGBA;
      NpyArray read = NpyArray.of(Pictures.load(byIndex.get(0), mode));
      new PictureTolerance(1, 0.25, 0, false)
          .check(checks, "saved0", wanted, new NpyArray(wanted.shape(), read.values()));
    }
  }

  private static void dataset(Case given, Checks checks, Tree tree) {
    Map<String, ImageDataset> parts = parts(given, tree);
    checks.equal("parts", given.map("expected").keySet(), parts.keySet());
    parts.forEach(
        (name, part) -> {
          try (part) {
            Map<String, Object> expected = new HashMap<>();
            ((Map<?, ?>) given.map("expected").get(name))
                .forEach((key, value) -> expected.put((String) key, value));
            checks.equal("file_paths", expected.get("file_paths"), part.filenames());
            Object names = expected.get("class_names");
            checks.equal("class_names", names == null ? List.of() : names, part.classNames());
            batches(given, checks, name + "_", expected, part);
          }
        });
  }

  private static Map<String, ImageDataset> parts(Case given, Tree tree) {
    Map<String, Object> arguments = given.map("arguments");
    ImageDatasetOptions options = options(arguments);
    Map<String, ImageDataset> parts = new LinkedHashMap<>();
    if ("both".equals(arguments.get("subset"))) {
      ImageDataset.Both both = ImageDataset.bothFromDirectory(tree.root(), options);
      parts.put("training", both.training());
      parts.put("validation", both.validation());
    } else {
      Object subset = arguments.get("subset");
      parts.put(
          subset == null ? "all" : (String) subset,
          ImageDataset.fromDirectory(tree.root(), options));
    }
    return parts;
  }

  private static ImageDatasetOptions options(Map<String, Object> arguments) {
    ImageDatasetOptions options = ImageDatasetOptions.defaults();
    for (Map.Entry<String, Object> argument : arguments.entrySet()) {
      String name = argument.getKey();
      Object value = argument.getValue();
      options =
          switch (name) {
            case "image_size" -> {
              int[] size = KerasArguments.size(name, value);
              yield options.targetSize(size[0], size[1]);
            }
            case "batch_size" -> options.batchSize((Integer) value);
            case "shuffle" -> options.shuffle((Boolean) value);
            case "seed" -> options.seed(((Number) value).longValue());
            case "validation_split" -> options.validationSplit(((Number) value).doubleValue());
            case "subset" -> value.equals("both") ? options : options.subset((String) value);
            case "label_mode" -> options.labelMode(value == null ? "none" : (String) value);
            case "labels" ->
                value == null
                    ? options.noLabels()
                    : value.equals("inferred")
                        ? options
                        : options.labels(
                            ((List<?>) value).stream().map(Integer.class::cast).toList());
            case "class_names" -> options.classNames(KerasArguments.texts(value));
            case "color_mode" -> options.colorMode((String) value);
            case "interpolation" -> options.interpolation((String) value);
            case "crop_to_aspect_ratio" -> options.cropToAspectRatio((Boolean) value);
            case "pad_to_aspect_ratio" -> options.padToAspectRatio((Boolean) value);
            case "follow_links" -> options.followLinks((Boolean) value);
            case "data_format" -> options.channelsFirst(KerasArguments.channelsFirst(value));
            default -> throw KerasArguments.unknown("a known argument", name);
          };
    }
    return options;
  }
}
