package io.github.markhor.metrics;

import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import java.util.stream.IntStream;

/**
 * A metric that is the mean of a figure of each sample, weighted if samples have weights. Figures
 * of parts of a sample, such as pixels, are averaged first.
 */
public abstract class MeanMetric<M extends MeanMetric<M>> extends AbstractMetric<M> {
  protected MeanMetric(String name) {
    super(name);
  }

  /** The figures: of shape (n,) or with more axes behind; of shape () if a batch has only one. */
  protected abstract Value values(Value yTrue, Value yPred);

  /**
   * Which figures count at all, 1 or 0 in their shape, or null, the default, for all. As in Keras,
   * this matters with weights alone; without, all count.
   */
  protected Value mask(Value yTrue, Value yPred) {
    return null;
  }

  @Override
  public final void update(Sums sums, Value yTrue, Value yPred, Value sampleWeight) {
    Value values = values(yTrue, yPred);
    if (sampleWeight == null) {
      sums.add("total", samples(values).sum());
      sums.add("count", values.like(values.shape().rank() == 0 ? 1 : values.shape().size(0)));
      return;
    }
    Value mask = mask(yTrue, yPred);
    Value given = LabelShapes.weights(sampleWeight, values.shape());
    Value weights = (mask == null ? given : given.mul(mask)).broadcastTo(values.shape());
    sums.add("total", samples(values.mul(weights)).sum());
    sums.add("count", samples(weights).sum());
  }

  private static Value samples(Value values) {
    int rank = values.shape().rank();
    return rank <= 1 ? values : values.mean(IntStream.range(1, rank).toArray());
  }

  /** The mean; a metric that is a function of it overrides this. */
  @Override
  public double result(Totals totals) {
    return quotient(totals.get("total"), totals.get("count"));
  }
}
