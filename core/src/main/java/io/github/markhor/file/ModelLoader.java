package io.github.markhor.file;

import io.github.markhor.Layer;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.Shape;
import io.github.markhor.config.Registry;
import io.github.markhor.weights.WeightSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Makes a model from what a file holds. The shapes of its weights are compared with those in the
 * file before memory is taken for any.
 */
final class ModelLoader {
  private final SavedModel saved;
  private final Path file;
  private final LoadOptions options;

  ModelLoader(SavedModel saved, Path file, LoadOptions options) {
    this.saved = saved;
    this.file = file;
    this.options = options;
  }

  Sequential load() {
    List<Layer> layers = layers();
    WeightsMatch weights = checkWeights(layers);
    Sequential model = build(layers);
    try {
      model.setWeights(weights.read(options));
      model.setClassNames(saved.classNames());
      if (options.compile() && saved.training() != null) {
        compile(model);
      }
      return model;
    } catch (RuntimeException problem) {
      model.close();
      throw problem;
    }
  }

  /** All layers; those that cannot be made are listed at once. */
  private List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Map<String, Object> description : saved.layers()) {
      String className = (String) description.get("class_name");
      Object name = ((Map<?, ?>) description.get("config")).get("name");
      if (!Registry.knows(Layer.class, className)) {
        wrong.add(name + " (" + className + ") is not supported");
        continue;
      }
      try {
        layers.add(Registry.make(Layer.class, description, saved.dialect()));
      } catch (IllegalArgumentException problem) {
        wrong.add(name + " (" + className + "): " + problem.getMessage());
      } catch (RuntimeException problem) {
        throw new ModelFileException(
            "The layer "
                + name
                + " ("
                + className
                + ") in "
                + file
                + " has a config that is not"
                + " understood: "
                + problem,
            problem);
      }
    }
    if (!wrong.isEmpty()) {
      throw new ModelFileException(
          "The model in "
              + file
              + ", written by "
              + saved.writer()
              + ", has layers that cannot be made: "
              + String.join("; ", wrong));
    }
    return layers;
  }

  private WeightsMatch checkWeights(List<Layer> layers) {
    Shape shape = layers.get(0).inputShape();
    if (shape == null) {
      throw new ModelFileException(
          "Expected the first layer in "
              + file
              + " to state the shape of the input. Received: "
              + layers.get(0).name());
    }
    WeightsMatch match = new WeightsMatch(saved.weights(), file);
    for (Layer layer : layers) {
      List<WeightsMatch.Wanted> weights = new ArrayList<>();
      try {
        addWeights(layer, shape, weights);
        shape = layer.outputShape(shape);
      } catch (IllegalArgumentException problem) {
        throw new ModelFileException(
            "The layer " + layer.name() + " in " + file + " does not fit: " + problem.getMessage(),
            problem);
      }
      match.next(layer.name(), weights);
    }
    match.end();
    return match;
  }

  /** Adds what a layer and those within it want, in the order that they will have in the model. */
  private static void addWeights(Layer layer, Shape shape, List<WeightsMatch.Wanted> to) {
    List<WeightSpec> specs = new ArrayList<>(layer.weights(shape));
    specs.sort(Comparator.comparing(spec -> !spec.trainable()));
    for (WeightSpec spec : specs) {
      to.add(new WeightsMatch.Wanted(spec, layer.trainable() && spec.trainable()));
    }
    Shape at = shape;
    for (Layer inner : layer.layers()) {
      addWeights(inner, at, to);
      at = inner.outputShape(at);
    }
  }

  private Sequential build(List<Layer> layers) {
    ModelOptions defaults = ModelOptions.defaults().name(saved.name());
    ModelOptions model = saved.seed() == null ? defaults : defaults.seed(saved.seed());
    try {
      return Sequential.of(model, layers);
    } catch (IllegalArgumentException problem) {
      throw new ModelFileException(
          "The model in " + file + " cannot be built: " + problem.getMessage(), problem);
    }
  }

  private void compile(Sequential model) {
    try {
      ModelFiles.compile(model, saved.training());
    } catch (IllegalArgumentException problem) {
      throw new ModelFileException(
          "The model in "
              + file
              + " cannot be compiled as it was (LoadOptions.compile(false) loads"
              + " it without): "
              + problem.getMessage(),
          problem);
    }
  }
}
