package io.github.markhor.network;

import io.github.markhor.backend.Location;
import io.github.markhor.backend.VariableStore;
import io.github.markhor.graph.Variable;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.HostMemory;
import io.github.markhor.tensor.Philox;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The memory of a model's weights: a block of its own, and those of other models with which it
 * shares layers. The last of these models that is closed frees a block.
 */
public final class WeightMemory implements AutoCloseable {
  private final Map<Variable, VariableStore> storeOf = new IdentityHashMap<>();
  private final List<Variable> variables = new ArrayList<>();
  private final Set<VariableStore> stores = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean closed;

  /**
   * Takes memory for the weights that have none, and draws their first values.
   *
   * @param layers of the model, and those within them
   */
  WeightMemory(List<BuiltLayer> layers, long seed) {
    if (layers.stream().anyMatch(BuiltLayer::isClosed)) {
      throw new IllegalStateException(VariableStore.CLOSED);
    }
    List<Weight> missing = new ArrayList<>();
    for (BuiltLayer layer : layers) {
      if (layer.store() == null) {
        missing.addAll(layer.ownWeights());
      } else if (stores.add(layer.store())) {
        layer.store().retain();
      }
    }
    VariableStore own =
        new VariableStore(HostMemory::allocate, missing.stream().map(Weight::variable).toList());
    stores.add(own);
    int stream = 0;
    for (BuiltLayer layer : layers) {
      boolean isNew = layer.store() == null;
      if (isNew) {
        layer.place(own);
      }
      for (Weight weight : layer.ownWeights()) {
        // A weight's values follow from the model's seed and the weight's place alone.
        long place = seed + Philox.GOLDEN_RATIO * ++stream;
        if (isNew) {
          WeightSpec spec = weight.spec();
          // Drawn when they are needed: those of a file often come before.
          own.setFirst(weight.variable(), () -> spec.initializer().numbers(spec.shape(), place));
        }
        storeOf.put(weight.variable(), layer.store());
        variables.add(weight.variable());
      }
    }
  }

  /** The weights' variables, layer by layer. */
  public List<Variable> variables() {
    return Collections.unmodifiableList(variables);
  }

  /** Where a variable lies, or null if it is none of the model's weights. */
  public Location location(Variable variable) {
    VariableStore store = storeOf.get(variable);
    return store == null ? null : store.location(variable);
  }

  /** A copy of a variable's numbers, in C order. */
  public float[] get(Variable variable) {
    return storeOf.get(variable).get(variable);
  }

  /** Sets a variable's numbers, in C order. */
  public void set(Variable variable, FloatBuffer values) {
    storeOf.get(variable).set(variable, values);
  }

  /** The size of the blocks, those of other models that are shared included. */
  public long bytes() {
    return stores.stream().mapToLong(VariableStore::bytes).sum();
  }

  /** Frees what no other model uses; twice is no error. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      stores.forEach(VariableStore::close);
    }
  }
}
