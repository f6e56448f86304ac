package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Adam} with little memory, and steps in proportion to the weights. For a vector it keeps
 * the running mean square v of the gradient g; for a matrix only the means r along rows and c along
 * columns of g², from which v = r / mean(r) · c (with more axes, the last two are rows and
 * columns). With t counting steps from 1, the means forget by 1 - t^beta2Decay; u = g / √v, divided
 * by max(1, rms(u) / clipThreshold), and the weight moves by max(ε₂, rms(w)) · min(rate, 1 / √t) ·
 * u. See <a href="https://keras.io/api/optimizers/adafactor/">Keras: Adafactor</a> and <a
 * href="https://arxiv.org/abs/1804.04235">Shazeer and Stern, 2018</a>.
 */
public final class Adafactor extends AbstractOptimizer<Adafactor> {
  private static final String ROWS = "r";
  private static final String COLUMNS = "c";
  private static final String VELOCITY = "velocity";

  private double beta2Decay = -0.8;
  private double epsilon1 = 1e-30;
  private double epsilon2 = 1e-3;
  private double clipThreshold = 1;
  private boolean relativeStep = true;

  private Adafactor(OptimizerSettings settings) {
    super(settings);
  }

  /** With the learning rate 0.001. */
  public static Adafactor of() {
    return of(0.001);
  }

  /** With a learning rate that stays as it is, above 0. */
  public static Adafactor of(double learningRate) {
    return new Adafactor(OptimizerSettings.of("adafactor", learningRate));
  }

  /** With a learning rate that follows a schedule. */
  public static Adafactor of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static Adafactor fromConfig(Config config) {
    Adafactor adafactor = of().settingsConfigured(config);
    return adafactor
        .beta2Decay(config.getDouble("beta_2_decay", adafactor.beta2Decay))
        .epsilon1(config.getDouble("epsilon_1", adafactor.epsilon1))
        .epsilon2(config.getDouble("epsilon_2", adafactor.epsilon2))
        .clipThreshold(config.getDouble("clip_threshold", adafactor.clipThreshold))
        .relativeStep(config.getBoolean("relative_step", adafactor.relativeStep));
  }

  /** The power of the step's number in the rate of forgetting; default -0.8. */
  public Adafactor beta2Decay(double beta2Decay) {
    return with(copy -> copy.beta2Decay = beta2Decay);
  }

  /** Added to the squared gradient; default 1e-30. */
  public Adafactor epsilon1(double epsilon1) {
    Require.notNegative("epsilon1", epsilon1);
    return with(copy -> copy.epsilon1 = epsilon1);
  }

  /** The least norm of a weight in the size of a step; default 0.001. */
  public Adafactor epsilon2(double epsilon2) {
    Require.notNegative("epsilon2", epsilon2);
    return with(copy -> copy.epsilon2 = epsilon2);
  }

  /** The largest mean step, beyond which it is scaled down; default 1. */
  public Adafactor clipThreshold(double clipThreshold) {
    if (!(clipThreshold > 0)) {
      throw new IllegalArgumentException(
          "Expected a clipThreshold of more than 0. Received: clipThreshold=" + clipThreshold);
    }
    return with(copy -> copy.clipThreshold = clipThreshold);
  }

  /** Keras's argument of that name; default true. The rate is at most 1 / √t in any case. */
  public Adafactor relativeStep(boolean relativeStep) {
    return with(copy -> copy.relativeStep = relativeStep);
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of(ROWS, COLUMNS, VELOCITY));
  }

  @Override
  public Value update(Value weight, Value gradient, Slots slots) {
    Value rate =
        slots.scalar(
            "relative_rate",
            step -> Math.min(step.learningRate(), 1 / Math.sqrt(step.iteration() + 1.0)));
    Value fresh = slots.scalar("fresh_part", step -> Math.pow(step.iteration() + 1.0, beta2Decay));
    Value square = gradient.square().add(epsilon1);
    Value v = meanSquare(square, fresh, slots);
    slots.set(VELOCITY, v);
    // Where rows and columns have no gradient, their product underflows in float32.
    Value move = gradient.div(v.max(Float.MIN_NORMAL).sqrt());
    move = move.div(rootMeanSquare(move).div(clipThreshold).max(1));
    Value size = rootMeanSquare(weight).max(epsilon2).mul(rate);
    return weight.sub(move.mul(size));
  }

  private Value meanSquare(Value square, Value fresh, Slots slots) {
    Shape shape = square.shape();
    int rank = shape.rank();
    if (rank < 2) {
      // Keras keeps two numbers for a vector without using them.
      slots.get(ROWS, Shape.of(), 0);
      slots.get(COLUMNS, Shape.of(), 0);
      return blend(slots.get(VELOCITY, 0), square, fresh);
    }
    int[] sizes = shape.toArray();
    Shape ofRows = Shape.of(Arrays.copyOf(sizes, rank - 1));
    int[] without = Arrays.copyOf(sizes, rank - 1);
    without[rank - 2] = sizes[rank - 1];
    Value r = blend(slots.get(ROWS, ofRows, 0), square.mean(-1), fresh);
    Value c = blend(slots.get(COLUMNS, Shape.of(without), 0), square.mean(-2), fresh);
    slots.set(ROWS, r);
    slots.set(COLUMNS, c);
    slots.get(VELOCITY, 0);
    Value column = r.div(r.meanKeeping(-1)).reshape(shape.with(-1, 1));
    return column.mul(c.reshape(shape.with(-2, 1)));
  }

  private static Value blend(Value old, Value now, Value fresh) {
    return old.mul(fresh.neg().add(1)).add(now.mul(fresh));
  }

  private static Value rootMeanSquare(Value x) {
    return x.square().mean().sqrt();
  }

  @Override
  public Config config() {
    return super.config()
        .with("beta_2_decay", beta2Decay)
        .with("epsilon_1", epsilon1)
        .with("epsilon_2", epsilon2)
        .with("clip_threshold", clipThreshold)
        .with("relative_step", relativeStep);
  }
}
