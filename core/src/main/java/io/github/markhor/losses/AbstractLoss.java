package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;

/**
 * The base of Keras's losses: a name, and how the losses of the samples become one. Each method
 * that sets an argument returns a changed copy.
 *
 * @param <L> the loss's own class
 */
public abstract class AbstractLoss<L extends AbstractLoss<L>> extends Immutable<L> implements Loss {
  private String name;
  private Reduction reduction = Reduction.SUM_OVER_BATCH_SIZE;

  protected AbstractLoss(String name) {
    this.name = Require.notNull("name", name);
  }

  /** This loss under another name. */
  public final L name(String name) {
    Require.notNull("name", name);
    return with(copy -> ((AbstractLoss<?>) copy).name = name);
  }

  /** How the losses of the samples become one; default {@link Reduction#SUM_OVER_BATCH_SIZE}. */
  public final L reduction(Reduction reduction) {
    Require.notNull("reduction", reduction);
    return with(copy -> ((AbstractLoss<?>) copy).reduction = reduction);
  }

  /** How the losses of the samples become one, by Keras's name: {@code sum}. */
  public final L reduction(String reduction) {
    return reduction(
        isMean(reduction)
            ? Reduction.SUM_OVER_BATCH_SIZE
            : KerasNames.choice(Reduction.class, "reduction", reduction));
  }

  /** The other names of sum_over_batch_size: Keras 2 wrote "auto". */
  private static boolean isMean(String name) {
    return name.equalsIgnoreCase("mean") || name.equalsIgnoreCase("auto");
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
    return new Config().with("name", name).with("reduction", KerasNames.of(reduction));
  }

  /** This loss with the name and the reduction of a config, in which null is no reduction. */
  protected final L configured(Config config) {
    String read = config.getString("reduction", config.has("reduction") ? "none" : "auto");
    return name(config.getString("name", name))
        .reduction(
            isMean(read)
                ? Reduction.SUM_OVER_BATCH_SIZE
                : config.getEnum("reduction", Reduction.NONE));
  }

  @Override
  public final String toString() {
    return className() + config().values();
  }
}
