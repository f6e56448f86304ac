package io.github.markhor;

import io.github.markhor.backend.BackendException;
import io.github.markhor.file.Description;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.StoredArray;
import io.github.markhor.file.StoredTraining;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.network.LayerChain;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.tensor.Shape;
import io.github.markhor.text.Findings;
import io.github.markhor.text.Notices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;

/**
 * Makes a model from the content of a file. The shapes of the model's weights are compared with
 * those in the file before memory is taken for any.
 */
final class ModelLoader {
  private static final Logger LOG = Notices.logger(ModelLoader.class);

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
      if (options.compile()) {
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
    Findings refused = new Findings();
    List<Layer> layers = new ArrayList<>();
    for (LayerDescription description : saved.architecture().layers()) {
      if (description.isKnown()) {
        make(description, layers, refused);
      }
    }
    List<String> wrong = new ArrayList<>(saved.problems());
    wrong.addAll(refused.texts());
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

  private static void make(LayerDescription description, List<Layer> layers, Findings wrong) {
    try {
      layers.add(description.make());
    } catch (IllegalArgumentException problem) {
      String message = problem.getMessage();
      wrong.add(description.className(), description.title() + ": " + message, message);
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
    shape = shapeOfWeights(layers, shape);
    WeightsMatch match =
        new WeightsMatch(saved.weights(), file, options.byName(false).skipMismatch(false));
    for (Layer layer : layers) {
      if (layer.isInput()) {
        continue;
      }
      List<WeightsMatch.Wanted> weights = new ArrayList<>();
      try {
        addWeights(layer, "", shape, weights);
        shape = layer.outputShape(shape);
      } catch (IllegalArgumentException | ArithmeticException problem) {
        // Sizes that no one has the memory for end in an overflow.
        throw new ModelFileException(
            "The layer " + layer.name() + " in " + file + " does not fit: " + problem.getMessage(),
            problem);
      }
      match.next(layer.name(), layer.className(), weights);
    }
    match.end();
    return match;
  }

  /** The input's shape, with sizes in place of those that are not known. */
  private Shape shapeOfWeights(List<Layer> layers, Shape input) {
    try {
      boolean first = layers.get(0).isInput();
      return LayerChain.shapeOfWeights(first ? layers.subList(1, layers.size()) : layers, input);
    } catch (IllegalArgumentException | ArithmeticException problem) {
      throw new ModelFileException(
          "The model in " + file + " cannot be built: " + problem.getMessage(), problem);
    }
  }

  /** Adds the weights of a layer and of those within it, in the order of the model to come. */
  private static void addWeights(
      Layer layer, String path, Shape shape, List<WeightsMatch.Wanted> to) {
    List<WeightSpec> specs = new ArrayList<>(layer.weights(shape));
    specs.sort(Comparator.comparing(spec -> !spec.trainable()));
    for (WeightSpec spec : specs) {
      boolean trains = layer.trainable() && spec.trainable();
      to.add(new WeightsMatch.Wanted(path, layer.className(), spec, trains));
    }
    Shape at = shape;
    for (Layer inner : layer.layers()) {
      addWeights(inner, path.isEmpty() ? inner.name() : path + "/" + inner.name(), at, to);
      at = inner.outputShape(at);
    }
  }

  private Sequential build(List<Layer> layers) {
    ModelOptions defaults = ModelOptions.defaults().name(saved.architecture().name());
    ModelOptions model = saved.seed() == null ? defaults : defaults.seed(saved.seed());
    try {
      return Sequential.of(model, layers);
    } catch (IllegalArgumentException | ArithmeticException problem) {
      throw new ModelFileException(
          "The model in " + file + " cannot be built: " + problem.getMessage(), problem);
    }
  }

  /**
   * A model whose training is not understood predicts all the same. Whatever is wrong, in the file
   * or with the argument of a loss, it is not compiled at all then: half a training would go on
   * otherwise than it did, unseen.
   */
  private void compile(Sequential model) {
    try {
      StoredTraining training = saved.training().get();
      if (training != null) {
        compile(model, training);
      }
    } catch (BackendException noBackend) {
      throw noBackend;
    } catch (RuntimeException problem) {
      model.forgetCompilation();
      LOG.warn(
          "The model in {} is loaded, but not compiled; to train it, compile it anew. What it was"
              + " compiled with does not run here: {}",
          file,
          problem.getMessage());
    }
  }

  private void compile(Sequential model, StoredTraining training) {
    model.compile(
        training.optimizer().make(Optimizer.class),
        training.loss().make(Loss.class),
        CompileOptions.defaults()
            .metrics(metrics(training.metrics()))
            .weightedMetrics(metrics(training.weightedMetrics()))
            .lossWeights(training.lossWeight()));
    Double rate = training.learningRate();
    if (rate != null && !(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new ModelFileException(
          "Expected a learning rate that is finite and at least 0 in "
              + file
              + ". Received: "
              + rate
              + ".");
    }
    if (!options.allowNonFinite()) {
      checkSlots(training);
    }
    resume(model, training);
  }

  private void checkSlots(StoredTraining training) {
    for (StoredArray slot : training.slots()) {
      WeightsMatch.checkFinite(slot.name() + " of the optimizer", slot.tensor().buffer(), file);
    }
  }

  /** Gives a compiled model the state of its optimizer. */
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

  private static List<Metric> metrics(List<Description> descriptions) {
    return descriptions.stream().map(description -> description.make(Metric.class)).toList();
  }
}
