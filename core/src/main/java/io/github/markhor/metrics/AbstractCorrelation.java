package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;

/** The base of the two correlations: the axes that they are computed along. */
abstract class AbstractCorrelation<M extends AbstractCorrelation<M>> extends MeanMetric<M> {
  private int[] axis = {-1};

  AbstractCorrelation(String name) {
    super(name);
  }

  /** The axes of one correlation; default -1, the last. */
  public final M axis(int... axis) {
    int[] own = axis.clone();
    return with(copy -> ((AbstractCorrelation<?>) copy).axis = own);
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
  public final Direction direction() {
    return Direction.UP;
  }

  @Override
  public final Config config() {
    return super.config().with("axis", Config.axes(axis));
  }
}
