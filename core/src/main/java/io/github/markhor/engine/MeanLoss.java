package io.github.markhor.engine;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.metrics.Direction;
import io.github.markhor.metrics.Metric;

/** The mean of the batches' losses, weighted by their sizes: what logs show as the loss. */
final class MeanLoss implements Metric {
  @Override
  public String name() {
    return "loss";
  }

  /** Takes the batch's loss, of shape (), as prediction; its labels give the size. */
  @Override
  public void update(Sums sums, Value yTrue, Value loss, Value sampleWeight) {
    int size = yTrue.shape().size(0);
    sums.add("total", loss.mul(size));
    sums.add("count", loss.like(size));
  }

  @Override
  public double result(Totals totals) {
    return totals.get("count") == 0 ? 0 : totals.get("total") / totals.get("count");
  }

  @Override
  public Direction direction() {
    return Direction.DOWN;
  }

  @Override
  public String className() {
    return "Mean";
  }

  @Override
  public Config config() {
    return new Config().with("name", name());
  }
}
