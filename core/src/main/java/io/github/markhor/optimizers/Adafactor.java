package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Adam} with little memory, and steps in proportion to the weights. Of a matrix only the
 * means r along rows and c along columns of the squared gradient g are remembered (of more axes,
 * the last two count as rows and columns), and v = r / mean(r) · c stands in for the mean square;
 * of a vector v itself. With t counting steps from 1, the means forget by 1 - t^beta2Decay; u = g /
 * √v, divided by max(1, rms(u) / clipThreshold), and the weight moves by max(ε₂, rms(w)) ·
 * min(rate, 1 / √t) · u. See <a href="https://keras.io/api/optimizers/adafactor/">Keras:
 * Adafactor</a> and <a href="https://arxiv.org/abs/1804.04235">Shazeer and Stern, 2018</a>.
 */
public final class Adafactor extends AbstractOptimizer<Adafactor> {
  private static final String ROWS = "r";
  private static final String COLUMNS = "c";
  private static final String VELOCITY = "velocity";

  private final Arguments arguments;

  private record Arguments(
      double beta2Decay,
      double epsilon1,
      double epsilon2,
      double clipThreshold,
      boolean relativeStep) {
    static final Arguments DEFAULT = new Arguments(-0.8, 1e-30, 1e-3, 1, true);

    Arguments {
      Require.notNegative("epsilon1", epsilon1);
      Require.notNegative("epsilon2", epsilon2);
      if (!(clipThreshold > 0)) {
        throw new IllegalArgumentException(
            "Expected a clipThreshold of more than 0. Received: clipThreshold=" + clipThreshold);
      }
    }
  }

  private Adafactor(OptimizerSettings settings, Arguments arguments) {
    super(settings);
    this.arguments = arguments;
  }

  private Adafactor with(Arguments changed) {
    return new Adafactor(settings(), changed);
  }

  /** With the learning rate 0.001. */
  public static Adafactor of() {
    return of(0.001);
  }

  public static Adafactor of(double learningRate) {
    return new Adafactor(OptimizerSettings.of("adafactor", learningRate), Arguments.DEFAULT);
  }

  public static Adafactor of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static Adafactor fromConfig(Config config) {
    Arguments read =
        new Arguments(
            config.getDouble("beta_2_decay", -0.8),
            config.getDouble("epsilon_1", 1e-30),
            config.getDouble("epsilon_2", 1e-3),
            config.getDouble("clip_threshold", 1),
            config.getBoolean("relative_step", true));
    return new Adafactor(of().settings().with(config), read);
  }

  /** The power of the step's number that means forget by; default -0.8. */
  public Adafactor beta2Decay(double beta2Decay) {
    Arguments a = arguments;
    return with(new Arguments(beta2Decay, a.epsilon1, a.epsilon2, a.clipThreshold, a.relativeStep));
  }

  /** Added to the squared gradient; default 1e-30. */
  public Adafactor epsilon1(double epsilon1) {
    Arguments a = arguments;
    return with(new Arguments(a.beta2Decay, epsilon1, a.epsilon2, a.clipThreshold, a.relativeStep));
  }

  /** What small weights are taken to be when the step's size is found; default 0.001. */
  public Adafactor epsilon2(double epsilon2) {
    Arguments a = arguments;
    return with(new Arguments(a.beta2Decay, a.epsilon1, epsilon2, a.clipThreshold, a.relativeStep));
  }

  /** How large the mean step may be before it is scaled down; default 1. */
  public Adafactor clipThreshold(double clipThreshold) {
    Arguments a = arguments;
    return with(new Arguments(a.beta2Decay, a.epsilon1, a.epsilon2, clipThreshold, a.relativeStep));
  }

  /** Keras's argument of that name; default true. The rate is at most 1 / √t in any case. */
  public Adafactor relativeStep(boolean relativeStep) {
    Arguments a = arguments;
    return with(new Arguments(a.beta2Decay, a.epsilon1, a.epsilon2, a.clipThreshold, relativeStep));
  }

  @Override
  protected Adafactor with(OptimizerSettings settings) {
    return new Adafactor(settings, arguments);
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
    Value fresh =
        slots.scalar("fresh_part", step -> Math.pow(step.iteration() + 1.0, arguments.beta2Decay));
    Value square = gradient.square().add(arguments.epsilon1);
    Value v = meanSquare(square, fresh, slots);
    slots.set(VELOCITY, v);
    // Where rows and columns have no gradient, their product is less than float32 can hold.
    Value move = gradient.div(v.max(Float.MIN_NORMAL).sqrt());
    move = move.div(rootMeanSquare(move).div(arguments.clipThreshold).max(1));
    Value size = rootMeanSquare(weight).max(arguments.epsilon2).mul(rate);
    return weight.sub(move.mul(size));
  }

  private Value meanSquare(Value square, Value fresh, Slots slots) {
    Shape shape = square.shape();
    int rank = shape.rank();
    if (rank < 2) {
      // Keras keeps two numbers for a vector, and does not use them.
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
        .with("beta_2_decay", arguments.beta2Decay)
        .with("epsilon_1", arguments.epsilon1)
        .with("epsilon_2", arguments.epsilon2)
        .with("clip_threshold", arguments.clipThreshold)
        .with("relative_step", arguments.relativeStep);
  }
}
