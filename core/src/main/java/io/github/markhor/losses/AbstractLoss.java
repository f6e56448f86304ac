package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import java.util.Locale;
import java.util.Objects;

/** What all losses share: a name and how the losses of the samples become one. */
public abstract class AbstractLoss<L extends AbstractLoss<L>> implements Loss {
  private final String name;
  private final Reduction reduction;

  protected AbstractLoss(String name, Reduction reduction) {
    this.name = Objects.requireNonNull(name);
    this.reduction = Objects.requireNonNull(reduction);
  }

  /** A copy with another name and reduction. */
  protected abstract L with(String name, Reduction reduction);

  /** This loss under another name. */
  public final L name(String name) {
    return with(name, reduction);
  }

  /** This loss, reduced in another way. */
  public final L reduction(Reduction reduction) {
    return with(name, reduction);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Reduction reduction() {
    return reduction;
  }

  @Override
  public final String className() {
    return getClass().getSimpleName();
  }

  @Override
  public Config config() {
    return new Config()
        .with("name", name)
        .with("reduction", reduction.name().toLowerCase(Locale.ROOT));
  }

  /** This loss with the name and the reduction of a config; "auto" is what Keras 2 wrote. */
  final L withCommon(Config config) {
    String text = config.getString("reduction", config.has("reduction") ? "none" : "auto");
    Reduction parsed =
        switch (text) {
          case "auto", "mean", "sum_over_batch_size" -> Reduction.SUM_OVER_BATCH_SIZE;
          case "sum" -> Reduction.SUM;
          case "mean_with_sample_weight" -> Reduction.MEAN_WITH_SAMPLE_WEIGHT;
          case "none" -> Reduction.NONE;
          default ->
              throw new ConfigException(
                  "Expected a reduction: sum_over_batch_size, sum, mean_with_sample_weight or none."
                      + " Received: "
                      + text);
        };
    return with(config.getString("name", name), parsed);
  }

  @Override
  public final String toString() {
    return className() + config().values();
  }
}
