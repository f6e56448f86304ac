package io.github.markhor;

import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.StoredArray;
import io.github.markhor.file.StoredLayer;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.Weight;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Findings;
import io.github.markhor.text.Notices;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Gives the weights of a file to the layers of a model. By order: the first layer of the model that
 * has weights gets those of the first layer of the file that has some, unless the names say that
 * they belong to another. By name: a layer gets the weights of the layer of its name. Within a
 * nested model names decide, and order where the file has other names. Shapes are compared before
 * any number is read.
 */
final class WeightsMatch {
  private static final Logger LOG = Notices.logger(WeightsMatch.class);

  private final List<StoredLayer> stored;
  private final Map<String, StoredLayer> byName = new HashMap<>();
  private final List<Pair> pairs = new ArrayList<>();
  private final NamesInOrder names = new NamesInOrder();
  private final LoadOptions options;
  private final Path file;

  /** The names of the layers that have weights, and of those whose weights do not fit. */
  private final List<String> wanting = new ArrayList<>();

  private final List<String> skipped = new ArrayList<>();
  private int next;

  WeightsMatch(List<StoredLayer> stored, Path file, LoadOptions options) {
    this.stored = stored.stream().filter(layer -> !layer.weights().isEmpty()).toList();
    this.file = file;
    this.options = options;
    this.stored.forEach(layer -> byName.put(layer.name(), layer));
  }

  /**
   * A weight that a layer wants.
   *
   * @param path of the layer within that layer that has it: {@code block/conv2d}; empty for itself
   * @param className of the layer that has it
   * @param trains false also where the layer that has it is frozen
   */
  record Wanted(String path, String className, WeightSpec spec, boolean trains) {}

  /**
   * The weights in the file that a layer of the model gets.
   *
   * @param stored null for a layer that keeps its weights
   * @param order the places in the model of the weights in the file
   */
  private record Pair(StoredLayer stored, List<Integer> order) {}

  /** The weights of a layer and of those within it, in the model's order. */
  static List<Wanted> wanted(BuiltLayer layer) {
    int prefix = layer.name().length() + 1;
    return layer
        .located()
        .flatMap(
            each ->
                wanted(each.layer(), each.layer() == layer ? "" : each.path().substring(prefix)))
        .toList();
  }

  private static Stream<Wanted> wanted(BuiltLayer layer, String path) {
    String className = layer.layer().className();
    return layer.ownWeights().stream()
        .map(Weight::spec)
        .map(spec -> new Wanted(path, className, spec, layer.trainable() && spec.trainable()));
  }

  /** Matches all layers of a model. */
  static WeightsMatch of(
      List<BuiltLayer> layers, List<StoredLayer> stored, Path file, LoadOptions options) {
    WeightsMatch match = new WeightsMatch(stored, file, options);
    layers.forEach(layer -> match.next(layer.name(), layer.layer().className(), wanted(layer)));
    match.end();
    return match;
  }

  /**
   * Compares the next layer.
   *
   * @param weights in the model's order
   */
  void next(String layer, String className, List<Wanted> weights) {
    if (!weights.isEmpty()) {
      wanting.add(layer);
    }
    StoredLayer given = weights.isEmpty() ? null : given(layer);
    if (given == null) {
      pairs.add(new Pair(null, List.of()));
      return;
    }
    names.add(new NamesInOrder.Match(layer, className, given.name()));
    List<Integer> order = new InnerOrder(layer, weights, given, file).order();
    List<WeightSpec> specs = order.stream().map(i -> weights.get(i).spec()).toList();
    boolean fits = specs.size() == given.weights().size();
    for (int i = 0; fits && i < specs.size(); i++) {
      fits = specs.get(i).shape().equals(given.weights().get(i).shape());
    }
    if (!fits && !options.skipMismatch()) {
      throw mismatch(layer, specs, given);
    }
    if (!fits) {
      skipped.add(layer);
    }
    pairs.add(new Pair(fits ? given : null, order));
  }

  /** The weights in the file for a layer that has some; null for one that keeps its own. */
  private StoredLayer given(String layer) {
    if (options.byName()) {
      return byName.get(layer);
    }
    if (next == stored.size()) {
      throw new ModelFileException(
          "Expected weights of the layer " + layer + " in " + file + ". Received: none");
    }
    return stored.get(next++);
  }

  private ModelFileException mismatch(String layer, List<WeightSpec> specs, StoredLayer given) {
    List<String> expected = new ArrayList<>();
    List<String> received = new ArrayList<>();
    specs.forEach(spec -> expected.add(spec.name() + " " + spec.shape()));
    given.weights().forEach(array -> received.add(array.name() + " " + array.shape()));
    return new ModelFileException(
        "Expected the weights "
            + expected
            + " for the layer "
            + layer
            + " in "
            + file
            + ". Received: "
            + received);
  }

  /**
   * Refuses weights that are left when all layers have theirs, unless they go by name; and a match
   * in which no layer at all gets weights.
   */
  void end() {
    if (!wanting.isEmpty() && pairs.stream().allMatch(pair -> pair.stored == null)) {
      throw new ModelFileException(
          "Expected weights in "
              + file
              + " for at least one layer of the model"
              + (options.byName() ? ", by name" : "")
              + (options.skipMismatch() ? ", of the same shapes" : "")
              + ". Received: those of the layers "
              + Findings.shortened(stored.stream().map(StoredLayer::name).toList())
              + "; the model has "
              + Findings.shortened(wanting));
    }
    if (!skipped.isEmpty()) {
      LOG.warn(
          "The layers {} keep their weights: those in {} have other shapes.",
          Findings.shortened(skipped),
          file);
    }
    if (!options.byName() && next != stored.size()) {
      throw new ModelFileException(
          "Expected weights of "
              + next
              + " layers in "
              + file
              + ". Received: those of "
              + stored.size()
              + ", the first too many of "
              + stored.get(next).name());
    }
    names
        .disagreement()
        .ifPresent(
            match -> {
              throw new ModelFileException(
                  "Expected the layers in "
                      + file
                      + " in the order of the model's where they have the same names. Received: the"
                      + " weights of "
                      + match.stored()
                      + " in the place of "
                      + match.layer()
                      + " (LoadOptions.byName(true) goes by the names)");
            });
  }

  /** Reads all numbers and keeps none, so that what is wrong is known before a model changes. */
  void check() {
    for (Pair pair : pairs) {
      if (pair.stored != null) {
        pair.stored.weights().forEach(array -> read(pair.stored, array));
      }
    }
  }

  /**
   * Gives the layers that were compared their weights, one layer after the other.
   *
   * @param layers as many, in the same order
   */
  void apply(List<BuiltLayer> layers) {
    for (int i = 0; i < layers.size(); i++) {
      Pair pair = pairs.get(i);
      if (pair.stored != null) {
        Tensor[] own = new Tensor[pair.order.size()];
        for (int at = 0; at < own.length; at++) {
          own[pair.order.get(at)] = read(pair.stored, pair.stored.weights().get(at));
        }
        layers.get(i).setWeights(Arrays.asList(own));
      }
    }
  }

  private Tensor read(StoredLayer layer, StoredArray array) {
    Tensor values = array.tensor();
    if (!options.allowNonFinite()) {
      checkFinite(layer.name() + "/" + array.name(), values.buffer(), file);
    }
    return values;
  }

  /** Refuses NaN and infinity in an array of a file. */
  static void checkFinite(String name, FloatBuffer values, Path file) {
    while (values.hasRemaining()) {
      float value = values.get();
      if (!Float.isFinite(value)) {
        throw new ModelFileException(
            "Expected finite weights in "
                + file
                + ". Received: "
                + value
                + " in "
                + name
                + " (LoadOptions.allowNonFinite loads it all the same)");
      }
    }
  }
}
