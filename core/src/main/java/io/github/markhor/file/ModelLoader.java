package io.github.markhor.file;

import io.github.markhor.Layer;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.Shape;
import io.github.markhor.Tensor;
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
    checkWeights(layers);
    Sequential model = build(layers);
    try {
      model.setWeights(weights());
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

  private void checkWeights(List<Layer> layers) {
    Shape shape = layers.get(0).inputShape();
    if (shape == null) {
      throw new ModelFileException(
          "Expected the first layer in "
              + file
              + " to state the shape of the input. Received: "
              + layers.get(0).name());
    }
    int next = 0;
    for (Layer layer : layers) {
      List<WeightSpec> specs;
      try {
        specs = new ArrayList<>(layer.weights(shape));
        shape = layer.outputShape(shape);
      } catch (IllegalArgumentException problem) {
        throw new ModelFileException(
            "The layer " + layer.name() + " in " + file + " does not fit: " + problem.getMessage(),
            problem);
      }
      if (!specs.isEmpty()) {
        specs.sort(Comparator.comparing(spec -> !spec.trainable()));
        if (next == saved.weights().size()) {
          throw new ModelFileException(
              "Expected weights of the layer " + layer.name() + " in " + file + ". Received: none");
        }
        checkWeights(layer.name(), specs, saved.weights().get(next++));
      }
    }
    if (next != saved.weights().size()) {
      throw new ModelFileException(
          "Expected weights of "
              + next
              + " layers in "
              + file
              + ". Received: those of "
              + saved.weights().size());
    }
  }

  private void checkWeights(String layer, List<WeightSpec> specs, StoredLayer stored) {
    List<String> expected = new ArrayList<>();
    List<String> received = new ArrayList<>();
    specs.forEach(spec -> expected.add(spec.name() + " " + spec.shape()));
    stored.weights().forEach(array -> received.add(array.name() + " " + array.shape()));
    boolean same = specs.size() == stored.weights().size();
    for (int i = 0; same && i < specs.size(); i++) {
      same = specs.get(i).shape().equals(stored.weights().get(i).shape());
    }
    if (!same) {
      throw new ModelFileException(
          "Expected the weights "
              + expected
              + " for the layer "
              + layer
              + " in "
              + file
              + ". Received: "
              + received);
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

  private List<Tensor> weights() {
    List<Tensor> weights = new ArrayList<>();
    for (StoredLayer layer : saved.weights()) {
      for (StoredArray array : layer.weights()) {
        Tensor values = array.tensor();
        if (!options.allowNonFinite()) {
          checkFinite(layer.name() + "/" + array.name(), values);
        }
        weights.add(values);
      }
    }
    return weights;
  }

  private void checkFinite(String name, Tensor values) {
    for (float value : values.toArray()) {
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
