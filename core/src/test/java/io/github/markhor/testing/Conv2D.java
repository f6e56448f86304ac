package io.github.markhor.testing;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.initializers.GlorotUniform;
import io.github.markhor.initializers.Zeros;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.List;

/** From (N, H, W, C) to (N, H - size + 1, W - size + 1, filters). */
public final class Conv2D extends AbstractLayer<Conv2D> {
  private final int filters;
  private final Window window;
  private Activation activation = Activation.LINEAR;

  private Conv2D(int filters, Window window) {
    this.filters = filters;
    this.window = window;
  }

  public static Conv2D of(int filters, int size) {
    int[] ones = {1, 1};
    return new Conv2D(filters, Window.valid(new int[] {size, size}, ones, ones));
  }

  public Conv2D activation(Activation activation) {
    return with(layer -> layer.activation = activation);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    Shape kernel = Shape.of(window.height(), window.width(), input.size(2), filters);
    return List.of(
        WeightSpec.of("kernel", kernel, GlorotUniform.of()),
        WeightSpec.of("bias", Shape.of(filters), Zeros.of()));
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 3) {
      throw wrongInput("pictures (N, H, W, C)", input);
    }
    return Shape.of(window.outputHeight(input.size(0)), window.outputWidth(input.size(1)), filters);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Convolution.Forward forward = new Convolution.Forward(window, 1, false);
    return activation.of(
        x.graph().apply(forward, x, context.weight("kernel"), context.weight("bias")).output(0));
  }

  @Override
  protected void addTo(Config config) {
    config.with("filters", filters);
  }
}
