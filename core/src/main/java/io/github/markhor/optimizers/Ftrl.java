package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Value;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/**
 * "Follow the regularized leader": computes each weight anew from a sum z over all gradients, so
 * that an L1 penalty makes weights exactly 0. With p = -learningRatePower, the accumulator n, and
 * n' = n + g²: z += g + 2·s·w - (n'ᵖ - nᵖ) / rate · w, where s is the L2 shrinkage; then w =
 * (clip(z, -l1, l1) - z) / (n'ᵖ / rate + 2·l2 + β / rate). See <a
 * href="https://keras.io/api/optimizers/ftrl/">Keras: Ftrl</a> and <a
 * href="https://research.google.com/pubs/archive/41159.pdf">McMahan et al., 2013</a>.
 */
public final class Ftrl extends AbstractOptimizer<Ftrl> {
  private static final String ACCUMULATOR = "accumulator";
  private static final String LINEAR = "linear";

  private double learningRatePower = -0.5;
  private double initialAccumulatorValue = 0.1;
  private double l1RegularizationStrength;
  private double l2RegularizationStrength;
  private double l2ShrinkageRegularizationStrength;
  private double beta;

  private Ftrl(OptimizerSettings settings) {
    super(settings);
  }

  /** With the learning rate 0.001. */
  public static Ftrl of() {
    return of(0.001);
  }

  /** With a learning rate that stays as it is, above 0. */
  public static Ftrl of(double learningRate) {
    return new Ftrl(OptimizerSettings.of("ftrl", learningRate));
  }

  /** With a learning rate that follows a schedule. */
  public static Ftrl of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static Ftrl fromConfig(Config config) {
    Ftrl ftrl = of().settingsConfigured(config);
    return ftrl.learningRatePower(config.getDouble("learning_rate_power", ftrl.learningRatePower))
        .initialAccumulatorValue(
            config.getDouble("initial_accumulator_value", ftrl.initialAccumulatorValue))
        .l1RegularizationStrength(
            config.getDouble("l1_regularization_strength", ftrl.l1RegularizationStrength))
        .l2RegularizationStrength(
            config.getDouble("l2_regularization_strength", ftrl.l2RegularizationStrength))
        .l2ShrinkageRegularizationStrength(
            config.getDouble(
                "l2_shrinkage_regularization_strength", ftrl.l2ShrinkageRegularizationStrength))
        .beta(config.getDouble("beta", ftrl.beta));
  }

  /** How the rate falls with the sum of squares: its power, at most 0; default -0.5. */
  public Ftrl learningRatePower(double learningRatePower) {
    if (!(learningRatePower <= 0)) {
      throw new IllegalArgumentException(
          "Expected a learningRatePower of at most 0. Received: learningRatePower="
              + learningRatePower);
    }
    return with(copy -> copy.learningRatePower = learningRatePower);
  }

  /** The initial sum of squares; default 0.1. */
  public Ftrl initialAccumulatorValue(double initialAccumulatorValue) {
    Require.notNegative("initialAccumulatorValue", initialAccumulatorValue);
    return with(copy -> copy.initialAccumulatorValue = initialAccumulatorValue);
  }

  /** The L1 penalty, which makes weights 0; default 0. */
  public Ftrl l1RegularizationStrength(double l1RegularizationStrength) {
    Require.notNegative("l1RegularizationStrength", l1RegularizationStrength);
    return with(copy -> copy.l1RegularizationStrength = l1RegularizationStrength);
  }

  /** The L2 penalty on the new weights; default 0. */
  public Ftrl l2RegularizationStrength(double l2RegularizationStrength) {
    Require.notNegative("l2RegularizationStrength", l2RegularizationStrength);
    return with(copy -> copy.l2RegularizationStrength = l2RegularizationStrength);
  }

  /** The L2 penalty on the old weights, added to the gradient; default 0. */
  public Ftrl l2ShrinkageRegularizationStrength(double strength) {
    Require.notNegative("l2ShrinkageRegularizationStrength", strength);
    return with(copy -> copy.l2ShrinkageRegularizationStrength = strength);
  }

  /** The paper's β; default 0. */
  public Ftrl beta(double beta) {
    Require.notNegative("beta", beta);
    return with(copy -> copy.beta = beta);
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of(ACCUMULATOR, LINEAR));
  }

  @Override
  public Value update(Value weight, Value gradient, Slots slots) {
    Value rate = slots.scalar("learning_rate", Step::learningRate);
    Value penalty =
        slots.scalar(
            "l2_and_beta", step -> 2 * l2RegularizationStrength + beta / step.learningRate());
    Value before = slots.get(ACCUMULATOR, initialAccumulatorValue);
    Value sum = before.add(gradient.square());
    Value power = power(sum);
    Value pull = power.sub(power(before)).div(rate).mul(weight);
    Value linear =
        slots
            .get(LINEAR, 0)
            .add(gradient.add(weight.mul(2 * l2ShrinkageRegularizationStrength)))
            .sub(pull);
    slots.set(ACCUMULATOR, sum);
    slots.set(LINEAR, linear);
    Value clipped = linear.clip(-l1RegularizationStrength, l1RegularizationStrength);
    return clipped.sub(linear).div(power.div(rate).add(penalty));
  }

  private Value power(Value sum) {
    return learningRatePower == -0.5 ? sum.sqrt() : sum.pow(-learningRatePower);
  }

  @Override
  public Config config() {
    return super.config()
        .with("learning_rate_power", learningRatePower)
        .with("initial_accumulator_value", initialAccumulatorValue)
        .with("l1_regularization_strength", l1RegularizationStrength)
        .with("l2_regularization_strength", l2RegularizationStrength)
        .with("l2_shrinkage_regularization_strength", l2ShrinkageRegularizationStrength)
        .with("beta", beta);
  }
}
