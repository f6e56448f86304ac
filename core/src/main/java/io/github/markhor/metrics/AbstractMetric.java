package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import java.util.Objects;

/** What all metrics of Keras's share: a name for the logs. */
public abstract class AbstractMetric<M extends AbstractMetric<M>> implements Metric {
  private final String name;

  protected AbstractMetric(String name) {
    this.name = Objects.requireNonNull(name);
  }

  /** This metric under another name, for the logs. */
  public abstract M name(String name);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public String className() {
    return getClass().getSimpleName();
  }

  @Override
  public Config config() {
    return new Config().with("name", name).with("dtype", "float32");
  }

  /** This metric under the name of a config: an alias by itself, such as "mse", is one too. */
  final M named(Config config) {
    boolean alias = !config.owner().isEmpty() && !config.owner().equals(className());
    return name(config.getString("name", alias ? config.owner() : name));
  }

  /** a / b, or 0 where b is 0. */
  static double quotient(double a, double b) {
    return b == 0 ? 0 : a / b;
  }

  @Override
  public final String toString() {
    return className() + config().values();
  }
}
