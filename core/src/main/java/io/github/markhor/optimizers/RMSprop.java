package io.github.markhor.optimizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Value;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides the gradient by the root of a running mean of its square. Epsilon is added inside the
 * root, unless {@link #legacyEpsilon} says otherwise. See <a
 * href="https://keras.io/api/optimizers/rmsprop/">Keras: RMSprop</a> and <a
 * href="http://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Hinton's
 * lecture</a>; centered as in <a href="https://arxiv.org/abs/1308.0850">Graves, 2013</a>.
 */
public final class RMSprop extends AbstractOptimizer<RMSprop> {
  private static final String VELOCITY = "velocity";
  private static final String MOMENTUM = "momentum";
  private static final String AVERAGE_GRADIENT = "average_gradient";
  private static final String LEGACY_EPSILON = "legacy_epsilon";

  private double rho = 0.9;
  private double momentum;
  private double epsilon = EPSILON;
  private boolean centered;
  private boolean legacyEpsilon;

  private RMSprop(OptimizerSettings settings) {
    super(settings);
  }

  /** With the learning rate 0.001. */
  public static RMSprop of() {
    return of(0.001);
  }

  /** With a learning rate that stays as it is, above 0. */
  public static RMSprop of(double learningRate) {
    return new RMSprop(OptimizerSettings.of("rmsprop", learningRate));
  }

  /** With a learning rate that follows a schedule. */
  public static RMSprop of(LearningRateSchedule schedule) {
    return of().learningRate(schedule);
  }

  /** From Keras's config. */
  public static RMSprop fromConfig(Config config) {
    RMSprop rmsprop = of().settingsConfigured(config);
    // Only optimizers from before Keras 2.11 have the argument decay.
    boolean legacy = config.dialect() == Dialect.KERAS_2 && config.has("decay");
    return rmsprop
        .rho(config.getDouble("rho", rmsprop.rho))
        .momentum(config.getDouble("momentum", rmsprop.momentum))
        .epsilon(config.getDouble("epsilon", rmsprop.epsilon))
        .centered(config.getBoolean("centered", rmsprop.centered))
        .legacyEpsilon(config.getBoolean(LEGACY_EPSILON, legacy));
  }

  /** The part of the old means in the new; default 0.9. */
  public RMSprop rho(double rho) {
    Require.fraction("rho", rho);
    return with(copy -> copy.rho = rho);
  }

  /** The part of the last move that is added to the next; default 0. */
  public RMSprop momentum(double momentum) {
    Require.fraction("momentum", momentum);
    return with(copy -> copy.momentum = momentum);
  }

  /** Added to the mean square, inside the root; default 1e-7. */
  public RMSprop epsilon(double epsilon) {
    Require.notNegative("epsilon", epsilon);
    return with(copy -> copy.epsilon = epsilon);
  }

  /**
   * Whether epsilon is added to the root itself, as in Keras before 2.11, but not with momentum;
   * default false, but true for files of that time.
   */
  public RMSprop legacyEpsilon(boolean legacyEpsilon) {
    return with(copy -> copy.legacyEpsilon = legacyEpsilon);
  }

  /** Whether to divide by the deviation instead of the root of the mean square; default false. */
  public RMSprop centered(boolean centered) {
    return with(copy -> copy.centered = centered);
  }

  @Override
  public List<List<String>> slotGroups() {
    List<List<String>> groups = new ArrayList<>();
    groups.add(List.of(VELOCITY));
    if (momentum > 0) {
      groups.add(List.of(MOMENTUM));
    }
    if (centered) {
      groups.add(List.of(AVERAGE_GRADIENT));
    }
    return groups;
  }

  @Override
  public Value update(Value weight, Value gradient, Slots slots) {
    Value velocity = slots.get(VELOCITY, 0).mul(rho).add(gradient.square().mul(1 - rho));
    slots.set(VELOCITY, velocity);
    Value square = velocity;
    if (centered) {
      Value mean = slots.get(AVERAGE_GRADIENT, 0).mul(rho).add(gradient.mul(1 - rho));
      slots.set(AVERAGE_GRADIENT, mean);
      square = velocity.sub(mean.square());
    }
    Value root =
        legacyEpsilon && momentum == 0 ? square.sqrt().add(epsilon) : square.add(epsilon).sqrt();
    Value move = gradient.mul(slots.scalar("learning_rate", Step::learningRate)).div(root);
    if (momentum > 0) {
      move = slots.get(MOMENTUM, 0).mul(momentum).add(move);
      slots.set(MOMENTUM, move);
    }
    return weight.sub(move);
  }

  @Override
  public Config config() {
    Config config =
        super.config()
            .with("rho", rho)
            .with("momentum", momentum)
            .with("epsilon", epsilon)
            .with("centered", centered);
    // Keras has no such argument, so it is written only where it is used.
    return legacyEpsilon ? config.with(LEGACY_EPSILON, true) : config;
  }
}
