package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;

/**
 * x from the threshold up to {@code maxValue}, and {@code negativeSlope} · (x - threshold) below
 * the threshold. See <a href="https://keras.io/api/layers/activation_layers/relu/">Keras: ReLU</a>.
 */
public final class ReLU extends AbstractLayer<ReLU> {
  private Double maxValue;
  private double negativeSlope;
  private double threshold;

  private ReLU() {}

  /** max(x, 0). */
  public static ReLU of() {
    return new ReLU();
  }

  /** The largest result. Default: no limit. */
  public ReLU maxValue(double maxValue) {
    checked("maxValue", maxValue);
    return with(layer -> layer.maxValue = maxValue);
  }

  /** The slope below the threshold. Default: 0. */
  public ReLU negativeSlope(double negativeSlope) {
    checked("negativeSlope", negativeSlope);
    return with(layer -> layer.negativeSlope = negativeSlope);
  }

  /** The number from which on x passes unchanged. Default: 0. */
  public ReLU threshold(double threshold) {
    checked("threshold", threshold);
    return with(layer -> layer.threshold = threshold);
  }

  private static void checked(String name, double value) {
    if (!(value >= 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "Expected a finite number of at least 0. Received: " + name + "=" + value);
    }
  }

  @Override
  public Value call(Value x, LayerContext context) {
    if (maxValue != null && maxValue == 6 && threshold == 0 && negativeSlope == 0) {
      return Activations.relu6(x);
    }
    Value y = threshold == 0 ? x.relu() : x.greater(threshold).select(x, 0);
    if (maxValue != null) {
      y = y.like(maxValue).min(y);
    }
    return negativeSlope == 0 ? y : y.sub(x.neg().add(threshold).relu().mul(negativeSlope));
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("max_value", maxValue)
        .with("negative_slope", negativeSlope)
        .with("threshold", threshold);
  }

  static ReLU fromConfig(Config config) {
    ReLU layer = of().configured(config);
    layer =
        layer
            .negativeSlope(config.getDouble("negative_slope", layer.negativeSlope))
            .threshold(config.getDouble("threshold", layer.threshold));
    Double limit = config.getDouble("max_value");
    return limit == null ? layer : layer.maxValue(limit);
  }
}
