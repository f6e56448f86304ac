package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;

/**
 * The base of Keras's optimizers: learning rate, clipping, weight decay, averages. Each method that
 * sets an argument returns a changed copy. See <a href="https://keras.io/api/optimizers/">Keras:
 * optimizers</a>.
 *
 * @param <O> the optimizer's own class
 */
public abstract class AbstractOptimizer<O extends AbstractOptimizer<O>> extends Immutable<O>
    implements Optimizer {
  /** Keras's default of the number that is added to divisors. */
  static final double EPSILON = 1e-7;

  private OptimizerSettings settings;

  protected AbstractOptimizer(OptimizerSettings settings) {
    this.settings = Require.notNull("settings", settings);
  }

  private O with(OptimizerSettings changed) {
    return with(copy -> ((AbstractOptimizer<?>) copy).settings = changed);
  }

  /** A copy with the arguments in a config that all optimizers share. */
  protected final O settingsConfigured(Config config) {
    return with(settings.configured(config));
  }

  /** The name in files; default the class's in lower case. */
  public final O name(String name) {
    return with(settings.name(name));
  }

  /** A rate that callbacks may change; it replaces a schedule. */
  public final O learningRate(double learningRate) {
    return with(settings.learningRate(learningRate));
  }

  /** A schedule, which computes the rate from the number of steps; nothing else can change it. */
  public final O learningRate(LearningRateSchedule schedule) {
    return with(settings.learningRate(schedule));
  }

  /** Keras 2's decay: the rate of step t = 0, 1, … is divided by 1 + decay · t. Default 0. */
  public final O decay(double decay) {
    return with(settings.decay(decay));
  }

  /**
   * Decoupled weight decay: before each step, weight · weightDecay · rate is subtracted from each
   * weight. Default 0.
   */
  public final O weightDecay(double weightDecay) {
    return with(settings.weightDecay(weightDecay));
  }

  /** Scales each gradient down to this norm if it is larger. Default 0, for not at all. */
  public final O clipnorm(double clipnorm) {
    return with(settings.clipnorm(clipnorm));
  }

  /** Scales all gradients down to this common norm if it is larger. Default 0, for not at all. */
  public final O globalClipnorm(double globalClipnorm) {
    return with(settings.globalClipnorm(globalClipnorm));
  }

  /** Limits each element of a gradient to this absolute value. Default 0, for not at all. */
  public final O clipvalue(double clipvalue) {
    return with(settings.clipvalue(clipvalue));
  }

  /**
   * Keeps a running average of each weight, which replaces the weight at the end of {@code fit}.
   * Default false.
   */
  public final O useEma(boolean useEma) {
    return with(settings.useEma(useEma));
  }

  /** The part of the old average in the new. Default 0.99. */
  public final O emaMomentum(double emaMomentum) {
    return with(settings.emaMomentum(emaMomentum));
  }

  /** Replaces the weights by their averages also after each so many steps. Default 0, for never. */
  public final O emaOverwriteFrequency(int emaOverwriteFrequency) {
    return with(settings.emaOverwriteFrequency(emaOverwriteFrequency));
  }

  /**
   * Multiplies the loss by this before gradients are taken and divides the gradients by it, so that
   * small gradients are not lost in types with few digits. Default 0, for not at all.
   */
  public final O lossScaleFactor(double lossScaleFactor) {
    return with(settings.lossScaleFactor(lossScaleFactor));
  }

  /** Changes weights only every so many steps, by the mean of the gradients. Default 1. */
  public final O gradientAccumulationSteps(int gradientAccumulationSteps) {
    return with(settings.gradientAccumulationSteps(gradientAccumulationSteps));
  }

  @Override
  public final OptimizerSettings settings() {
    return settings;
  }

  @Override
  public final double learningRate() {
    return settings.learningRate();
  }

  @Override
  public final double learningRateAt(long iteration, double learningRate) {
    return settings.learningRateAt(iteration, learningRate);
  }

  @Override
  public final boolean hasSchedule() {
    return settings.schedule() != null;
  }

  @Override
  public final String className() {
    return getClass().getSimpleName();
  }

  @Override
  public Config config() {
    return settings.config();
  }

  @Override
  public final String toString() {
    return className() + config().values();
  }
}
