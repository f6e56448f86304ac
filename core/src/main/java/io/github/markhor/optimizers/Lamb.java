package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;

/**
 * {@link Adam} for very large batches: its step, u = m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε), is
 * scaled to the length of the weight w, which moves by rate · u · |w| / |u|, with norms over a
 * whole variable; where a norm is 0, by rate · u. See <a
 * href="https://keras.io/api/optimizers/lamb/">Keras: Lamb</a> and <a
 * href="https://arxiv.org/abs/1904.00962">You et al., 2019</a>.
 */
public final class Lamb extends MomentOptimizer<Lamb> {
  private Lamb(OptimizerSettings settings) {
    super(settings);
  }

  /** With the learning rate 0.001. */
  public static Lamb of() {
    return of(0.001);
  }

  /** With a learning rate that stays as it is, above 0. */
  public static Lamb of(double learningRate) {
    return new Lamb(OptimizerSettings.of("lamb", learningRate));
  }

  /** With a learning rate that follows a schedule. */
  public static Lamb of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static Lamb fromConfig(Config config) {
    return of().momentsConfigured(config);
  }

  @Override
  public Value update(Value weight, Value gradient, Slots slots) {
    Value ofMean =
        slots.scalar("mean_correction", step -> 1 - Math.pow(beta1(), step.iteration() + 1.0));
    Value ofSquare =
        slots.scalar("square_correction", step -> 1 - Math.pow(beta2(), step.iteration() + 1.0));
    Value rate = slots.scalar("learning_rate", step -> step.learningRate());
    Value size = meanOfSquare(gradient, slots).div(ofSquare).sqrt().add(epsilon());
    Value move = meanOfGradient(gradient, slots).div(ofMean).div(size);
    Value weightNorm = weight.square().sum().sqrt();
    Value moveNorm = move.square().sum().sqrt();
    Value both = weightNorm.greater(0).mul(moveNorm.greater(0));
    Value ratio = both.select(weightNorm.div(both.select(moveNorm, 1)), 1);
    return weight.sub(move.mul(ratio.mul(rate)));
  }
}
