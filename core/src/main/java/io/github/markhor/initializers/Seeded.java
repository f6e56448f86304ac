package io.github.markhor.initializers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;

/**
 * An initializer that draws random numbers. With a seed of its own it gives the same numbers in
 * every model and for every weight of one shape; without, the model's seed decides.
 *
 * @param <I> the initializer's own class
 */
public abstract class Seeded<I extends Seeded<I>> extends Immutable<I> implements Initializer {
  private Long seed;

  protected Seeded() {}

  /** A copy with a seed of its own. Default: none. */
  public final I seed(long seed) {
    return with(copy -> ((Seeded<?>) copy).seed = seed);
  }

  /** The seed, or null. */
  public final Long seed() {
    return seed;
  }

  /** The seed of this initializer if it has one, else that of the model. */
  protected final long seedOr(long ofModel) {
    return seed == null ? ofModel : seed;
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

  /**
   * A copy with the seed of a config; a generator, which Keras 3 may write there, counts as none.
   */
  final I seeded(Config config) {
    Object read = config.get("seed");
    return with(
        copy ->
            ((Seeded<?>) copy).seed = read instanceof Number number ? number.longValue() : null);
  }

  @Override
  public String toString() {
    return className() + config().values();
  }
}
