package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import io.github.markhor.losses.LogCosh;
import io.github.markhor.losses.Loss;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A loss as a metric: its mean over the samples, without penalties. */
public final class LossMetric extends MeanMetric<LossMetric> {
  private static final Set<String> OF_LOSSES_ONLY = Set.of("name", "reduction");

  private final Loss loss;

  private LossMetric(Loss loss) {
    super(loss.name());
    this.loss = loss;
  }

  /** The mean of a loss, under the name of the loss. */
  public static LossMetric of(Loss loss) {
    return new LossMetric(loss);
  }

  @Override
  public String className() {
    // The only one whose metric has another name in Keras.
    return loss instanceof LogCosh ? "LogCoshError" : loss.className();
  }

  @Override
  protected Value values(Value yTrue, Value yPred) {
    LabelShapes.Matched matched = LabelShapes.match(loss, yTrue, yPred);
    return loss.call(matched.yTrue(), matched.yPred());
  }

  @Override
  protected Value mask(Value yTrue, Value yPred) {
    return loss.mask(LabelShapes.match(loss, yTrue, yPred).yTrue());
  }

  @Override
  public Direction direction() {
    return Direction.DOWN;
  }

  @Override
  public Config config() {
    Config config = super.config();
    for (Map.Entry<String, Object> argument : loss.config().values().entrySet()) {
      // Not all metrics of Keras have the loss's argument axis; those without it use its default.
      boolean left = argument.getKey().equals("axis") && Objects.equals(argument.getValue(), -1);
      if (!left && !OF_LOSSES_ONLY.contains(argument.getKey())) {
        config.with(argument.getKey(), argument.getValue());
      }
    }
    return config;
  }
}
