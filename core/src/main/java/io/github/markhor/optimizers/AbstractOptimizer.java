package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import java.util.Objects;

/**
 * What all optimizers share: learning rate, clipping, weight decay, averages. See <a
 * href="https://keras.io/api/optimizers/">Keras: optimizers</a>.
 */
public abstract class AbstractOptimizer<O extends AbstractOptimizer<O>> implements Optimizer {
  /** What Keras adds where it divides, unless told otherwise. */
  static final double EPSILON = 1e-7;

  private final OptimizerSettings settings;

  protected AbstractOptimizer(OptimizerSettings settings) {
    this.settings = Objects.requireNonNull(settings);
  }

  /** A copy with other settings. */
  protected abstract O with(OptimizerSettings settings);

  public final O name(String name) {
    return with(settings.withName(name));
  }

  /** A rate that callbacks may change; it replaces a schedule. */
  public final O learningRate(double learningRate) {
    return with(settings.withLearningRate(learningRate));
  }

  /** A rate that follows from the number of steps, and that nothing else can change. */
  public final O learningRate(LearningRateSchedule schedule) {
    return with(settings.withSchedule(schedule));
  }

  /** Keras 2's decay: the rate of step t = 0, 1, … is divided by 1 + decay · t. Default 0. */
  public final O decay(double decay) {
    return with(settings.withDecay(decay));
  }

  /**
   * Decoupled weight decay: before each step, weight · weightDecay · rate is taken from each
   * weight. Default 0.
   */
  public final O weightDecay(double weightDecay) {
    return with(settings.withWeightDecay(weightDecay));
  }

  /** Scales each gradient down to this norm if it is larger. Default 0, for not at all. */
  public final O clipnorm(double clipnorm) {
    return with(settings.withClipnorm(clipnorm));
  }

  /** Scales all gradients down to this common norm if it is larger. Default 0, for not at all. */
  public final O globalClipnorm(double globalClipnorm) {
    return with(settings.withGlobalClipnorm(globalClipnorm));
  }

  /** Limits each element of a gradient to this absolute value. Default 0, for not at all. */
  public final O clipvalue(double clipvalue) {
    return with(settings.withClipvalue(clipvalue));
  }

  /**
   * Keeps a running average of each weight, which replaces the weight at the end of {@code fit}.
   * Default false.
   */
  public final O useEma(boolean useEma) {
    return with(settings.withUseEma(useEma));
  }

  /** The part of the old average in the new. Default 0.99. */
  public final O emaMomentum(double emaMomentum) {
    return with(settings.withEmaMomentum(emaMomentum));
  }

  /** Replaces the weights by their averages also after each so many steps. Default 0, for never. */
  public final O emaOverwriteFrequency(int emaOverwriteFrequency) {
    return with(settings.withEmaOverwriteFrequency(emaOverwriteFrequency));
  }

  /**
   * Multiplies the loss by this before gradients are taken and divides these by it, so that small
   * ones are not lost in types with few digits. Default 0, for not at all.
   */
  public final O lossScaleFactor(double lossScaleFactor) {
    return with(settings.withLossScaleFactor(lossScaleFactor));
  }

  /** Changes weights only every so many steps, by the mean of the gradients. Default 1. */
  public final O gradientAccumulationSteps(int gradientAccumulationSteps) {
    return with(settings.withGradientAccumulationSteps(gradientAccumulationSteps));
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
