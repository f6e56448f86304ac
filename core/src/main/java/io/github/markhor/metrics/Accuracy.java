package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;

/**
 * How often predictions equal labels exactly, averaged over the last axis. (What {@code compile}
 * takes "accuracy" to mean is another matter: {@link Metrics#ACCURACY}.) See <a
 * href="https://keras.io/api/metrics/accuracy_metrics/#accuracy-class">Keras: Accuracy</a>.
 */
public final class Accuracy extends MeanMetric<Accuracy> {
  private Accuracy(String name) {
    super(name);
  }

  public static Accuracy of() {
    return new Accuracy("accuracy");
  }

  /** From Keras's config. */
  public static Accuracy fromConfig(Config config) {
    return of().named(config);
  }

  @Override
  public Accuracy name(String name) {
    return new Accuracy(name);
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.same(yTrue, yPred);
    return matched.yTrue().equal(matched.yPred());
  }
}
