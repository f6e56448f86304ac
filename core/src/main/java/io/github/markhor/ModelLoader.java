package io.github.markhor;

import io.github.markhor.backend.BackendException;
import io.github.markhor.engine.OutputTraining;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.Description;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.PlainNames;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.StoredArray;
import io.github.markhor.file.StoredLayer;
import io.github.markhor.file.StoredOutput;
import io.github.markhor.file.StoredTraining;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.LayerGraph;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.CallGraph;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.text.Names;
import io.github.markhor.text.Notices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  Model load() {
    Planned planned = plan();
    CallGraph plan = planned.plan;
    WeightsMatch weights =
        WeightsMatch.of(
            plan.layers(),
            planned.symbols == null ? saved.weights() : inOrder(plan, saved.weights()),
            file,
            options.byName(false).skipMismatch(false));
    Model model = build(planned);
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

  /**
   * The weights in the order of the model's layers. Versions of Keras list the layers of a network
   * with branches in different orders; names are those of the architecture beside them.
   */
  private static List<StoredLayer> inOrder(CallGraph plan, List<StoredLayer> weights) {
    Map<String, StoredLayer> byName = new LinkedHashMap<>();
    weights.forEach(layer -> byName.put(layer.name(), layer));
    if (byName.size() < weights.size()) {
      return weights;
    }
    List<StoredLayer> sorted = new ArrayList<>();
    for (BuiltLayer layer : plan.layers()) {
      StoredLayer own = byName.remove(layer.name());
      if (own != null) {
        sorted.add(own);
      }
    }
    sorted.addAll(byName.values());
    return sorted;
  }

  /** The model with weights of its own. */
  Model build() {
    return build(plan());
  }

  /**
   * A model before it has memory.
   *
   * @param symbols of a network with branches; null for a chain
   */
  private record Planned(CallGraph plan, LayerGraph symbols) {}

  /** All layers and their calls; whatever stands in the way is listed at once. */
  private Planned plan() {
    Architecture architecture = saved.architecture();
    LayerMaker maker = new LayerMaker(options.replacements()::get);
    try {
      boolean isChain = architecture.wiring() == null;
      List<Layer> chain = isChain ? maker.chain(architecture) : List.of();
      LayerGraph symbols = isChain ? null : maker.graph(architecture);
      checkNothingRefused(maker.refused());
      checkReplacements(architecture);
      return new Planned(isChain ? CallGraph.chain(chain) : CallGraph.of(symbols), symbols);
    } catch (ModelFileException problem) {
      throw problem;
    } catch (IllegalArgumentException | ArithmeticException problem) {
      // Sizes that no one has the memory for end in an overflow.
      throw new ModelFileException(
          "The model in " + file + " cannot be built: " + problem.getMessage(), problem);
    }
  }

  private void checkNothingRefused(List<String> refused) {
    List<String> wrong = new ArrayList<>();
    for (SavedModel.Problem problem : saved.problems()) {
      boolean replaced =
          options.replacements().keySet().stream()
              .anyMatch(
                  path -> path.equals(problem.layer()) || path.endsWith("/" + problem.layer()));
      if (!replaced) {
        wrong.add(problem.text());
      }
    }
    wrong.addAll(refused);
    if (!wrong.isEmpty()) {
      throw new ModelFileException(
          "The model in "
              + file
              + ", written by "
              + saved.writer()
              + ", has what cannot run here: "
              + String.join("; ", wrong)
              + ". A layer of yours can stand for one of them:"
              + " LoadOptions.defaults().replace(\"its name\", layer)");
    }
  }

  private void checkReplacements(Architecture architecture) {
    List<String> names = new ArrayList<>();
    addNames(architecture, "", names);
    for (String name : options.replacements().keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "Expected replacements for layers of the model in "
                + file
                + ". "
                + Names.received(names, name));
      }
    }
  }

  private static void addNames(Architecture architecture, String within, List<String> names) {
    for (LayerDescription layer : architecture.layers()) {
      names.add(within + layer.name());
      if (layer.model() != null) {
        addNames(layer.model(), within + layer.name() + "/", names);
      }
    }
  }

  private Model build(Planned planned) {
    ModelOptions defaults = ModelOptions.defaults().name(saved.architecture().name());
    ModelOptions own = saved.seed() == null ? defaults : defaults.seed(saved.seed());
    return planned.symbols == null
        ? Sequential.of(own, planned.plan)
        : new Functional(own, planned.plan, planned.symbols);
  }

  /**
   * A model whose training is not understood predicts all the same. Whatever is wrong, in the file
   * or with the argument of a loss, it is not compiled at all then: half a training would go on
   * otherwise than it did, unseen.
   */
  private void compile(Model model) {
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

  private void compile(Model model, StoredTraining training) {
    List<OutputTraining> outputs = new ArrayList<>();
    List<String> names = model.outputNames();
    for (StoredOutput output : training.outputs()) {
      outputs.add(
          new OutputTraining(
              names.get(outputs.size()),
              output.loss() == null ? null : output.loss().make(Loss.class),
              output.lossWeight(),
              metrics(output.metrics()),
              metrics(output.weightedMetrics())));
    }
    model.compile(training.optimizer().make(Optimizer.class), outputs, null);
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
    resume(model, training, fileOrder(model));
  }

  /**
   * The names of the weights in the order in which the file's optimizer has them. Versions of Keras
   * order the layers of a network with branches differently.
   */
  List<String> fileOrder(Model model) {
    List<String> names = new ArrayList<>();
    addTo(names, saved.architecture(), model.layers(), "");
    return names;
  }

  private static void addTo(
      List<String> names, Architecture architecture, List<BuiltLayer> layers, String prefix) {
    Map<String, BuiltLayer> byName = new LinkedHashMap<>();
    // Keras 3 takes no name with a slash, so that its files have others.
    Map<String, String> plain = PlainNames.of(layers.stream().map(BuiltLayer::name).toList());
    layers.forEach(layer -> byName.put(plain.get(layer.name()), layer));
    Map<String, String> plainInFile = PlainNames.of(architecture);
    for (LayerDescription description : architecture.layers()) {
      BuiltLayer layer = byName.remove(plainInFile.get(description.name()));
      if (layer != null) {
        addTo(names, description.model(), layer, prefix);
      }
    }
    byName.values().forEach(layer -> addTo(names, (Architecture) null, layer, prefix));
  }

  private static void addTo(
      List<String> names, Architecture inner, BuiltLayer layer, String prefix) {
    String path = prefix + layer.name() + "/";
    layer.ownWeights().forEach(weight -> names.add(path + weight.name()));
    if (inner != null) {
      addTo(names, inner, layer.layers(), path);
    } else {
      layer.layers().forEach(each -> addTo(names, (Architecture) null, each, path));
    }
  }

  private void checkSlots(StoredTraining training) {
    for (StoredArray slot : training.slots()) {
      WeightsMatch.checkFinite(slot.name() + " of the optimizer", slot.tensor().buffer(), file);
    }
  }

  /**
   * Gives a compiled model the state of its optimizer.
   *
   * @param order the names of the model's weights in the file's order
   */
  static void resume(Model model, StoredTraining training, List<String> order) {
    TrainingState state = model.trainingState();
    if (!training.slots().isEmpty()) {
      state.setSlots(training.slots().stream().map(StoredArray::tensor).toList(), order);
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
