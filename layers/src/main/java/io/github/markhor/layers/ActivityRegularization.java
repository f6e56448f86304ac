package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.regularizers.L1L2;

/**
 * Adds l1 · Σ|x| + l2 · Σx², divided by the batch size, to the loss; the result is x. See <a
 * href="https://keras.io/api/layers/regularization_layers/activity_regularization/">Keras:
 * ActivityRegularization</a>.
 */
public final class ActivityRegularization extends AbstractLayer<ActivityRegularization> {
  private final L1L2 regularizer;

  private ActivityRegularization(L1L2 regularizer) {
    this.regularizer = regularizer;
  }

  /** The factors of the sums of absolute numbers and of squares. */
  public static ActivityRegularization of(double l1, double l2) {
    return new ActivityRegularization(L1L2.of(l1, l2));
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Value penalty = regularizer.penalty(x.cast(DType.FLOAT32));
    context.addLoss(penalty.div(x.shape().size(0)));
    return x;
  }

  @Override
  protected void addTo(Config config) {
    config.withAll(regularizer.config());
  }

  static ActivityRegularization fromConfig(Config config) {
    return of(config.getDouble("l1", 0), config.getDouble("l2", 0)).configured(config);
  }
}
