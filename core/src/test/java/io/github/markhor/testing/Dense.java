package io.github.markhor.testing;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.GlorotUniform;
import io.github.markhor.initializers.Zeros;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** From (N, in) to (N, units). */
public final class Dense extends AbstractLayer<Dense> {
  private final int units;
  private Activation activation = Activation.LINEAR;
  private boolean useBias = true;

  private Dense(int units) {
    this.units = units;
  }

  public static Dense of(int units) {
    return new Dense(units);
  }

  public Dense activation(Activation activation) {
    return with(layer -> layer.activation = activation);
  }

  public Dense useBias(boolean useBias) {
    return with(layer -> layer.useBias = useBias);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(WeightSpec.of("kernel", Shape.of(input.size(-1), units), GlorotUniform.of()));
    if (useBias) {
      weights.add(WeightSpec.of("bias", Shape.of(units), Zeros.of()));
    }
    return weights;
  }

  @Override
  public Shape outputShape(Shape input) {
    return input.with(-1, units);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Value y = x.matMul(context.weight("kernel"));
    return activation.of(useBias ? y.add(context.weight("bias")) : y);
  }

  @Override
  protected void addTo(Config config) {
    config.with("units", units);
  }
}
