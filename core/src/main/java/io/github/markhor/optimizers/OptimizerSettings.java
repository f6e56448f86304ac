package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import java.util.Map;

/**
 * The arguments that all optimizers share, with Keras's names and defaults. Where a number is off
 * by default, 0 means off. Each method that sets an argument returns a changed copy.
 */
public final class OptimizerSettings extends Immutable<OptimizerSettings> {
  private String name;
  private double learningRate;
  private LearningRateSchedule schedule;
  private double decay;
  private double weightDecay;
  private double clipnorm;
  private double globalClipnorm;
  private double clipvalue;
  private boolean useEma;
  private double emaMomentum = 0.99;
  private int emaOverwriteFrequency;
  private double lossScaleFactor;
  private int gradientAccumulationSteps = 1;

  private OptimizerSettings(String name, double learningRate) {
    this.name = Require.notNull("name", name);
    this.learningRate = Require.notNegative("learningRate", learningRate);
  }

  /** A learning rate, and everything else off. */
  public static OptimizerSettings of(String name, double learningRate) {
    return new OptimizerSettings(name, learningRate);
  }

  OptimizerSettings name(String name) {
    Require.notNull("name", name);
    return with(copy -> copy.name = name);
  }

  /** A rate that callbacks may change; it replaces a schedule. */
  OptimizerSettings learningRate(double learningRate) {
    Require.notNegative("learningRate", learningRate);
    return with(
        copy -> {
          copy.learningRate = learningRate;
          copy.schedule = null;
        });
  }

  OptimizerSettings learningRate(LearningRateSchedule schedule) {
    Require.notNull("schedule", schedule);
    double first = Require.notNegative("learningRate at the schedule's start", schedule.at(0));
    return with(
        copy -> {
          copy.learningRate = first;
          copy.schedule = schedule;
        });
  }

  OptimizerSettings decay(double decay) {
    Require.notNegative("decay", decay);
    return with(copy -> copy.decay = decay);
  }

  OptimizerSettings weightDecay(double weightDecay) {
    Require.notNegative("weightDecay", weightDecay);
    return with(copy -> copy.weightDecay = weightDecay);
  }

  OptimizerSettings clipnorm(double clipnorm) {
    Require.notNegative("clipnorm", clipnorm);
    return with(copy -> copy.clipnorm = clipnorm).checkClipping();
  }

  OptimizerSettings globalClipnorm(double globalClipnorm) {
    Require.notNegative("globalClipnorm", globalClipnorm);
    return with(copy -> copy.globalClipnorm = globalClipnorm).checkClipping();
  }

  OptimizerSettings clipvalue(double clipvalue) {
    Require.notNegative("clipvalue", clipvalue);
    return with(copy -> copy.clipvalue = clipvalue).checkClipping();
  }

  OptimizerSettings useEma(boolean useEma) {
    return with(copy -> copy.useEma = useEma);
  }

  OptimizerSettings emaMomentum(double emaMomentum) {
    Require.fraction("emaMomentum", emaMomentum);
    return with(copy -> copy.emaMomentum = emaMomentum);
  }

  OptimizerSettings emaOverwriteFrequency(int emaOverwriteFrequency) {
    Require.notNegative("emaOverwriteFrequency", emaOverwriteFrequency);
    return with(copy -> copy.emaOverwriteFrequency = emaOverwriteFrequency);
  }

  OptimizerSettings lossScaleFactor(double lossScaleFactor) {
    Require.notNegative("lossScaleFactor", lossScaleFactor);
    return with(copy -> copy.lossScaleFactor = lossScaleFactor);
  }

  OptimizerSettings gradientAccumulationSteps(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "Expected at least 1 step to accumulate gradients over. Received:"
              + " gradientAccumulationSteps="
              + steps);
    }
    return with(copy -> copy.gradientAccumulationSteps = steps);
  }

  private OptimizerSettings checkClipping() {
    int kinds = (clipnorm > 0 ? 1 : 0) + (globalClipnorm > 0 ? 1 : 0) + (clipvalue > 0 ? 1 : 0);
    if (kinds > 1) {
      throw new IllegalArgumentException(
          "Expected at most one of clipnorm, globalClipnorm and clipvalue. Received: clipnorm="
              + clipnorm
              + ", globalClipnorm="
              + globalClipnorm
              + ", clipvalue="
              + clipvalue);
    }
    return this;
  }

  /** The name in configs. */
  public String name() {
    return name;
  }

  /** The rate at the start. */
  public double learningRate() {
    return learningRate;
  }

  /** The schedule of the rate, or null. */
  public LearningRateSchedule schedule() {
    return schedule;
  }

  /** Keras 2's decay: the rate of step t = 0, 1, … is divided by 1 + decay · t. */
  public double decay() {
    return decay;
  }

  /** Before each step, weight · decay · rate is subtracted from each weight. */
  public double weightDecay() {
    return weightDecay;
  }

  /** The largest norm that each weight's gradient may have. */
  public double clipnorm() {
    return clipnorm;
  }

  /** The largest norm that all gradients together may have. */
  public double globalClipnorm() {
    return globalClipnorm;
  }

  /** The largest absolute value that an element of a gradient may have. */
  public double clipvalue() {
    return clipvalue;
  }

  /** Whether a running average of each weight is kept, which replaces the weight after training. */
  public boolean useEma() {
    return useEma;
  }

  /** The part of the old average in the new. */
  public double emaMomentum() {
    return emaMomentum;
  }

  /** After how many steps the averages replace the weights; 0 for not before the end. */
  public int emaOverwriteFrequency() {
    return emaOverwriteFrequency;
  }

  /** The factor of the loss before gradients are taken, which are divided by it; 0 for none. */
  public double lossScaleFactor() {
    return lossScaleFactor;
  }

  /** The number of steps whose gradients are averaged before the weights change. */
  public int gradientAccumulationSteps() {
    return gradientAccumulationSteps;
  }

  /** The rate of a step; see {@link Optimizer#learningRateAt}. */
  double learningRateAt(long iteration, double learningRate) {
    return schedule != null ? schedule.at(iteration) : learningRate / (1 + decay * iteration);
  }

  /** These settings with those in a config of Keras 3 or 2; Keras 1 wrote the rate as "lr". */
  OptimizerSettings configured(Config config) {
    OptimizerSettings read =
        config.get("learning_rate") instanceof Map<?, ?>
            ? learningRate(config.getObject("learning_rate", LearningRateSchedule.class))
            : learningRate(config.getDouble("learning_rate", config.getDouble("lr", learningRate)));
    return read.name(config.getString("name", name))
        .decay(config.getDouble("decay", decay))
        .weightDecay(config.getDouble("weight_decay", weightDecay))
        .clipnorm(config.getDouble("clipnorm", clipnorm))
        .globalClipnorm(config.getDouble("global_clipnorm", globalClipnorm))
        .clipvalue(config.getDouble("clipvalue", clipvalue))
        .useEma(config.getBoolean("use_ema", useEma))
        .emaMomentum(config.getDouble("ema_momentum", emaMomentum))
        .emaOverwriteFrequency(config.getInt("ema_overwrite_frequency", emaOverwriteFrequency))
        .lossScaleFactor(config.getDouble("loss_scale_factor", lossScaleFactor))
        .gradientAccumulationSteps(
            config.getInt("gradient_accumulation_steps", gradientAccumulationSteps));
  }

  Config config() {
    Config config =
        new Config()
            .with("name", name)
            .with("learning_rate", schedule == null ? (Object) learningRate : schedule)
            .with("weight_decay", orNull(weightDecay))
            .with("clipnorm", orNull(clipnorm))
            .with("global_clipnorm", orNull(globalClipnorm))
            .with("clipvalue", orNull(clipvalue))
            .with("use_ema", useEma)
            .with("ema_momentum", emaMomentum)
            .with(
                "ema_overwrite_frequency",
                emaOverwriteFrequency == 0 ? null : (Object) emaOverwriteFrequency)
            .with("loss_scale_factor", orNull(lossScaleFactor))
            .with(
                "gradient_accumulation_steps",
                gradientAccumulationSteps == 1 ? null : (Object) gradientAccumulationSteps);
    // Keras 3 has no decay and ignores it; it is written only where it is used.
    return decay == 0 ? config : config.with("decay", decay);
  }

  private static Double orNull(double value) {
    return value == 0 ? null : (Double) value;
  }
}
