package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;

/**
 * Half a cosine wave from the initial rate down to alpha times that rate. An optional warm-up first
 * goes in a straight line from the initial rate to a target, from which the wave then starts. See
 * <a href="https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/">Keras:
 * CosineDecay</a> and <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter, 2016</a>.
 */
public final class CosineDecay extends Immutable<CosineDecay> implements LearningRateSchedule {
  private final double initialLearningRate;
  private final int decaySteps;
  private final String name;
  private double alpha;
  private Double warmupTarget;
  private int warmupSteps;

  private CosineDecay(double initialLearningRate, int decaySteps, String name) {
    this.initialLearningRate = Require.notNegative("initialLearningRate", initialLearningRate);
    this.decaySteps = Require.positive("decaySteps", decaySteps);
    this.name = name;
  }

  /** Down to 0, without a warm-up. */
  public static CosineDecay of(double initialLearningRate, int decaySteps) {
    return new CosineDecay(initialLearningRate, decaySteps, "CosineDecay");
  }

  /** From Keras's config. */
  public static CosineDecay fromConfig(Config config) {
    CosineDecay decay =
        new CosineDecay(
            config.requireDouble("initial_learning_rate"),
            config.requireInt("decay_steps"),
            config.getString("name", "CosineDecay"));
    decay = decay.alpha(config.getDouble("alpha", decay.alpha));
    return decay.warmup(config.getDouble("warmup_target"), config.getInt("warmup_steps", 0));
  }

  /** The last rate as a part of the first; default 0. */
  public CosineDecay alpha(double alpha) {
    Require.notNegative("alpha", alpha);
    return with(copy -> copy.alpha = alpha);
  }

  /** Goes to this rate in so many steps first. */
  public CosineDecay warmup(double warmupTarget, int warmupSteps) {
    return warmup((Double) warmupTarget, warmupSteps);
  }

  private CosineDecay warmup(Double target, int steps) {
    if (target != null) {
      Require.notNegative("warmupTarget", target);
    }
    Require.notNegative("warmupSteps", steps);
    return with(
        copy -> {
          copy.warmupTarget = target;
          copy.warmupSteps = steps;
        });
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
