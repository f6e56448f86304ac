package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.graph.BatchNorm;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.initializers.Ones;
import io.github.markhor.initializers.Zeros;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Subtracts from each channel its mean, divides by its deviation, then scales by gamma and shifts
 * by beta. Training uses mean and (biased) variance of the batch and moves the running averages
 * towards them; inference uses these averages, as does a frozen layer in training. Statistics are
 * float32 whatever type the layer computes in. Ioffe and Szegedy, "Batch Normalization" (2015). See
 * <a href="https://keras.io/api/layers/normalization_layers/batch_normalization/">Keras:
 * BatchNormalization</a>.
 */
public final class BatchNormalization extends ScaleAndShift<BatchNormalization> {
  private int axis = -1;
  private double momentum = 0.99;
  private boolean fused;
  private WeightArguments movingMean = WeightArguments.of("moving_mean", Zeros.of());
  private WeightArguments movingVariance = WeightArguments.of("moving_variance", Ones.of());

  private BatchNormalization() {}

  /** Normalizes each channel, the last axis, with Keras's defaults. */
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

  /** The part of the running averages that stays in each step. Default: 0.99. */
  public BatchNormalization momentum(double momentum) {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "Expected a momentum between 0 and 1. Received: momentum=" + momentum);
    }
    return with(layer -> layer.momentum = momentum);
  }

  /**
   * Whether the running variance is that of Keras 2: of pictures, whose channels are the last axis
   * or the first behind the batch's, its fused kernel takes the unbiased variance of the batch, n /
   * (n - 1) of the one that it divides by, n being the count of numbers in each channel. Inputs of
   * other ranks are not affected. Layers from files of Keras 2 have it, and it stays in Markhor's
   * own files. Default: false, as Keras 3.
   */
  public BatchNormalization fused(boolean fused) {
    return with(layer -> layer.fused = fused);
  }

  /** Default: {@link Zeros}. */
  public BatchNormalization movingMeanInitializer(Initializer initializer) {
    return with(layer -> layer.movingMean = movingMean.with(initializer));
  }

  /** The initializer of Keras's name: {@code zeros}. */
  public BatchNormalization movingMeanInitializer(String initializer) {
    return movingMeanInitializer(WeightArguments.initializer(initializer));
  }

  /** Default: {@link Ones}. */
  public BatchNormalization movingVarianceInitializer(Initializer initializer) {
    return with(layer -> layer.movingVariance = movingVariance.with(initializer));
  }

  /** The initializer of Keras's name: {@code ones}. */
  public BatchNormalization movingVarianceInitializer(String initializer) {
    return movingVarianceInitializer(WeightArguments.initializer(initializer));
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    Shape channels = Shape.of(input.size(channelAxis(input)));
    List<WeightSpec> weights = gammaAndBeta(channels, scale(), center());
    for (WeightArguments moving : List.of(movingMean, movingVariance)) {
      weights.add(
          new WeightSpec(moving.prefix(), channels, false, moving.initializer(), null, null));
    }
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
    Value gamma = scale() ? context.variable("gamma") : x.graph().constant(type, 1);
    Value beta = center() ? context.variable("beta") : x.graph().constant(type, 0);
    // Exchanging two axes undoes itself, and the order of the others does not matter.
    int[] exchanged = exchanged(x.shape().rank(), channels);
    boolean last = channels == x.shape().rank() - 1;
    Value input = last ? x : x.transpose(exchanged);
    Node norm = x.graph().apply(new BatchNorm.Training(epsilon()), input, gamma, beta);
    moved("moving_mean", norm.output(1), context);
    moved("moving_variance", variance(norm.output(2), x.shape(), channels), context);
    return last ? norm.output(0) : norm.output(0).transpose(exchanged);
  }

  private void moved(String name, Value batch, LayerContext context) {
    Value stays = context.variable(name).mul(momentum);
    context.assign(name, stays.add(batch.mul(1 - momentum)));
  }

  /** The batch's variance that the running one moves towards. */
  private Value variance(Value biased, Shape batch, int channels) {
    if (!fused || batch.rank() != 4 || channels == 2) {
      return biased;
    }
    double count = (double) batch.elements() / batch.size(channels);
    return biased.mul(count / Math.max(1, count - 1));
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
        x.graph().constant(1).div(context.variable("moving_variance").add(epsilon()).sqrt());
    if (scale()) {
      factor = factor.mul(context.variable("gamma"));
    }
    Value shift = context.variable("moving_mean").mul(factor).neg();
    if (center()) {
      shift = shift.add(context.variable("beta"));
    }
    int[] sizes = new int[x.shape().rank() - channels];
    Arrays.fill(sizes, 1);
    sizes[0] = x.shape().size(channels);
    Value wide = x.cast(DType.FLOAT32);
    return wide.mul(factor.reshape(sizes)).add(shift.reshape(sizes)).cast(x.dtype());
  }

  @Override
  protected void addTo(Config config) {
    config.with("axis", axis).with("momentum", momentum);
    addScale(config);
    addWeightArguments(config, movingMean, movingVariance);
    config.with("synchronized", false);
    if (fused) {
      config.with("fused", true);
    }
  }

  static BatchNormalization fromConfig(Config config) {
    if (config.getBoolean("renorm", false)) {
      throw new ConfigException(
          "Expected BatchNormalization without renormalization. Received: renorm=true");
    }
    BatchNormalization layer = of().scaleConfigured(config).axis(axisOf(config));
    layer = layer.momentum(config.getDouble("momentum", layer.momentum));
    layer.fused = config.getBoolean("fused", false);
    layer.movingMean = layer.movingMean.configured(config);
    layer.movingVariance = layer.movingVariance.configured(config);
    return layer;
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
