package io.github.markhor.optimizers.schedules;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;

/**
 * Half cosine waves from the initial rate down to alpha times that rate, one after the other: each
 * takes tMul times as many steps as the wave before and starts mMul times as high. See <a
 * href="https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay_restarts/">Keras:
 * CosineDecayRestarts</a> and <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter,
 * 2016</a>.
 */
public final class CosineDecayRestarts extends Immutable<CosineDecayRestarts>
    implements LearningRateSchedule {
  private final double initialLearningRate;
  private final int firstDecaySteps;
  private final String name;
  private double tMul = 2;
  private double mMul = 1;
  private double alpha;

  private CosineDecayRestarts(double initialLearningRate, int firstDecaySteps, String name) {
    this.initialLearningRate = Require.notNegative("initialLearningRate", initialLearningRate);
    this.firstDecaySteps = Require.positive("firstDecaySteps", firstDecaySteps);
    this.name = name;
  }

  /** Each wave twice as long as the one before and as high, down to 0. */
  public static CosineDecayRestarts of(double initialLearningRate, int firstDecaySteps) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, "SGDRDecay");
  }

  /** From Keras's config. */
  public static CosineDecayRestarts fromConfig(Config config) {
    CosineDecayRestarts decay =
        new CosineDecayRestarts(
            config.requireDouble("initial_learning_rate"),
            config.requireInt("first_decay_steps"),
            config.getString("name", "SGDRDecay"));
    return decay
        .tMul(config.getDouble("t_mul", decay.tMul))
        .mMul(config.getDouble("m_mul", decay.mMul))
        .alpha(config.getDouble("alpha", decay.alpha));
  }

  /** How much longer each wave is than the one before; default 2. */
  public CosineDecayRestarts tMul(double tMul) {
    if (!(tMul >= 1)) {
      throw new IllegalArgumentException(
          "Expected waves that do not become shorter, tMul of at least 1. Received: tMul=" + tMul);
    }
    return with(copy -> copy.tMul = tMul);
  }

  /** How much higher each wave starts than the one before; default 1. */
  public CosineDecayRestarts mMul(double mMul) {
    Require.notNegative("mMul", mMul);
    return with(copy -> copy.mMul = mMul);
  }

  /** The last rate of the first wave as a part of its first; default 0. */
  public CosineDecayRestarts alpha(double alpha) {
    Require.notNegative("alpha", alpha);
    return with(copy -> copy.alpha = alpha);
  }

  @Override
  public double at(long step) {
    double passed = (double) step / firstDecaySteps;
    double waves;
    double part;
    if (tMul == 1) {
      waves = Math.floor(passed);
      part = passed - waves;
    } else {
      // The waves before number n take (tMulⁿ - 1) / (tMul - 1) times the first's steps.
      waves = Math.floor(Math.log1p(passed * (tMul - 1)) / Math.log(tMul) + 1e-12);
      double length = Math.pow(tMul, waves);
      part = (passed - (length - 1) / (tMul - 1)) / length;
    }
    double height = 0.5 * Math.pow(mMul, waves) * (1 + Math.cos(Math.PI * part));
    return initialLearningRate * ((1 - alpha) * height + alpha);
  }

  @Override
  public String className() {
    return "CosineDecayRestarts";
  }

  @Override
  public Config config() {
    return new Config()
        .with("initial_learning_rate", initialLearningRate)
        .with("first_decay_steps", firstDecaySteps)
        .with("t_mul", tMul)
        .with("m_mul", mMul)
        .with("alpha", alpha)
        .with("name", name);
  }
}
