package io.github.markhor.train;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A metric that is the mean of a figure of each sample, weighted if samples have weights. Figures
 * of parts of a sample, such as pixels, are averaged first.
 */
public abstract class MeanMetric<M extends MeanMetric<M>> implements Metric {
  private final String name;

  protected MeanMetric(String name) {
    this.name = Objects.requireNonNull(name);
  }

  /** This metric under another name, for the logs. */
  public abstract M name(String name);

  /** The figures: of shape (n,) or with more axes behind. */
  protected abstract Value values(Value yTrue, Value yPred);

  /** Which figures count at all, 1 or 0 in their shape, or null, the default, for all. */
  protected Value mask(Value yTrue, Value yPred) {
    return null;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public String className() {
    return getClass().getSimpleName();
  }

  @Override
  public final void update(Sums sums, Value yTrue, Value yPred, Value sampleWeight) {
    Value values = values(yTrue, yPred);
    Value mask = mask(yTrue, yPred);
    if (sampleWeight == null && mask == null) {
      sums.add("total", samples(values).sum());
      sums.add("count", values.like(values.shape().size(0)));
      return;
    }
    Value weights = mask == null ? values.like(1) : mask;
    if (sampleWeight != null) {
      weights = weights.mul(LabelShapes.weights(sampleWeight, values.shape()));
    }
    weights = weights.broadcastTo(values.shape());
    sums.add("total", samples(values.mul(weights)).sum());
    sums.add("count", samples(weights).sum());
  }

  private static Value samples(Value values) {
    int rank = values.shape().rank();
    return rank == 1 ? values : values.mean(IntStream.range(1, rank).toArray());
  }

  @Override
  public final double result(Totals totals) {
    double count = totals.get("count");
    return count == 0 ? 0 : totals.get("total") / count;
  }

  @Override
  public Config config() {
    return new Config().with("name", name).with("dtype", "float32");
  }

  /** The name in a config: an alias by itself, such as "mse", is the name too, as in Keras. */
  static String name(Config config, String className, String otherwise) {
    boolean alias = !config.owner().isEmpty() && !config.owner().equals(className);
    return config.getString("name", alias ? config.owner() : otherwise);
  }

  @Override
  public final String toString() {
    return className() + config().values();
  }
}
