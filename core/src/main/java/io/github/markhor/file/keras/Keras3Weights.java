package io.github.markhor.file.keras;

import io.github.markhor.config.KerasNames;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.PlainNames;
import io.github.markhor.file.SavedModel;
import io.github.markhor.file.StoredArray;
import io.github.markhor.file.StoredLayer;
import io.github.markhor.file.StoredTraining;
import io.github.markhor.hdf5.Hdf5Group;
import io.github.markhor.hdf5.Hdf5Output;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The layout of weights in {@code .weights.h5} and within {@code .keras}. The group of a layer is
 * named by its class and a counter, {@code layers/conv2d_1}, not by the layer's name; its arrays
 * are {@code vars/0} and so on. Nested models are groups within groups.
 *
 * <p>Keras 2.12 to 2.14 write {@code _layer_checkpoint_dependencies} for {@code layers}. 2.12 and
 * 2.13 list each layer that has weights there under two names, so that the counter goes on by two.
 * Whatever the system that a file was written on: {@link GroupTree}.
 */
final class Keras3Weights {
  static final String LAYERS = "layers";
  static final String VARIABLES = "vars";
  private static final String OLD_LAYERS = "_layer_checkpoint_dependencies";
  private static final String OPTIMIZER = "optimizer";
  private static final String INNER_OPTIMIZER = "inner_optimizer";

  private final Hdf5Input input;
  private final GroupTree tree;

  Keras3Weights(Hdf5Input input) {
    this.input = input;
    this.tree = new GroupTree(input);
  }

  /** Whether a file is laid out like this. */
  boolean isLaidOutLikeThis() {
    return container("") != null;
  }

  /** The path of the layers within a model's; null if there are none. */
  private String container(String model) {
    for (String name : List.of(LAYERS, OLD_LAYERS)) {
      String path = GroupTree.within(model, name);
      if (tree.has(path)) {
        return path;
      }
    }
    return null;
  }

  /**
   * The weights of a model's layers, under the names that they have in the model.
   *
   * @throws ModelFileException if there are weights of layers that the model does not have
   */
  List<StoredLayer> read(Architecture model) {
    return read("", "", model.layers());
  }

  /**
   * Reads the layers of a model.
   *
   * @param path of the model's group
   * @param within the names of the models around these layers, each with a slash
   */
  private List<StoredLayer> read(String path, String within, List<LayerDescription> layers) {
    String container = container(path);
    List<StoredLayer> read = new ArrayList<>();
    if (container == null) {
      return read;
    }
    Map<String, LayerDescription> groups = groups(container, layers, 1);
    if (container.endsWith(OLD_LAYERS)) {
      Map<String, LayerDescription> byTwo = groups(container, layers, 2);
      groups = found(container, byTwo) > found(container, groups) ? byTwo : groups;
    }
    groups.forEach(
        (group, layer) -> read.add(layer(GroupTree.within(container, group), within, layer)));
    checkAllUsed(container, within, groups.keySet());
    return read;
  }

  /**
   * The names of the layers' groups.
   *
   * @param step that the counter takes after a layer that has weights
   */
  private Map<String, LayerDescription> groups(
      String container, List<LayerDescription> layers, int step) {
    Map<String, LayerDescription> groups = new LinkedHashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (LayerDescription layer : layers) {
      String base = KerasNames.snakeCase(savedClass(container, layer));
      int count = counts.getOrDefault(base, 0);
      String group = groupName(base, count);
      groups.put(group, layer);
      boolean takesStep = hasArrays(GroupTree.within(container, group));
      counts.put(base, count + (takesStep ? step : 1));
    }
    return groups;
  }

  static String groupName(String base, int count) {
    return count == 0 ? base : base + "_" + count;
  }

  /** A nested model that is a chain may have been saved as the other of the two classes. */
  private String savedClass(String container, LayerDescription layer) {
    if (layer.model() == null) {
      return layer.className();
    }
    if (layer.model().savedAs() != null) {
      return layer.model().savedAs();
    }
    String other = layer.className().equals("Functional") ? "Sequential" : "Functional";
    boolean isOther =
        !tree.has(GroupTree.within(container, KerasNames.snakeCase(layer.className())))
            && tree.has(GroupTree.within(container, KerasNames.snakeCase(other)));
    return isOther ? other : layer.className();
  }

  private int found(String container, Map<String, ?> groups) {
    return (int)
        groups.keySet().stream()
            .filter(name -> tree.has(GroupTree.within(container, name)))
            .count();
  }

  private boolean hasArrays(String layer) {
    if (!tree.has(layer)) {
      return false;
    }
    String inner = container(layer);
    return !tree.names(GroupTree.within(layer, VARIABLES)).isEmpty()
        || (inner != null
            && tree.names(inner).stream()
                .anyMatch(each -> hasArrays(GroupTree.within(inner, each))));
  }

  private void checkAllUsed(String container, String within, Set<String> used) {
    Set<String> left = new TreeSet<>();
    for (String name : tree.names(container)) {
      if (!used.contains(name) && hasArrays(GroupTree.within(container, name))) {
        left.add(within + name);
      }
    }
    if (!left.isEmpty()) {
      throw new ModelFileException(
          "Expected weights of the model's layers in "
              + input.path()
              + ", in the groups "
              + new LinkedHashSet<>(used)
              + ". Received more: "
              + left);
    }
  }

  /** A layer's weights; before those of a layer within it stands that layer's name. */
  private StoredLayer layer(String path, String within, LayerDescription layer) {
    String name = writtenName(path, layer.name());
    Architecture inner = layer.model();
    List<StoredArray> arrays = new ArrayList<>(variables(path, within + layer.title()));
    String wrapped = GroupTree.within(path, WrappedLayers.ARGUMENT);
    if (WrappedLayers.isWrapper(layer) && tree.has(wrapped)) {
      List<StoredArray> ofInner = variables(wrapped, within + layer.title());
      arrays = WrappedLayers.together(arrays, ofInner);
    }
    if (inner != null) {
      for (StoredLayer each : read(path, within + name + "/", inner.layers())) {
        for (StoredArray array : each.weights()) {
          arrays.add(
              new StoredArray(each.name() + "/" + array.name(), array.shape(), array.values()));
        }
      }
    }
    return new StoredLayer(name, arrays, inner != null);
  }

  /** Whether the file notes the names of its layers, which Keras 2 does not. */
  boolean hasNames() {
    String container = container("");
    return tree.names(container).stream()
        .map(group -> tree.find(GroupTree.within(GroupTree.within(container, group), VARIABLES)))
        .anyMatch(variables -> variables != null && input.text(variables, "name") != null);
  }

  /** The name of the layer whose weights were written; Keras 2 does not note it. */
  private String writtenName(String path, String otherwise) {
    Hdf5Group variables = tree.find(GroupTree.within(path, VARIABLES));
    String written = variables == null ? null : input.text(variables, "name");
    return written == null ? otherwise : written;
  }

  /**
   * The arrays of a group in the order of their numbers; HDF5 itself lists 10 before 9.
   *
   * @param owner for messages
   */
  private List<StoredArray> variables(String path, String owner) {
    List<StoredArray> arrays = new ArrayList<>();
    String variables = GroupTree.within(path, VARIABLES);
    Set<String> names = tree.names(variables);
    for (int i = 0; names.contains(String.valueOf(i)); i++) {
      arrays.add(input.array(tree.find(variables), String.valueOf(i), owner));
    }
    if (arrays.size() != names.size()) {
      throw new ModelFileException(
          "Expected arrays that are numbered from 0 for "
              + owner
              + " in "
              + input.path()
              + ". Received: "
              + new TreeSet<>(names));
    }
    return arrays;
  }

  /** Whether the file holds anything of an optimizer: the iteration at least. */
  boolean hasOptimizer() {
    return tree.has(OPTIMIZER)
        && !tree.names(GroupTree.within(optimizerGroup(), VARIABLES)).isEmpty();
  }

  private String optimizerGroup() {
    String scaled = GroupTree.within(OPTIMIZER, INNER_OPTIMIZER);
    return tree.has(scaled) ? scaled : OPTIMIZER;
  }

  /**
   * The optimizer's state. That of an optimizer which a LossScaleOptimizer is around lies within
   * it, and is taken alone.
   *
   * @param hasLearningRate whether the array after the iteration is the learning rate, as Keras 3
   *     writes it unless a schedule decides it
   */
  OptimizerState optimizer(boolean hasLearningRate) {
    String owner = optimizerGroup();
    Hdf5Group group = tree.find(GroupTree.within(owner, VARIABLES));
    List<StoredArray> arrays = variables(owner, "the optimizer");
    if (arrays.isEmpty()) {
      return OptimizerState.NONE;
    }
    arrays.remove(0);
    long iterations = input.number(group, "0");
    Double rate = null;
    if (hasLearningRate && !arrays.isEmpty() && arrays.get(0).shape().rank() == 0) {
      rate = (double) arrays.remove(0).values().get()[0];
    }
    return new OptimizerState(iterations, rate, arrays);
  }

  /** Writes the weights of a model's layers. */
  static void write(Hdf5Output output, SavedModel model) {
    Map<String, List<StoredArray>> weights = new HashMap<>();
    for (StoredLayer layer : model.weights()) {
      for (StoredArray array : layer.weights()) {
        String path = layer.name() + "/" + array.name();
        String owner = path.substring(0, path.lastIndexOf('/'));
        weights.computeIfAbsent(owner, unused -> new ArrayList<>()).add(array);
      }
    }
    write(output, output.root(), "", model.architecture(), weights);
  }

  private static void write(
      Hdf5Output output,
      Hdf5Output.Group parent,
      String within,
      Architecture model,
      Map<String, List<StoredArray>> weights) {
    Hdf5Output.Group container = output.group(parent, LAYERS);
    Map<String, Integer> counts = new HashMap<>();
    Map<String, String> names = PlainNames.of(model);
    for (LayerDescription layer : model.layers()) {
      if (layer.isInput()) {
        continue;
      }
      String base = KerasNames.snakeCase(layer.className());
      int count = counts.merge(base, 1, Integer::sum) - 1;
      Hdf5Output.Group group = output.group(container, groupName(base, count));
      String name = layer.name();
      Hdf5Output.Group variables = output.group(group, VARIABLES);
      output.text(variables, "name", names.get(name));
      List<StoredArray> own = weights.getOrDefault(within + name, List.of());
      if (WrappedLayers.isWrapper(layer)) {
        Hdf5Output.Group inner = output.group(group, WrappedLayers.ARGUMENT);
        put(output, output.group(inner, VARIABLES), WrappedLayers.inner(own));
        own = WrappedLayers.own(own);
      }
      put(output, variables, own);
      if (layer.model() != null) {
        write(output, group, within + name + "/", layer.model(), weights);
      }
    }
  }

  private static void put(Hdf5Output output, Hdf5Output.Group group, List<StoredArray> arrays) {
    for (int i = 0; i < arrays.size(); i++) {
      StoredArray array = arrays.get(i);
      output.array(group, String.valueOf(i), array.shape(), array.values());
    }
  }

  /**
   * Writes the optimizer's state.
   *
   * @param learningRate null if a schedule decides it
   */
  static void writeOptimizer(Hdf5Output output, StoredTraining training, Double learningRate) {
    Hdf5Output.Group group = output.group(output.group(output.root(), OPTIMIZER), VARIABLES);
    output.number(group, "0", training.iterations());
    List<StoredArray> arrays = new ArrayList<>();
    if (learningRate != null) {
      float rate = learningRate.floatValue();
      arrays.add(new StoredArray("learning_rate", Shape.of(), () -> new float[] {rate}));
    }
    arrays.addAll(training.slots());
    for (int i = 0; i < arrays.size(); i++) {
      StoredArray array = arrays.get(i);
      output.array(group, String.valueOf(i + 1), array.shape(), array.values());
    }
  }
}
