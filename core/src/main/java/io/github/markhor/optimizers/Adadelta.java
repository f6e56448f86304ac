package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Value;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/**
 * Sizes each step by the earlier ones: the weight moves by the rate times u = g·√(d + ε) / √(a +
 * ε), with the gradient g and the running means a of g² and d of u². The paper has the rate 1;
 * Keras's default is 0.001. See <a href="https://keras.io/api/optimizers/adadelta/">Keras:
 * Adadelta</a> and <a href="https://arxiv.org/abs/1212.5701">Zeiler, 2012</a>.
 */
public final class Adadelta extends AbstractOptimizer<Adadelta> {
  private static final String GRADIENT = "accumulated_grad";
  private static final String CHANGE = "accumulated_delta_var";

  private double rho = 0.95;
  private double epsilon = EPSILON;

  private Adadelta(OptimizerSettings settings) {
    super(settings);
  }

  /** With the learning rate 0.001. */
  public static Adadelta of() {
    return of(0.001);
  }

  /** With a learning rate that stays as it is, above 0. */
  public static Adadelta of(double learningRate) {
    return new Adadelta(OptimizerSettings.of("adadelta", learningRate));
  }

  /** With a learning rate that follows a schedule. */
  public static Adadelta of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static Adadelta fromConfig(Config config) {
    Adadelta adadelta = of().settingsConfigured(config);
    return adadelta
        .rho(config.getDouble("rho", adadelta.rho))
        .epsilon(config.getDouble("epsilon", adadelta.epsilon));
  }

  /** The part of the old means in the new; default 0.95. */
  public Adadelta rho(double rho) {
    Require.fraction("rho", rho);
    return with(copy -> copy.rho = rho);
  }

  /** Added to the means, inside the roots; default 1e-7. */
  public Adadelta epsilon(double epsilon) {
    Require.notNegative("epsilon", epsilon);
    return with(copy -> copy.epsilon = epsilon);
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of(GRADIENT, CHANGE));
  }

  @Override
  public Value update(Value weight, Value gradient, Slots slots) {
    Value ofGradient = slots.get(GRADIENT, 0).mul(rho).add(gradient.square().mul(1 - rho));
    Value ofChange = slots.get(CHANGE, 0);
    Value change = root(ofChange).mul(gradient).div(root(ofGradient));
    slots.set(GRADIENT, ofGradient);
    slots.set(CHANGE, ofChange.mul(rho).add(change.square().mul(1 - rho)));
    return weight.sub(change.mul(slots.scalar("learning_rate", Step::learningRate)));
  }

  private Value root(Value mean) {
    return mean.add(epsilon).sqrt();
  }

  @Override
  public Config config() {
    return super.config().with("rho", rho).with("epsilon", epsilon);
  }
}
