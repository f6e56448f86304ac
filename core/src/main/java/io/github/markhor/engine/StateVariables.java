package io.github.markhor.engine;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Location;
import io.github.markhor.backend.VariableStore;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables of a compiled model that are not weights: slots of the optimizer, sums of metrics.
 * They are made while a step is traced, the same for every trace, and placed before it runs.
 */
public final class StateVariables implements AutoCloseable {
  private final Backend backend;
  private final Map<String, Variable> byName = new LinkedHashMap<>();
  private final Map<Variable, Double> starts = new LinkedHashMap<>();
  private final List<Variable> unplaced = new ArrayList<>();
  private final List<VariableStore> stores = new ArrayList<>();

  StateVariables(Backend backend) {
    this.backend = backend;
  }

  /** The variable of that name, made with that start value if it is not there yet. */
  Variable get(String name, Shape shape, double start) {
    Variable known = byName.get(name);
    if (known != null) {
      if (!known.shape().equals(shape)) {
        throw new IllegalStateException(
            "Expected the shape "
                + known.shape()
                + " for "
                + name
                + ", as before. Received: "
                + shape);
      }
      return known;
    }
    Variable variable = new Variable(name, shape);
    byName.put(name, variable);
    starts.put(variable, start);
    unplaced.add(variable);
    return variable;
  }

  /** The variable of that name, or null. */
  Variable find(String name) {
    return byName.get(name);
  }

  /** Gives memory to the variables that have none yet, with their start values. */
  void place() {
    if (!unplaced.isEmpty()) {
      VariableStore store = new VariableStore(backend::allocate, unplaced);
      stores.add(store);
      unplaced.forEach(this::reset);
      unplaced.clear();
    }
  }

  /** Sets a variable to its start value. */
  void reset(Variable variable) {
    store(variable).fill(variable, starts.get(variable));
  }

  public float[] read(Variable variable) {
    return store(variable).get(variable);
  }

  public void write(Variable variable, Tensor values) {
    store(variable).set(variable, values.buffer());
  }

  Location location(Variable variable) {
    return store(variable).location(variable);
  }

  private VariableStore store(Variable variable) {
    for (VariableStore store : stores) {
      if (store.location(variable) != null) {
        return store;
      }
    }
    throw new IllegalStateException("Expected a variable that has been placed: " + variable);
  }

  /** The memory of all variables placed so far. */
  long bytes() {
    return stores.stream().mapToLong(VariableStore::bytes).sum();
  }

  @Override
  public void close() {
    stores.forEach(VariableStore::close);
  }
}
