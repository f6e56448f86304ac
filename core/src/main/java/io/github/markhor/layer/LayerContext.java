package io.github.markhor.layer;

import io.github.markhor.graph.Value;
import java.util.List;

/** The model as a layer sees it while it is traced. */
public interface LayerContext {
  /** True for a training step, false for inference, evaluation and prediction. */
  boolean training();

  /** Whether training may change the layer: false where it is frozen. */
  boolean trainable();

  /** A weight in the type that the layer computes in. */
  Value weight(String name);

  /** A weight in float32. */
  Value variable(String name);

  /**
   * Sets a weight, float32, for the next step, in training only: for statistics that move. A weight
   * that gradients train is set before they change it: the gradient is that with respect to the
   * value set here, and the optimizer changes this value.
   */
  void assign(String name, Value value);

  /** The result of the layers within this one, applied to x one after the other. */
  default Value callLayers(Value x) {
    return callLayers(List.of(x)).get(0);
  }

  /** The results of the layers or the network within this layer for its inputs. */
  List<Value> callLayers(List<Value> inputs);

  /** Adds a penalty of shape () to the loss of this step. */
  void addLoss(Value penalty);
}
