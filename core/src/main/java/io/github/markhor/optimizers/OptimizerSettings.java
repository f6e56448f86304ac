package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import java.util.Map;
import java.util.Objects;

/**
 * What all optimizers have in common, with Keras's names and defaults. Immutable; a wither gives a
 * copy. Of a number that is off by default, 0 means off.
 */
public final class OptimizerSettings {
  // Set only while a copy is made, before anyone else sees it.
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

  private OptimizerSettings() {}

  /** A learning rate, and everything else off. */
  public static OptimizerSettings of(String name, double learningRate) {
    OptimizerSettings settings = new OptimizerSettings();
    settings.name = Objects.requireNonNull(name);
    settings.learningRate = Require.notNegative("learningRate", learningRate);
    return settings;
  }

  private OptimizerSettings copy() {
    OptimizerSettings copy = new OptimizerSettings();
    copy.name = name;
    copy.learningRate = learningRate;
    copy.schedule = schedule;
    copy.decay = decay;
    copy.weightDecay = weightDecay;
    copy.clipnorm = clipnorm;
    copy.globalClipnorm = globalClipnorm;
    copy.clipvalue = clipvalue;
    copy.useEma = useEma;
    copy.emaMomentum = emaMomentum;
    copy.emaOverwriteFrequency = emaOverwriteFrequency;
    copy.lossScaleFactor = lossScaleFactor;
    copy.gradientAccumulationSteps = gradientAccumulationSteps;
    return copy;
  }

  OptimizerSettings withName(String name) {
    OptimizerSettings copy = copy();
    copy.name = Objects.requireNonNull(name);
    return copy;
  }

  OptimizerSettings withLearningRate(double learningRate) {
    OptimizerSettings copy = copy();
    copy.learningRate = Require.notNegative("learningRate", learningRate);
    copy.schedule = null;
    return copy;
  }

  OptimizerSettings withSchedule(LearningRateSchedule schedule) {
    OptimizerSettings copy = copy();
    copy.schedule = Objects.requireNonNull(schedule);
    copy.learningRate = schedule.at(0);
    return copy;
  }

  OptimizerSettings withDecay(double decay) {
    OptimizerSettings copy = copy();
    copy.decay = Require.notNegative("decay", decay);
    return copy;
  }

  OptimizerSettings withWeightDecay(double weightDecay) {
    OptimizerSettings copy = copy();
    copy.weightDecay = Require.notNegative("weightDecay", weightDecay);
    return copy;
  }

  OptimizerSettings withClipnorm(double clipnorm) {
    OptimizerSettings copy = copy();
    copy.clipnorm = Require.notNegative("clipnorm", clipnorm);
    return copy.checkClipping();
  }

  OptimizerSettings withGlobalClipnorm(double globalClipnorm) {
    OptimizerSettings copy = copy();
    copy.globalClipnorm = Require.notNegative("globalClipnorm", globalClipnorm);
    return copy.checkClipping();
  }

  OptimizerSettings withClipvalue(double clipvalue) {
    OptimizerSettings copy = copy();
    copy.clipvalue = Require.notNegative("clipvalue", clipvalue);
    return copy.checkClipping();
  }

  OptimizerSettings withUseEma(boolean useEma) {
    OptimizerSettings copy = copy();
    copy.useEma = useEma;
    return copy;
  }

  OptimizerSettings withEmaMomentum(double emaMomentum) {
    OptimizerSettings copy = copy();
    copy.emaMomentum = Require.fraction("emaMomentum", emaMomentum);
    return copy;
  }

  OptimizerSettings withEmaOverwriteFrequency(int emaOverwriteFrequency) {
    OptimizerSettings copy = copy();
    copy.emaOverwriteFrequency =
        (int) Require.notNegative("emaOverwriteFrequency", emaOverwriteFrequency);
    return copy;
  }

  OptimizerSettings withLossScaleFactor(double lossScaleFactor) {
    OptimizerSettings copy = copy();
    copy.lossScaleFactor = Require.notNegative("lossScaleFactor", lossScaleFactor);
    return copy;
  }

  OptimizerSettings withGradientAccumulationSteps(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "Expected at least 1 step to accumulate gradients over. Received:"
              + " gradientAccumulationSteps="
              + steps);
    }
    OptimizerSettings copy = copy();
    copy.gradientAccumulationSteps = steps;
    return copy;
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

  /** What decides the rate of each step, or null. */
  public LearningRateSchedule schedule() {
    return schedule;
  }

  /** Keras 2's decay: the rate of step t = 0, 1, … is divided by 1 + decay · t. */
  public double decay() {
    return decay;
  }

  /** Before each step, weight · decay · rate is taken from each weight. */
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

  /** What the loss is multiplied by for gradients, and these are divided by; 0 for nothing. */
  public double lossScaleFactor() {
    return lossScaleFactor;
  }

  /** Over how many steps gradients are averaged before the weights change. */
  public int gradientAccumulationSteps() {
    return gradientAccumulationSteps;
  }

  /** The rate of a step; see {@link Optimizer#learningRateAt}. */
  double learningRateAt(long iteration, double learningRate) {
    return schedule != null ? schedule.at(iteration) : learningRate / (1 + decay * iteration);
  }

  /** These settings with what a config says, of Keras 3 or 2; "lr" is what Keras 1 wrote. */
  OptimizerSettings with(Config config) {
    OptimizerSettings settings = copy();
    settings.name = config.getString("name", name);
    if (config.get("learning_rate") instanceof Map<?, ?>) {
      settings =
          settings.withSchedule(config.getObject("learning_rate", LearningRateSchedule.class));
    } else {
      double rate = config.getDouble("learning_rate", config.getDouble("lr", learningRate));
      settings = settings.withLearningRate(rate);
    }
    return settings
        .withDecay(config.getDouble("decay", 0))
        .withWeightDecay(config.getDouble("weight_decay", weightDecay))
        .withClipnorm(config.getDouble("clipnorm", 0))
        .withGlobalClipnorm(config.getDouble("global_clipnorm", 0))
        .withClipvalue(config.getDouble("clipvalue", 0))
        .withUseEma(config.getBoolean("use_ema", false))
        .withEmaMomentum(config.getDouble("ema_momentum", 0.99))
        .withEmaOverwriteFrequency(config.getInt("ema_overwrite_frequency", 0))
        .withLossScaleFactor(config.getDouble("loss_scale_factor", 0))
        .withGradientAccumulationSteps(config.getInt("gradient_accumulation_steps", 1));
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
