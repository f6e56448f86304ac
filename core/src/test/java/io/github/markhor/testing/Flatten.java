package io.github.markhor.testing;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;

/** Each sample as one row. */
public final class Flatten extends AbstractLayer<Flatten> {
  private Flatten() {}

  public static Flatten of() {
    return new Flatten();
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(Math.toIntExact(input.elements()));
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return x.reshape(outputShape(x.shape().dropFirst()).prepend(x.shape().size(0)));
  }

  @Override
  protected void addTo(Config config) {}
}
