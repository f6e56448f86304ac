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

  /**
   * The figures: of shape (n,), or with more axes after it; of shape () if a batch has only one.
   */
  protected abstract Value values(Value yTrue, Value yPred);

  /**
   * 1 for figures that count and 0 for others, in the shape of the figures; null, the default, if
   * all count. As in Keras, it is used only with weights; without weights all figures count.
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

  /** The mean; overridden by metrics that are a function of the mean. */
  @Override
  public double result(Totals totals) {
    return quotient(totals.get("total"), totals.get("count"));
  }
}
