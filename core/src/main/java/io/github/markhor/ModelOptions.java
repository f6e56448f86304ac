package io.github.markhor;

import io.github.markhor.layer.DTypePolicy;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a model is made with beside its layers.
 *
 * @param name the model's name. Default: {@code sequential}
 * @param seed decides the first weights, dropout and the order of shuffled arrays: the same seed on
 *     the same machine gives the same numbers bit for bit. Default: another for each model
 * @param dtype the policy of layers that have none of their own. Default: float32
 */
public record ModelOptions(String name, long seed, DTypePolicy dtype) {
  public ModelOptions {
    Objects.requireNonNull(name);
    Objects.requireNonNull(dtype);
  }

  /** The defaults. */
  public static ModelOptions defaults() {
    return new ModelOptions(
        "sequential", ThreadLocalRandom.current().nextLong(), DTypePolicy.FLOAT32);
  }

  public ModelOptions name(String name) {
    return new ModelOptions(name, seed, dtype);
  }

  public ModelOptions seed(long seed) {
    return new ModelOptions(name, seed, dtype);
  }

  public ModelOptions dtype(DTypePolicy dtype) {
    return new ModelOptions(name, seed, dtype);
  }
}
