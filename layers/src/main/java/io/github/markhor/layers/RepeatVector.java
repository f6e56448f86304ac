package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;

/**
 * Repeats each sample n times: (N, C) becomes (N, n, C). See <a
 * href="https://keras.io/api/layers/reshaping_layers/repeat_vector/">Keras: RepeatVector</a>.
 */
public final class RepeatVector extends AbstractLayer<RepeatVector> {
  private final int n;

  private RepeatVector(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("Expected n of at least 1. Received: n=" + n);
    }
    this.n = n;
  }

  /** From (N, C) to (N, {@code n}, C). */
  public static RepeatVector of(int n) {
    return new RepeatVector(n);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 1) {
      throw wrongInput("vectors (N, C)", input);
    }
    return Shape.of(n, input.size(0));
  }

  @Override
  public Value call(Value x, LayerContext context) {
    int batch = x.shape().size(0);
    int channels = x.shape().size(1);
    return x.reshape(batch, 1, channels).broadcastTo(Shape.of(batch, n, channels));
  }

  @Override
  protected void addTo(Config config) {
    config.with("n", n);
  }

  static RepeatVector fromConfig(Config config) {
    return of(config.getInt("n", 0)).configured(config);
  }
}
