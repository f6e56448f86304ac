package io.github.markhor;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.layer.DTypePolicy;
import java.util.concurrent.ThreadLocalRandom;

/** The arguments of a model beside its layers. Each method returns a changed copy. */
public final class ModelOptions extends Immutable<ModelOptions> {
  private String name = "sequential";
  private long seed = ThreadLocalRandom.current().nextLong();
  private DTypePolicy dtype = DTypePolicy.FLOAT32;

  private ModelOptions() {}

  /** The defaults, with a seed that differs from call to call. */
  public static ModelOptions defaults() {
    return new ModelOptions();
  }

  /** The model's name. Default: {@code sequential}. */
  public ModelOptions name(String name) {
    Require.notNull("name", name);
    return with(o -> o.name = name);
  }

  /**
   * Decides the first weights, dropout and the order of shuffled arrays: the same seed on the same
   * machine gives the same numbers bit for bit. Default: a random one.
   */
  public ModelOptions seed(long seed) {
    return with(o -> o.seed = seed);
  }

  /** The policy of layers that have none of their own. Default: float32. */
  public ModelOptions dtype(DTypePolicy dtype) {
    Require.notNull("dtype", dtype);
    return with(o -> o.dtype = dtype);
  }

  /** The policy of layers that have none of their own, by Keras's name: {@code mixed_bfloat16}. */
  public ModelOptions dtype(String dtype) {
    return dtype(DTypePolicy.of(dtype));
  }

  /** The model's name. */
  public String name() {
    return name;
  }

  /** The seed of first weights, dropout and shuffling. */
  public long seed() {
    return seed;
  }

  /** The policy of layers that have none of their own. */
  public DTypePolicy dtype() {
    return dtype;
  }

  @Override
  public String toString() {
    return "ModelOptions[name=" + name + ", seed=" + seed + ", dtype=" + dtype.kerasName() + "]";
  }
}
