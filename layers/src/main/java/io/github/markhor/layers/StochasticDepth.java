package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;

/**
 * In training, sets whole samples (N, ...) to 0 with probability {@code dropPathRate} and divides
 * the others by 1 - dropPathRate, so that the expected sum stays; otherwise changes nothing. At the
 * end of a block that is added to its own input, it skips the block. The layer of Keras's ConvNeXt
 * networks. Huang, Sun, Liu, Sedra and Weinberger, "Deep Networks with Stochastic Depth" (2016).
 */
public final class StochasticDepth extends AbstractLayer<StochasticDepth> {
  private final double dropPathRate;

  private StochasticDepth(double dropPathRate) {
    if (!(dropPathRate >= 0 && dropPathRate <= 1)) {
      throw new IllegalArgumentException(
          "Expected a dropPathRate between 0 and 1. Received: dropPathRate=" + dropPathRate);
    }
    this.dropPathRate = dropPathRate;
  }

  /** The probability that a sample is dropped. */
  public static StochasticDepth of(double dropPathRate) {
    return new StochasticDepth(dropPathRate);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    if (!context.training() || dropPathRate == 0) {
      return x;
    }
    int[] sizes = new int[x.shape().rank()];
    Arrays.fill(sizes, 1);
    sizes[0] = x.shape().size(0);
    return Dropout.dropped(x, x.graph().nextStream(), dropPathRate, Shape.of(sizes));
  }

  @Override
  protected void addTo(Config config) {
    config.with("drop_path_rate", dropPathRate);
  }

  static StochasticDepth fromConfig(Config config) {
    return of(config.getDouble("drop_path_rate", 0)).configured(config);
  }
}
