package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;

/**
 * Half a cosine wave from the initial rate down to alpha times it, optionally after a warm-up that
 * goes straight from the initial rate to the target, from where the wave then starts. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/">Keras:
 * CosineDecay</a> and <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter, 2016</a>.
 */
public final class CosineDecay implements LearningRateSchedule {
  private final double initialLearningRate;
  private final int decaySteps;
  private final double alpha;
  private final Double warmupTarget;
  private final int warmupSteps;
  private final String name;

  private CosineDecay(
      double initialLearningRate,
      int decaySteps,
      double alpha,
      Double warmupTarget,
      int warmupSteps,
      String name) {
    this.initialLearningRate = Require.notNegative("initialLearningRate", initialLearningRate);
    this.decaySteps = Require.positive("decaySteps", decaySteps);
    this.alpha = Require.notNegative("alpha", alpha);
    this.warmupTarget =
        warmupTarget == null ? null : (Double) Require.notNegative("warmupTarget", warmupTarget);
    this.warmupSteps = (int) Require.notNegative("warmupSteps", warmupSteps);
    this.name = name;
  }

  /** Down to 0, without a warm-up. */
  public static CosineDecay of(double initialLearningRate, int decaySteps) {
    return new CosineDecay(initialLearningRate, decaySteps, 0, null, 0, "CosineDecay");
  }

  /** From Keras's config. */
  public static CosineDecay fromConfig(Config config) {
    return new CosineDecay(
        config.requireDouble("initial_learning_rate"),
        config.requireInt("decay_steps"),
        config.getDouble("alpha", 0),
        config.getDouble("warmup_target"),
        config.getInt("warmup_steps", 0),
        config.getString("name", "CosineDecay"));
  }

  /** The last rate as a part of the first; default 0. */
  public CosineDecay alpha(double alpha) {
    return new CosineDecay(initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps, name);
  }

  /** Goes to this rate in so many steps first. */
  public CosineDecay warmup(double warmupTarget, int warmupSteps) {
    return new CosineDecay(initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps, name);
  }

  @Override
  public double at(long step) {
    if (warmupTarget == null) {
      return wave(step, initialLearningRate);
    }
    if (step < warmupSteps) {
      double part = (double) step / warmupSteps;
      return initialLearningRate + part * (warmupTarget - initialLearningRate);
    }
    return wave(step - warmupSteps, warmupTarget);
  }

  private double wave(long step, double from) {
    double part = Math.min(1, (double) step / decaySteps);
    return from * ((1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * part)) + alpha);
  }

  @Override
  public String className() {
    return "CosineDecay";
  }

  @Override
  public Config config() {
    return new Config()
        .with("initial_learning_rate", initialLearningRate)
        .with("decay_steps", decaySteps)
        .with("alpha", alpha)
        .with("name", name)
        .with("warmup_target", warmupTarget)
        .with("warmup_steps", warmupSteps);
  }
}
