package io.github.markhor.testing;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;

/** Sets elements to 0 at random, and scales the others, while training. */
public final class Dropout extends AbstractLayer<Dropout> {
  private final double rate;

  private Dropout(double rate) {
    this.rate = rate;
  }

  public static Dropout of(double rate) {
    return new Dropout(rate);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    if (!context.training()) {
      return x;
    }
    Random.Dropout dropout = new Random.Dropout(x.graph().nextStream(), rate);
    return x.graph().apply(dropout, x, x.graph().randomKey()).output(0);
  }

  @Override
  protected void addTo(Config config) {
    config.with("rate", rate);
  }
}
