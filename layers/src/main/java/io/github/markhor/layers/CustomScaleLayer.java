package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * a + {@code scale} · b: the layer of Keras's InceptionResNetV2, which adds a scaled residual to
 * its input.
 */
public final class CustomScaleLayer extends BaseMerge<CustomScaleLayer> {
  private final double scale;

  private CustomScaleLayer(double scale) {
    this.scale = Require.finite("scale", scale);
  }

  /** Adds the first input and the second times {@code scale}. */
  public static CustomScaleLayer of(double scale) {
    return new CustomScaleLayer(scale);
  }

  @Override
  Shape mergedShape(List<Shape> inputs) {
    if (inputs.size() != 2 || !inputs.get(0).equals(inputs.get(1))) {
      throw wrongInputs("two inputs of one shape", inputs);
    }
    return inputs.get(0);
  }

  @Override
  Value merge(List<Value> inputs) {
    return inputs.get(0).add(inputs.get(1).mul(scale));
  }

  @Override
  protected void addTo(Config config) {
    config.with("scale", scale);
  }

  static CustomScaleLayer fromConfig(Config config) {
    return of(config.getDouble("scale", 1)).configured(config);
  }
}
