package io.github.markhor.layers;

import io.github.markhor.AbstractLayer;
import io.github.markhor.LayerContext;
import io.github.markhor.Shape;
import io.github.markhor.config.Config;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;
import io.github.markhor.weights.Constraint;
import io.github.markhor.weights.Initializer;
import io.github.markhor.weights.Ones;
import io.github.markhor.weights.Regularizer;
import io.github.markhor.weights.WeightSpec;
import io.github.markhor.weights.Zeros;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes from each sample its mean along some axes and divides by its deviation, √(variance +
 * epsilon), then scales by gamma and shifts by beta, which have the shape of these axes. Computed
 * in float32 whatever the layer's type, and in training as in inference. Ba, Kiros and Hinton,
 * "Layer Normalization" (2016). See <a
 * href="https://keras.io/api/layers/normalization_layers/layer_normalization/">Keras:
 * LayerNormalization</a>.
 */
public final class LayerNormalization extends AbstractLayer<LayerNormalization> {
  private int[] axis = {-1};
  private double epsilon = 1e-3;
  private boolean center = true;
  private boolean scale = true;
  private boolean rmsScaling;
  private WeightArguments beta = WeightArguments.of("beta", Zeros.of());
  private WeightArguments gamma = WeightArguments.of("gamma", Ones.of());

  private LayerNormalization() {}

  public static LayerNormalization of() {
    return new LayerNormalization();
  }

  /** The axes of mean and deviation, the batch's being 0; -1 is the last. Default: -1. */
  public LayerNormalization axis(int... axes) {
    int[] sorted = Axes.checked(axes);
    Arrays.sort(sorted);
    return with(layer -> layer.axis = sorted);
  }

  /** Added to the variance. Default: 0.001. */
  public LayerNormalization epsilon(double epsilon) {
    if (!(epsilon >= 0) || !Double.isFinite(epsilon)) {
      throw new IllegalArgumentException(
          "Expected a finite epsilon of at least 0. Received: epsilon=" + epsilon);
    }
    return with(layer -> layer.epsilon = epsilon);
  }

  /** Whether beta is added. Default: true. */
  public LayerNormalization center(boolean center) {
    return with(layer -> layer.center = center);
  }

  /** Whether the result is multiplied by gamma. Default: true. */
  public LayerNormalization scale(boolean scale) {
    return with(layer -> layer.scale = scale);
  }

  /** Default: {@link Zeros}. */
  public LayerNormalization betaInitializer(Initializer initializer) {
    return beta(beta.with(initializer));
  }

  /** Default: {@link Ones}. */
  public LayerNormalization gammaInitializer(Initializer initializer) {
    return gamma(gamma.with(initializer));
  }

  /** A penalty for beta, null for none. Default: none. */
  public LayerNormalization betaRegularizer(Regularizer regularizer) {
    return beta(beta.with(regularizer));
  }

  /** A penalty for gamma, null for none. Default: none. */
  public LayerNormalization gammaRegularizer(Regularizer regularizer) {
    return gamma(gamma.with(regularizer));
  }

  /** What holds for beta after every step, null for nothing. Default: nothing. */
  public LayerNormalization betaConstraint(Constraint constraint) {
    return beta(beta.with(constraint));
  }

  /** What holds for gamma after every step, null for nothing. Default: nothing. */
  public LayerNormalization gammaConstraint(Constraint constraint) {
    return gamma(gamma.with(constraint));
  }

  private LayerNormalization beta(WeightArguments arguments) {
    return with(layer -> layer.beta = arguments);
  }

  private LayerNormalization gamma(WeightArguments arguments) {
    return with(layer -> layer.gamma = arguments);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    outputShape(input);
    Shape batch = input.prepend(1);
    Shape sizes = Shape.of(Arrays.stream(axis).map(batch::size).toArray());
    List<WeightSpec> weights = new ArrayList<>();
    if (scale || rmsScaling) {
      weights.add(gamma.spec(sizes));
    }
    if (center && !rmsScaling) {
      weights.add(beta.spec(sizes));
    }
    return weights;
  }

  @Override
  public Shape outputShape(Shape input) {
    Axes.positions(this::wrongInput, axis, input);
    return input;
  }

  @Override
  public Value call(Value x, LayerContext context) {
    int[] axes = Axes.positions(this::wrongInput, axis, x.shape().dropFirst());
    int[] sizes = new int[x.shape().rank()];
    Arrays.fill(sizes, 1);
    for (int each : axes) {
      sizes[each] = x.shape().size(each);
    }
    Value wide = x.cast(DType.FLOAT32);
    Value centered = wide.sub(wide.meanKeeping(axes));
    Value deviation = centered.square().meanKeeping(axes).add(epsilon).sqrt();
    Value y = (rmsScaling ? wide : centered).div(deviation);
    if (scale || rmsScaling) {
      y = y.mul(context.variable("gamma").reshape(sizes));
    }
    if (center && !rmsScaling) {
      y = y.add(context.variable("beta").reshape(sizes));
    }
    return y.cast(x.dtype());
  }

  @Override
  protected void addTo(Config config) {
    Axes.addTo(config, axis);
    config
        .with("epsilon", epsilon)
        .with("center", center)
        .with("scale", scale)
        .with("rms_scaling", rmsScaling);
    WeightArguments.addInitializers(config, beta, gamma);
    WeightArguments.addRegularizers(config, beta, gamma);
    WeightArguments.addConstraints(config, beta, gamma);
  }

  static LayerNormalization fromConfig(Config config) {
    LayerNormalization layer =
        of().configured(config)
            .axis(Axes.fromConfig(config))
            .epsilon(config.getDouble("epsilon", 1e-3))
            .center(config.getBoolean("center", true))
            .scale(config.getBoolean("scale", true));
    // Keras 3 has deprecated it: the mean stays, and gamma is there whatever scale says.
    layer.rmsScaling = config.getBoolean("rms_scaling", false);
    layer.beta = layer.beta.configured(config);
    layer.gamma = layer.gamma.configured(config);
    return layer;
  }
}
