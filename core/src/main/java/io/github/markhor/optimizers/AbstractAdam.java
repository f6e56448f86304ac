package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import java.util.List;

/**
 * The base of {@link Adam} and {@link AdamW}: with the running means m of the gradient and v of its
 * square, the weight moves by rate · √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε), where t counts steps
 * from 1. This is the form just before section 2.1 of <a
 * href="https://arxiv.org/abs/1412.6980">Kingma and Ba, 2014</a>, whose ε they call "epsilon hat".
 *
 * @param <A> the optimizer's own class
 */
public abstract class AbstractAdam<A extends AbstractAdam<A>> extends MomentOptimizer<A> {
  private static final String VELOCITY_HAT = "velocity_hat";

  private boolean amsgrad;

  AbstractAdam(OptimizerSettings settings) {
    super(settings);
  }

  /**
   * Whether to divide by the largest v so far, as <a
   * href="https://openreview.net/forum?id=ryQu7f-RZ">Reddi et al., 2018</a> propose; default false.
   */
  public final A amsgrad(boolean amsgrad) {
    return with(copy -> ((AbstractAdam<?>) copy).amsgrad = amsgrad);
  }

  final A configured(Config config) {
    return momentsConfigured(config).amsgrad(config.getBoolean("amsgrad", amsgrad));
  }

  @Override
  public final List<List<String>> slotGroups() {
    List<String> means = List.of(MOMENTUM, VELOCITY);
    return amsgrad ? List.of(means, List.of(VELOCITY_HAT)) : List.of(means);
  }

  @Override
  public final Value update(Value weight, Value gradient, Slots slots) {
    Value alpha =
        slots.scalar(
            "alpha",
            step -> {
              double t = step.iteration() + 1.0;
              return step.learningRate()
                  * Math.sqrt(1 - Math.pow(beta2(), t))
                  / (1 - Math.pow(beta1(), t));
            });
    Value m = meanOfGradient(gradient, slots);
    Value v = meanOfSquare(gradient, slots);
    if (amsgrad) {
      v = slots.get(VELOCITY_HAT, 0).max(v);
      slots.set(VELOCITY_HAT, v);
    }
    return weight.sub(m.mul(alpha).div(v.sqrt().add(epsilon())));
  }

  @Override
  public Config config() {
    return super.config().with("amsgrad", amsgrad);
  }
}
