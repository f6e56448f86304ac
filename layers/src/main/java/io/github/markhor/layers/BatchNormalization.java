package io.github.markhor.layers;

import io.github.markhor.AbstractLayer;
import io.github.markhor.LayerContext;
import io.github.markhor.Shape;
import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.graph.BatchNorm;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.weights.Constraint;
import io.github.markhor.weights.Initializer;
import io.github.markhor.weights.Ones;
import io.github.markhor.weights.Regularizer;
import io.github.markhor.weights.WeightSpec;
import io.github.markhor.weights.Zeros;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Takes from each channel its mean and divides it by its deviation, then scales by gamma and shifts
 * by beta. Training takes the batch's mean and variance and moves the averages towards them, the
 * variance the biased one; inference takes these averages, and so does a frozen layer even in
 * training. Statistics are float32 whatever the layer computes in. Ioffe and Szegedy, "Batch
 * Normalization" (2015). See <a
 * href="https://keras.io/api/layers/normalization_layers/batch_normalization/">Keras:
 * BatchNormalization</a>.
 */
public final class BatchNormalization extends AbstractLayer<BatchNormalization> {
  private int axis = -1;
  private double momentum = 0.99;
  private double epsilon = 1e-3;
  private boolean center = true;
  private boolean scale = true;
  private Initializer betaInitializer = Zeros.of();
  private Initializer gammaInitializer = Ones.of();
  private Initializer movingMeanInitializer = Zeros.of();
  private Initializer movingVarianceInitializer = Ones.of();
  private Regularizer betaRegularizer;
  private Regularizer gammaRegularizer;
  private Constraint betaConstraint;
  private Constraint gammaConstraint;

  private BatchNormalization() {}

  public static BatchNormalization of() {
    return new BatchNormalization();
  }

  /**
   * The axis of the channels, the batch being 0; negative ones count from the last. Default: -1.
   */
  public BatchNormalization axis(int axis) {
    if (axis == 0) {
      throw new IllegalArgumentException(
          "Expected an axis other than the batch's. Received: axis=0");
    }
    return with(layer -> layer.axis = axis);
  }

  /** How much of the moving averages stays in each step. Default: 0.99. */
  public BatchNormalization momentum(double momentum) {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "Expected a momentum between 0 and 1. Received: momentum=" + momentum);
    }
    return with(layer -> layer.momentum = momentum);
  }

  /** Added to the variance. Default: 0.001. */
  public BatchNormalization epsilon(double epsilon) {
    if (!(epsilon >= 0) || !Double.isFinite(epsilon)) {
      throw new IllegalArgumentException(
          "Expected a finite epsilon of at least 0. Received: epsilon=" + epsilon);
    }
    return with(layer -> layer.epsilon = epsilon);
  }

  /** Whether beta is added. Default: true. */
  public BatchNormalization center(boolean center) {
    return with(layer -> layer.center = center);
  }

  /** Whether the result is multiplied by gamma. Default: true. */
  public BatchNormalization scale(boolean scale) {
    return with(layer -> layer.scale = scale);
  }

  /** Default: {@link Zeros}. */
  public BatchNormalization betaInitializer(Initializer initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(layer -> layer.betaInitializer = initializer);
  }

  /** Default: {@link Ones}. */
  public BatchNormalization gammaInitializer(Initializer initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(layer -> layer.gammaInitializer = initializer);
  }

  /** Default: {@link Zeros}. */
  public BatchNormalization movingMeanInitializer(Initializer initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(layer -> layer.movingMeanInitializer = initializer);
  }

  /** Default: {@link Ones}. */
  public BatchNormalization movingVarianceInitializer(Initializer initializer) {
    Objects.requireNonNull(initializer, "initializer");
    return with(layer -> layer.movingVarianceInitializer = initializer);
  }

  /** A penalty for beta, null for none. Default: none. */
  public BatchNormalization betaRegularizer(Regularizer regularizer) {
    return with(layer -> layer.betaRegularizer = regularizer);
  }

  /** A penalty for gamma, null for none. Default: none. */
  public BatchNormalization gammaRegularizer(Regularizer regularizer) {
    return with(layer -> layer.gammaRegularizer = regularizer);
  }

  /** What holds for beta after every step, null for nothing. Default: nothing. */
  public BatchNormalization betaConstraint(Constraint constraint) {
    return with(layer -> layer.betaConstraint = constraint);
  }

  /** What holds for gamma after every step, null for nothing. Default: nothing. */
  public BatchNormalization gammaConstraint(Constraint constraint) {
    return with(layer -> layer.gammaConstraint = constraint);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    Shape channels = Shape.of(input.size(channelAxis(input)));
    List<WeightSpec> weights = new ArrayList<>();
    if (scale) {
      weights.add(
          new WeightSpec(
              "gamma", channels, true, gammaInitializer, gammaRegularizer, gammaConstraint));
    }
    if (center) {
      weights.add(
          new WeightSpec("beta", channels, true, betaInitializer, betaRegularizer, betaConstraint));
    }
    weights.add(new WeightSpec("moving_mean", channels, false, movingMeanInitializer, null, null));
    weights.add(
        new WeightSpec("moving_variance", channels, false, movingVarianceInitializer, null, null));
    return weights;
  }

  @Override
  public Shape outputShape(Shape input) {
    channelAxis(input);
    return input;
  }

  /** The axis of the channels in the shape without the batch, counted from 0. */
  private int channelAxis(Shape input) {
    int fromBatch = axis < 0 ? axis + input.rank() + 1 : axis;
    if (fromBatch < 1 || fromBatch > input.rank()) {
      throw wrongInput("inputs that have the axis " + axis + " behind the batch's", input);
    }
    return fromBatch - 1;
  }

  @Override
  public Value call(Value x, LayerContext context) {
    int channels = channelAxis(x.shape().dropFirst()) + 1;
    return context.training() && context.trainable()
        ? normalizedByBatch(x, channels, context)
        : normalizedByAverages(x, channels, context);
  }

  private Value normalizedByBatch(Value x, int channels, LayerContext context) {
    Type type = Type.float32(Shape.of(x.shape().size(channels)));
    Value gamma = scale ? context.variable("gamma") : x.graph().constant(type, 1);
    Value beta = center ? context.variable("beta") : x.graph().constant(type, 0);
    // Exchanging two axes is its own inverse, and the order of the others does not matter.
    int[] exchanged = exchanged(x.shape().rank(), channels);
    boolean last = channels == x.shape().rank() - 1;
    Value input = last ? x : x.transpose(exchanged);
    Node norm = x.graph().apply(new BatchNorm.Training(epsilon), input, gamma, beta);
    moved("moving_mean", norm.output(1), context);
    moved("moving_variance", norm.output(2), context);
    return last ? norm.output(0) : norm.output(0).transpose(exchanged);
  }

  private void moved(String name, Value batch, LayerContext context) {
    Value stays = context.variable(name).mul(momentum);
    context.assign(name, stays.add(batch.mul(1 - momentum)));
  }

  private static int[] exchanged(int rank, int channels) {
    int[] order = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      order[axis] = axis;
    }
    order[channels] = rank - 1;
    order[rank - 1] = channels;
    return order;
  }

  private Value normalizedByAverages(Value x, int channels, LayerContext context) {
    Value factor =
        x.graph().constant(1).div(context.variable("moving_variance").add(epsilon).sqrt());
    if (scale) {
      factor = factor.mul(context.variable("gamma"));
    }
    Value shift = context.variable("moving_mean").mul(factor).neg();
    if (center) {
      shift = shift.add(context.variable("beta"));
    }
    int[] sizes = new int[x.shape().rank() - channels];
    java.util.Arrays.fill(sizes, 1);
    sizes[0] = x.shape().size(channels);
    Value wide = x.cast(DType.FLOAT32);
    return wide.mul(factor.reshape(sizes)).add(shift.reshape(sizes)).cast(x.dtype());
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("axis", axis)
        .with("momentum", momentum)
        .with("epsilon", epsilon)
        .with("center", center)
        .with("scale", scale)
        .with("beta_initializer", betaInitializer)
        .with("gamma_initializer", gammaInitializer)
        .with("moving_mean_initializer", movingMeanInitializer)
        .with("moving_variance_initializer", movingVarianceInitializer)
        .with("beta_regularizer", betaRegularizer)
        .with("gamma_regularizer", gammaRegularizer)
        .with("beta_constraint", betaConstraint)
        .with("gamma_constraint", gammaConstraint)
        .with("synchronized", false);
  }

  static BatchNormalization fromConfig(Config config) {
    if (config.getBoolean("renorm", false)) {
      throw new ConfigException(
          "Expected BatchNormalization without renormalization. Received: renorm=true");
    }
    BatchNormalization layer =
        of().configured(config)
            .axis(axisOf(config))
            .momentum(config.getDouble("momentum", 0.99))
            .epsilon(config.getDouble("epsilon", 1e-3))
            .center(config.getBoolean("center", true))
            .scale(config.getBoolean("scale", true));
    layer.betaInitializer = initializer(config, "beta_initializer", Zeros.of());
    layer.gammaInitializer = initializer(config, "gamma_initializer", Ones.of());
    layer.movingMeanInitializer = initializer(config, "moving_mean_initializer", Zeros.of());
    layer.movingVarianceInitializer = initializer(config, "moving_variance_initializer", Ones.of());
    layer.betaRegularizer = config.getObject("beta_regularizer", Regularizer.class);
    layer.gammaRegularizer = config.getObject("gamma_regularizer", Regularizer.class);
    layer.betaConstraint = config.getObject("beta_constraint", Constraint.class);
    layer.gammaConstraint = config.getObject("gamma_constraint", Constraint.class);
    return layer;
  }

  private static Initializer initializer(Config config, String name, Initializer otherwise) {
    Initializer initializer = config.getObject(name, Initializer.class);
    return initializer == null ? otherwise : initializer;
  }

  /** Keras 2 writes a list of one. */
  private static int axisOf(Config config) {
    if (!(config.get("axis") instanceof List<?>)) {
      return config.getInt("axis", -1);
    }
    int[] axes = config.getInts("axis");
    if (axes.length != 1) {
      throw new ConfigException(
          "Expected one axis of BatchNormalization. Received: axis=" + config.get("axis"));
    }
    return axes[0];
  }
}
