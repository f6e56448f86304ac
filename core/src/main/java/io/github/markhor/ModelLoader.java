package io.github.markhor;

import io.github.markhor.config.Registry;
import io.github.markhor.file.ModelConfig;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.StoredArray;
import io.github.markhor.file.StoredTraining;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a model from what a file holds. The shapes of its weights are compared with those in the
 * file before memory is taken for any.
 */
final class ModelLoader {
  private static final Logger LOG = LoggerFactory.getLogger(ModelFiles.class);

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
      weights.apply(model.layers());
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

  /** The model with weights of its own. */
  Sequential build() {
    return build(layers());
  }

  /** All layers; whatever stands in the way is listed at once. */
  private List<Layer> layers() {
    List<String> wrong = new ArrayList<>(saved.problems());
    List<Layer> layers = new ArrayList<>();
    for (Map<String, Object> description : saved.layers()) {
      if (ModelConfig.isKnown(description)) {
        make(description, layers, wrong);
      }
    }
    if (!wrong.isEmpty()) {
      throw new ModelFileException(
          "The model in "
              + file
              + ", written by "
              + saved.writer()
              + ", has what cannot run here: "
              + String.join("; ", wrong));
    }
    return layers;
  }

  private void make(Map<String, Object> description, List<Layer> layers, List<String> wrong) {
    Object name = ((Map<?, ?>) description.get("config")).get("name");
    String layer = name + " (" + description.get("class_name") + ")";
    try {
      layers.add(Registry.make(Layer.class, description, saved.dialect()));
    } catch (IllegalArgumentException problem) {
      wrong.add(layer + ": " + problem.getMessage());
    } catch (RuntimeException problem) {
      throw new ModelFileException(
          "The layer " + layer + " in " + file + " has a config that is not understood: " + problem,
          problem);
    }
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
    WeightsMatch match =
        new WeightsMatch(saved.weights(), file, options.byName(false).skipMismatch(false));
    for (Layer layer : layers) {
      if (layer.isInput()) {
        continue;
      }
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

  /** A model whose training is not understood predicts all the same. */
  private void compile(Sequential model) {
    try {
      compile(model, saved.training());
    } catch (IllegalArgumentException problem) {
      LOG.warn(
          "The model in {} is loaded without what it was compiled with, which does not run here: {}"
              + " To train it, compile it anew.",
          file,
          problem.getMessage());
    }
  }

  private static void compile(Sequential model, StoredTraining training) {
    model.compile(
        Registry.make(Optimizer.class, training.optimizer(), training.dialect()),
        Registry.make(Loss.class, training.loss(), training.dialect()),
        CompileOptions.defaults()
            .metrics(metrics(training.metrics(), training))
            .weightedMetrics(metrics(training.weightedMetrics(), training)));
    resume(model, training);
  }

  /** Gives a compiled model what an optimizer remembered. */
  static void resume(Sequential model, StoredTraining training) {
    TrainingState state = model.trainingState();
    if (!training.slots().isEmpty()) {
      state.setSlots(training.slots().stream().map(StoredArray::tensor).toList());
    }
    state.setIterations(training.iterations());
    if (training.learningRate() != null && !state.optimizer().hasSchedule()) {
      model.setLearningRate(training.learningRate());
    }
  }

  private static List<Metric> metrics(List<Object> descriptions, StoredTraining training) {
    return descriptions.stream()
        .map(description -> Registry.make(Metric.class, description, training.dialect()))
        .toList();
  }
}
