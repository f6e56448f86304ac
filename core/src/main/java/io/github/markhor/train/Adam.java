package io.github.markhor.train;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import java.util.List;

/**
 * Running means m of the gradient and v of its square: the weight moves by rate · √(1 - β₂ᵗ) / (1 -
 * β₁ᵗ) · m / (√v + ε), where t counts steps from 1. This is the form just before section 2.1 of <a
 * href="https://arxiv.org/abs/1412.6980">Kingma and Ba, 2014</a>, whose ε they call "epsilon hat".
 * See <a href="https://keras.io/api/optimizers/adam/">Keras: Adam</a>.
 */
public final class Adam extends AbstractOptimizer<Adam> {
  private static final String MOMENTUM = "momentum";
  private static final String VELOCITY = "velocity";
  private static final String VELOCITY_HAT = "velocity_hat";

  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final boolean amsgrad;

  private Adam(
      OptimizerSettings settings, double beta1, double beta2, double epsilon, boolean amsgrad) {
    super(settings);
    this.beta1 = below1("beta1", beta1);
    this.beta2 = below1("beta2", beta2);
    this.epsilon = OptimizerSettings.notNegative("epsilon", epsilon);
    this.amsgrad = amsgrad;
  }

  private static double below1(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "Expected a " + what + " of at least 0 and below 1. Received: " + what + "=" + value);
    }
    return value;
  }

  /** With the learning rate 0.001. */
  public static Adam of() {
    return of(0.001);
  }

  public static Adam of(double learningRate) {
    return new Adam(OptimizerSettings.of("adam", learningRate), 0.9, 0.999, EPSILON, false);
  }

  public static Adam of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static Adam fromConfig(Config config) {
    Adam adam = of();
    return adam.with(adam.settings().with(config))
        .beta1(config.getDouble("beta_1", 0.9))
        .beta2(config.getDouble("beta_2", 0.999))
        .epsilon(config.getDouble("epsilon", EPSILON))
        .amsgrad(config.getBoolean("amsgrad", false));
  }

  /** The part of the old mean of the gradient in the new; default 0.9. */
  public Adam beta1(double beta1) {
    return new Adam(settings(), beta1, beta2, epsilon, amsgrad);
  }

  /** The part of the old mean of the square in the new; default 0.999. */
  public Adam beta2(double beta2) {
    return new Adam(settings(), beta1, beta2, epsilon, amsgrad);
  }

  /** Added to the root of v; default 1e-7. */
  public Adam epsilon(double epsilon) {
    return new Adam(settings(), beta1, beta2, epsilon, amsgrad);
  }

  /**
   * Whether to divide by the largest v so far, as <a
   * href="https://openreview.net/forum?id=ryQu7f-RZ">Reddi et al., 2018</a> propose; default false.
   */
  public Adam amsgrad(boolean amsgrad) {
    return new Adam(settings(), beta1, beta2, epsilon, amsgrad);
  }

  @Override
  protected Adam with(OptimizerSettings settings) {
    return new Adam(settings, beta1, beta2, epsilon, amsgrad);
  }

  @Override
  public List<List<String>> slotGroups() {
    List<String> moments = List.of(MOMENTUM, VELOCITY);
    return amsgrad ? List.of(moments, List.of(VELOCITY_HAT)) : List.of(moments);
  }

  @Override
  public Value update(Value weight, Value gradient, Slots slots) {
    Value alpha =
        slots.scalar(
            "alpha",
            step -> {
              double t = step.iteration() + 1.0;
              return step.learningRate()
                  * Math.sqrt(1 - Math.pow(beta2, t))
                  / (1 - Math.pow(beta1, t));
            });
    Value m = slots.get(MOMENTUM, 0).mul(beta1).add(gradient.mul(1 - beta1));
    Value v = slots.get(VELOCITY, 0).mul(beta2).add(gradient.square().mul(1 - beta2));
    slots.set(MOMENTUM, m);
    slots.set(VELOCITY, v);
    Value divisor = v;
    if (amsgrad) {
      divisor = slots.get(VELOCITY_HAT, 0).max(v);
      slots.set(VELOCITY_HAT, divisor);
    }
    return weight.sub(m.mul(alpha).div(divisor.sqrt().add(epsilon)));
  }

  @Override
  public Config config() {
    return super.config()
        .with("beta_1", beta1)
        .with("beta_2", beta2)
        .with("epsilon", epsilon)
        .with("amsgrad", amsgrad);
  }
}
