package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;

/** What the two correlations share: the axes that they are taken along. */
abstract class AbstractCorrelation<M extends AbstractCorrelation<M>> extends MeanMetric<M> {
  private final int[] axis;

  AbstractCorrelation(String name, int... axis) {
    super(name);
    this.axis = axis.clone();
  }

  /** A copy with another name and other axes. */
  abstract M with(String name, int... axis);

  @Override
  public final M name(String name) {
    return with(name, axis);
  }

  /** The axes to go along; default -1, the last. */
  public final M axis(int... axis) {
    return with(name(), axis);
  }

  @Override
  protected final Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.same(yTrue, yPred);
    return correlation(matched.yTrue(), matched.yPred(), axis);
  }

  abstract Value correlation(Value yTrue, Value yPred, int... axis);

  static Value centered(Value x, int... axis) {
    return x.sub(x.meanKeeping(axis));
  }

  @Override
  public final Config config() {
    return super.config().with("axis", Config.axes(axis));
  }
}
