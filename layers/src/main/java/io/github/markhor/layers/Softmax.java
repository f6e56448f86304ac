package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;

/**
 * exp(x) over its sum along one or several axes, by default the last. See <a
 * href="https://keras.io/api/layers/activation_layers/softmax/">Keras: Softmax</a>.
 */
public final class Softmax extends AbstractLayer<Softmax> {
  private int[] axis = {-1};

  private Softmax() {}

  /** Along the last axis. */
  public static Softmax of() {
    return new Softmax();
  }

  /**
   * The axes of the sum, the batch's being 0; negative ones count from the last. Default: -1.
   * Several axes are kept in both kinds of file, but when Keras 3 reads them from {@code .h5}, it
   * forgets them and takes the last.
   */
  public Softmax axis(int... axes) {
    int[] copy = Axes.checked(axes);
    return with(layer -> layer.axis = copy);
  }

  @Override
  public Shape outputShape(Shape input) {
    Axes.positions(this::wrongInput, axis, input);
    return input;
  }

  @Override
  public Value call(Value x, LayerContext context) {
    int rank = x.shape().rank();
    int[] summed = Axes.positions(this::wrongInput, axis, x.shape().dropFirst());
    int[] order = Axes.last(rank, summed);
    Value moved = Axes.isOrdered(order) ? x : x.transpose(order);
    int together = 1;
    for (int each : summed) {
      together *= x.shape().size(each);
    }
    Value rows = moved.reshape((int) (x.shape().elements() / together), together);
    Value y = rows.softmax().reshape(moved.shape());
    return Axes.isOrdered(order) ? y : y.transpose(Axes.inverse(order));
  }

  @Override
  protected void addTo(Config config) {
    Axes.addTo(config, axis);
  }

  static Softmax fromConfig(Config config) {
    return of().configured(config).axis(Axes.fromConfig(config));
  }
}
