package io.github.markhor.conformance;

import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.ImageSource;
import io.github.markhor.data.ReplayOrder;
import io.github.markhor.data.numpy.RandomState;
import io.github.markhor.source.Batch;
import io.github.markhor.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Repeats what Keras draws and gives with a seed. */
final class ReplayKind {
  private ReplayKind() {}

  static void run(Case given, Checks checks) throws IOException {
    switch (given.string("what_is_replayed")) {
      case "stream" -> stream(given, checks);
      case "draws" -> draws(given, checks);
      case "flow" -> batches(given, checks, flow(given));
      case "flow_from_directory" -> {
        try (Tree tree = Tree.of(given)) {
          DirectoryImages source = directory(given, tree, null);
          if (given.has("filenames")) {
            checks.equal("filenames", given.list("filenames"), source.filenames());
          }
          batches(given, checks, source);
        }
      }
      case "save_to_dir" -> saved(given, checks);
      default -> throw KerasArguments.unknown("a known replay", given.get("what_is_replayed"));
    }
  }

  private static void stream(Case given, Checks checks) {
    RandomState random = RandomState.seeded(((Number) given.get("numpy_seed")).longValue());
    for (Object word : given.list("words")) {
      checks.equal("word", word.toString(), Integer.toUnsignedString(random.nextWord()));
    }
    random = RandomState.seeded(((Number) given.get("numpy_seed")).longValue());
    for (Object step : given.list("steps")) {
      checkStep(checks, (Map<?, ?>) step, random);
    }
  }

  private static void checkStep(Checks checks, Map<?, ?> step, RandomState random) {
    Object argument = step.get("given");
    String call = (String) step.get("call");
    double[] values =
        switch (call) {
          case "random_sample" ->
              IntStream.range(0, (Integer) argument).mapToDouble(i -> random.random()).toArray();
          case "uniform" -> {
            double[] bounds = numbers(argument);
            yield new double[] {random.uniform(bounds[0], bounds[1])};
          }
          case "randint" -> new double[] {random.randint((Integer) argument)};
          case "choice" -> new double[] {random.choice(numbers(argument))};
          case "permutation" ->
              Arrays.stream(random.permutation((Integer) argument)).asDoubleStream().toArray();
          case "shuffle" -> {
            List<Integer> list =
                IntStream.range(0, (Integer) argument)
                    .boxed()
                    .collect(Collectors.toCollection(ArrayList::new));
            random.shuffle(list);
            yield list.stream().mapToDouble(Integer::doubleValue).toArray();
          }
          default -> throw KerasArguments.unknown("a known call", call);
        };
    checks.equal(
        call + "(" + argument + ")",
        Arrays.toString(numbers(step.get("value"))),
        Arrays.toString(values));
  }

  private static double[] numbers(Object json) {
    List<?> list = json instanceof List<?> many ? many : Collections.singletonList(json);
    return list.stream().mapToDouble(RandomKind::number).toArray();
  }

  private static void draws(Case given, Checks checks) {
    ImageDataGenerator generator =
        KerasArguments.generator(given.map("generator")).kerasReplay(0).build();
    int[] sizes = given.list("img_shape").stream().mapToInt(size -> (Integer) size).toArray();
    PictureTolerance within = PictureTolerance.of(given);
    RandomState running = RandomState.seeded(((Number) given.get("numpy_seed")).longValue());
    for (Object row : given.list("seeded")) {
      long seed = ((Number) ((Map<?, ?>) row).get("seed")).longValue();
      checkDraw(checks, within, generator, sizes, (Map<?, ?>) row, RandomState.seeded(seed));
    }
    for (Object row : given.list("running")) {
      checkDraw(checks, within, generator, sizes, (Map<?, ?>) row, running);
    }
  }

  private static void checkDraw(
      Checks checks,
      PictureTolerance within,
      ImageDataGenerator generator,
      int[] sizes,
      Map<?, ?> row,
      RandomState random) {
    var drawn = generator.randomTransform(Shape.of(sizes), random);
    row.forEach(
        (name, value) -> {
          if (!name.equals("seed")) {
            double actual = RandomKind.value(drawn, (String) name);
            double expected = RandomKind.number(value);
            within.check(checks, (String) name, NpyArray.of(expected), NpyArray.of(actual));
          }
        });
  }

  private static ImageDataGenerator generator(Case given) {
    Map<String, Object> arguments = given.has("generator") ? given.map("generator") : Map.of();
    long seed = ((Number) given.map("arguments").get("seed")).longValue();
    Object how = given.get("how");
    if (how != null && !how.equals("next") && !how.equals("index")) {
      throw KerasArguments.unknown("how to be next or index", how);
    }
    ReplayOrder order = "index".equals(how) ? ReplayOrder.INDEX : ReplayOrder.NEXT;
    return KerasArguments.generator(arguments).kerasReplay(seed, order).build();
  }

  private static ImageSource flow(Case given) {
    return generator(given)
        .flow(
            given.tensor("x"),
            given.tensorOrNull("y"),
            given.tensorOrNull("weights"),
            KerasArguments.arrayFlow(given.map("arguments"), null));
  }

  private static DirectoryImages directory(Case given, Tree tree, Path saved) {
    return generator(given)
        .flowFromDirectory(tree.root(), KerasArguments.flow(given.map("arguments"), saved));
  }

  private static void batches(Case given, Checks checks, ImageSource source) {
    try (source) {
      int number = 0;
      for (int epoch = 0; epoch < given.number("epochs"); epoch++) {
        int[] order = source.indices(epoch);
        try (var batches = source.epoch(epoch)) {
          for (int from = 0; batches.hasNext(); from += source.batchSize()) {
            int to = Math.min(order.length, from + source.batchSize());
            checks.equal(
                "indices of batch " + number,
                given.list("indices").get(number).toString(),
                Arrays.toString(Arrays.copyOfRange(order, from, to)));
            try (Batch batch = batches.next()) {
              BatchCheck.check(given, checks, "batch" + number++, batch);
            }
          }
        }
      }
      checks.equal("batches", given.list("indices").size(), number);
    }
  }

  private static void saved(Case given, Checks checks) throws IOException {
    Path folder = Tree.folder();
    try (Tree tree = Tree.of(given)) {
      Map<String, Object> arguments = new HashMap<>(given.map("arguments"));
      arguments.put("save_to_dir", folder.toString());
      try (ImageSource source =
          generator(given).flowFromDirectory(tree.root(), KerasArguments.flow(arguments, folder))) {
        int[] first = Arrays.copyOf(source.indices(0), source.batchSize());
        checks.equal("indices", given.list("indices").get(0).toString(), Arrays.toString(first));
        source.batch(0).close();
      }
      try (Stream<Path> files = Files.list(folder)) {
        List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
        checks.equal("names", given.list("names"), names);
      }
    } finally {
      Tree.delete(folder);
    }
  }
}
