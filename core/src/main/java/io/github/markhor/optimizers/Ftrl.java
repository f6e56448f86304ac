package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Value;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/**
 * "Follow the regularized leader": sums up what gradients say and takes the weight from the sum, so
 * that an L1 penalty makes weights exactly 0. With p = -learningRatePower, the accumulator n, and
 * n' = n + g²: z += g + 2·s·w - (n'ᵖ - nᵖ) / rate · w, where s is the L2 shrinkage; then w =
 * (clip(z, -l1, l1) - z) / (n'ᵖ / rate + 2·l2 + β / rate). See <a
 * href="https://keras.io/api/optimizers/ftrl/">Keras: Ftrl</a> and <a
 * href="https://research.google.com/pubs/archive/41159.pdf">McMahan et al., 2013</a>.
 */
public final class Ftrl extends AbstractOptimizer<Ftrl> {
  private static final String ACCUMULATOR = "accumulator";
  private static final String LINEAR = "linear";

  private final Arguments arguments;

  private record Arguments(
      double learningRatePower,
      double initialAccumulatorValue,
      double l1,
      double l2,
      double l2Shrinkage,
      double beta) {
    static final Arguments DEFAULT = new Arguments(-0.5, 0.1, 0, 0, 0, 0);

    Arguments {
      if (!(learningRatePower <= 0)) {
        throw new IllegalArgumentException(
            "Expected a learningRatePower of at most 0. Received: learningRatePower="
                + learningRatePower);
      }
      Require.notNegative("initialAccumulatorValue", initialAccumulatorValue);
      Require.notNegative("l1RegularizationStrength", l1);
      Require.notNegative("l2RegularizationStrength", l2);
      Require.notNegative("l2ShrinkageRegularizationStrength", l2Shrinkage);
      Require.notNegative("beta", beta);
    }
  }

  private Ftrl(OptimizerSettings settings, Arguments arguments) {
    super(settings);
    this.arguments = arguments;
  }

  private Ftrl with(Arguments changed) {
    return new Ftrl(settings(), changed);
  }

  /** With the learning rate 0.001. */
  public static Ftrl of() {
    return of(0.001);
  }

  public static Ftrl of(double learningRate) {
    return new Ftrl(OptimizerSettings.of("ftrl", learningRate), Arguments.DEFAULT);
  }

  public static Ftrl of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static Ftrl fromConfig(Config config) {
    Ftrl ftrl = of();
    Arguments read =
        new Arguments(
            config.getDouble("learning_rate_power", -0.5),
            config.getDouble("initial_accumulator_value", 0.1),
            config.getDouble("l1_regularization_strength", 0),
            config.getDouble("l2_regularization_strength", 0),
            config.getDouble("l2_shrinkage_regularization_strength", 0),
            config.getDouble("beta", 0));
    return new Ftrl(ftrl.settings().with(config), read);
  }

  /** How the rate falls with the sum of squares, at most 0; default -0.5. */
  public Ftrl learningRatePower(double learningRatePower) {
    Arguments a = arguments;
    return with(
        new Arguments(
            learningRatePower, a.initialAccumulatorValue, a.l1, a.l2, a.l2Shrinkage, a.beta));
  }

  /** What the sum of squares starts with; default 0.1. */
  public Ftrl initialAccumulatorValue(double initialAccumulatorValue) {
    Arguments a = arguments;
    return with(
        new Arguments(
            a.learningRatePower, initialAccumulatorValue, a.l1, a.l2, a.l2Shrinkage, a.beta));
  }

  /** The L1 penalty, which makes weights 0; default 0. */
  public Ftrl l1RegularizationStrength(double l1) {
    Arguments a = arguments;
    return with(
        new Arguments(
            a.learningRatePower, a.initialAccumulatorValue, l1, a.l2, a.l2Shrinkage, a.beta));
  }

  /** The L2 penalty on where weights end up; default 0. */
  public Ftrl l2RegularizationStrength(double l2) {
    Arguments a = arguments;
    return with(
        new Arguments(
            a.learningRatePower, a.initialAccumulatorValue, a.l1, l2, a.l2Shrinkage, a.beta));
  }

  /** The L2 penalty on weights as they are, added to the gradient; default 0. */
  public Ftrl l2ShrinkageRegularizationStrength(double l2Shrinkage) {
    Arguments a = arguments;
    return with(
        new Arguments(
            a.learningRatePower, a.initialAccumulatorValue, a.l1, a.l2, l2Shrinkage, a.beta));
  }

  /** The paper's β; default 0. */
  public Ftrl beta(double beta) {
    Arguments a = arguments;
    return with(
        new Arguments(
            a.learningRatePower, a.initialAccumulatorValue, a.l1, a.l2, a.l2Shrinkage, beta));
  }

  @Override
  protected Ftrl with(OptimizerSettings settings) {
    return new Ftrl(settings, arguments);
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
            "l2_and_beta", step -> 2 * arguments.l2 + arguments.beta / step.learningRate());
    Value before = slots.get(ACCUMULATOR, arguments.initialAccumulatorValue);
    Value sum = before.add(gradient.square());
    Value power = power(sum);
    Value pull = power.sub(power(before)).div(rate).mul(weight);
    Value linear =
        slots.get(LINEAR, 0).add(gradient.add(weight.mul(2 * arguments.l2Shrinkage))).sub(pull);
    slots.set(ACCUMULATOR, sum);
    slots.set(LINEAR, linear);
    Value clipped = linear.clip(-arguments.l1, arguments.l1);
    return clipped.sub(linear).div(power.div(rate).add(penalty));
  }

  private Value power(Value sum) {
    return arguments.learningRatePower == -0.5 ? sum.sqrt() : sum.pow(-arguments.learningRatePower);
  }

  @Override
  public Config config() {
    return super.config()
        .with("learning_rate_power", arguments.learningRatePower)
        .with("initial_accumulator_value", arguments.initialAccumulatorValue)
        .with("l1_regularization_strength", arguments.l1)
        .with("l2_regularization_strength", arguments.l2)
        .with("l2_shrinkage_regularization_strength", arguments.l2Shrinkage)
        .with("beta", arguments.beta);
  }
}
