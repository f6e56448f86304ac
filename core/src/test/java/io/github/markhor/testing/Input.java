package io.github.markhor.testing;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;

/** The shape of an input. */
public final class Input extends AbstractLayer<Input> {
  private Input() {}

  public static Input of(int... sizes) {
    return new Input().inputShape(sizes);
  }

  @Override
  public boolean isInput() {
    return true;
  }

  @Override
  public String className() {
    return "InputLayer";
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return x;
  }

  @Override
  protected void addTo(Config config) {}
}
