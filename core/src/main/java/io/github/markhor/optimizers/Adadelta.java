package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Value;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/**
 * Steps whose size follows from the steps before: the gradient g times √(d + ε) / √(a + ε), with
 * the running means a of g² and d of the square of what comes out, times the rate. The paper's form
 * has the rate 1; Keras's default is 0.001. See <a
 * href="https://keras.io/api/optimizers/adadelta/">Keras: Adadelta</a> and <a
 * href="https://arxiv.org/abs/1212.5701">Zeiler, 2012</a>.
 */
public final class Adadelta extends AbstractOptimizer<Adadelta> {
  private static final String GRADIENT = "accumulated_grad";
  private static final String CHANGE = "accumulated_delta_var";

  private final double rho;
  private final double epsilon;

  private Adadelta(OptimizerSettings settings, double rho, double epsilon) {
    super(settings);
    this.rho = Require.fraction("rho", rho);
    this.epsilon = Require.notNegative("epsilon", epsilon);
  }

  /** With the learning rate 0.001. */
  public static Adadelta of() {
    return of(0.001);
  }

  public static Adadelta of(double learningRate) {
    return new Adadelta(OptimizerSettings.of("adadelta", learningRate), 0.95, EPSILON);
  }

  public static Adadelta of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static Adadelta fromConfig(Config config) {
    Adadelta adadelta = of();
    return adadelta
        .with(adadelta.settings().with(config))
        .rho(config.getDouble("rho", 0.95))
        .epsilon(config.getDouble("epsilon", EPSILON));
  }

  /** The part of the old means in the new; default 0.95. */
  public Adadelta rho(double rho) {
    return new Adadelta(settings(), rho, epsilon);
  }

  /** Added to the means, inside the roots; default 1e-7. */
  public Adadelta epsilon(double epsilon) {
    return new Adadelta(settings(), rho, epsilon);
  }

  @Override
  protected Adadelta with(OptimizerSettings settings) {
    return new Adadelta(settings, rho, epsilon);
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
