package io.github.markhor.initializers;

import io.github.markhor.config.Config;

/**
 * An initializer that draws random numbers. With a seed of its own it gives the same numbers in
 * every model and for every weight of one shape; without, the model's seed decides.
 *
 * @param <I> the initializer's own class
 */
public abstract class Seeded<I extends Seeded<I>> implements Initializer {
  private final Long seed;

  /**
   * Sets the seed.
   *
   * @param seed null for the model's
   */
  protected Seeded(Long seed) {
    this.seed = seed;
  }

  /** A copy with a seed of its own. Default: none. */
  public abstract I seed(long seed);

  /** The seed, or null. */
  public final Long seed() {
    return seed;
  }

  @Override
  public final String className() {
    return getClass().getSimpleName();
  }

  @Override
  public final Config config() {
    Config config = new Config();
    addTo(config);
    return config.with("seed", seed);
  }

  /** Adds the arguments but for the seed. */
  protected abstract void addTo(Config config);

  /** The seed of a config; Keras 3 may write a generator there, whose state is not ours. */
  static Long seedOf(Config config) {
    return config.get("seed") instanceof Number number ? Long.valueOf(number.longValue()) : null;
  }

  @Override
  public String toString() {
    return className() + config().values();
  }
}
