package io.github.markhor.file.keras;

import io.github.markhor.config.KerasNames;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.ModelFileException;
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
 */
final class Keras3Weights {
  static final String LAYERS = "layers";
  static final String VARIABLES = "vars";
  private static final String OLD_LAYERS = "_layer_checkpoint_dependencies";
  private static final String OPTIMIZER = "optimizer";

  private final Hdf5Input input;

  Keras3Weights(Hdf5Input input) {
    this.input = input;
  }

  /** Whether a file is laid out like this. */
  boolean isLaidOutLikeThis() {
    return container(input.root()) != null;
  }

  private Hdf5Group container(Hdf5Group group) {
    Hdf5Group layers = input.findGroup(group, LAYERS);
    return layers != null ? layers : input.findGroup(group, OLD_LAYERS);
  }

  /**
   * The weights of a model's layers, under the names that they have in the model.
   *
   * @throws ModelFileException if there are weights of layers that the model does not have
   */
  List<StoredLayer> read(Architecture model) {
    return read(input.root(), "", model.layers());
  }

  private List<StoredLayer> read(Hdf5Group parent, String within, List<LayerDescription> layers) {
    Hdf5Group container = parent == null ? null : container(parent);
    List<StoredLayer> read = new ArrayList<>();
    if (container == null) {
      return read;
    }
    Map<String, LayerDescription> groups = groups(container, layers, 1);
    if (input.findGroup(parent, LAYERS) == null) {
      Map<String, LayerDescription> byTwo = groups(container, layers, 2);
      groups = found(container, byTwo) > found(container, groups) ? byTwo : groups;
    }
    groups.forEach((group, layer) -> read.add(layer(container, group, within, layer)));
    checkAllUsed(container, within, groups.keySet());
    return read;
  }

  /**
   * The names of the layers' groups.
   *
   * @param step that the counter takes after a layer that has weights
   */
  private Map<String, LayerDescription> groups(
      Hdf5Group container, List<LayerDescription> layers, int step) {
    Map<String, LayerDescription> groups = new LinkedHashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (LayerDescription layer : layers) {
      String base = KerasNames.snakeCase(savedClass(container, layer));
      int count = counts.getOrDefault(base, 0);
      String group = groupName(base, count);
      groups.put(group, layer);
      counts.put(base, count + (hasArrays(container, group) ? step : 1));
    }
    return groups;
  }

  static String groupName(String base, int count) {
    return count == 0 ? base : base + "_" + count;
  }

  /** A nested model is a Sequential one here, but may have been saved as a Functional one. */
  private String savedClass(Hdf5Group container, LayerDescription layer) {
    if (layer.model() == null) {
      return layer.className();
    }
    if (layer.model().savedAs() != null) {
      return layer.model().savedAs();
    }
    boolean functional =
        input.findGroup(container, "sequential") == null
            && input.findGroup(container, "functional") != null;
    return functional ? "Functional" : "Sequential";
  }

  private int found(Hdf5Group container, Map<String, ?> groups) {
    return (int)
        groups.keySet().stream().filter(name -> input.findGroup(container, name) != null).count();
  }

  private boolean hasArrays(Hdf5Group container, String name) {
    Hdf5Group group = input.findGroup(container, name);
    if (group == null) {
      return false;
    }
    Hdf5Group variables = input.findGroup(group, VARIABLES);
    Hdf5Group inner = container(group);
    return (variables != null && !input.names(variables).isEmpty())
        || (inner != null && input.names(inner).stream().anyMatch(each -> hasArrays(inner, each)));
  }

  private void checkAllUsed(Hdf5Group container, String within, Set<String> used) {
    Set<String> left = new TreeSet<>();
    for (String name : input.names(container)) {
      if (!used.contains(name) && hasArrays(container, name)) {
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
  private StoredLayer layer(
      Hdf5Group container, String group, String within, LayerDescription layer) {
    Hdf5Group own = input.findGroup(container, group);
    String name = own == null ? layer.name() : writtenName(own, layer.name());
    Architecture inner = layer.model();
    List<StoredArray> arrays = new ArrayList<>();
    if (own != null) {
      arrays.addAll(variables(own));
    }
    if (own != null && inner != null) {
      for (StoredLayer each : read(own, within + name + "/", inner.layers())) {
        for (StoredArray array : each.weights()) {
          arrays.add(
              new StoredArray(each.name() + "/" + array.name(), array.shape(), array.values()));
        }
      }
    }
    return new StoredLayer(name, arrays, inner != null);
  }

  /** The name of the layer whose weights were written; Keras 2 does not note it. */
  private String writtenName(Hdf5Group layer, String otherwise) {
    Hdf5Group variables = input.findGroup(layer, VARIABLES);
    String written = variables == null ? null : input.text(variables, "name");
    return written == null ? otherwise : written;
  }

  /** The arrays of a group in the order of their numbers; HDF5 itself lists 10 before 9. */
  private List<StoredArray> variables(Hdf5Group group) {
    List<StoredArray> arrays = new ArrayList<>();
    Hdf5Group variables = input.findGroup(group, VARIABLES);
    Set<String> names = variables == null ? Set.of() : Set.copyOf(input.names(variables));
    for (int i = 0; names.contains(String.valueOf(i)); i++) {
      arrays.add(input.array(variables, String.valueOf(i)));
    }
    if (arrays.size() != names.size()) {
      throw new ModelFileException(
          "Expected arrays that are numbered from 0 in "
              + input.path()
              + ". Received: "
              + new TreeSet<>(names));
    }
    return arrays;
  }

  /**
   * The optimizer's state.
   *
   * @param hasLearningRate whether the array after the iteration is the learning rate, as Keras 3
   *     writes it unless a schedule decides it
   */
  OptimizerState optimizer(boolean hasLearningRate) {
    Hdf5Group group = input.findGroup(input.root(), OPTIMIZER + "/" + VARIABLES);
    Set<String> names = group == null ? Set.of() : Set.copyOf(input.names(group));
    if (!names.contains("0")) {
      return OptimizerState.NONE;
    }
    long iterations = input.number(group, "0");
    List<StoredArray> arrays = new ArrayList<>();
    for (int i = 1; names.contains(String.valueOf(i)); i++) {
      arrays.add(input.array(group, String.valueOf(i)));
    }
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
    for (LayerDescription layer : model.layers()) {
      if (layer.isInput()) {
        continue;
      }
      String base = KerasNames.snakeCase(layer.className());
      int count = counts.merge(base, 1, Integer::sum) - 1;
      Hdf5Output.Group group = output.group(container, groupName(base, count));
      String name = layer.name();
      Hdf5Output.Group variables = output.group(group, VARIABLES);
      output.text(variables, "name", name);
      put(output, variables, weights.getOrDefault(within + name, List.of()));
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
