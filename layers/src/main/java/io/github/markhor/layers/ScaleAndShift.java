package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.initializers.Ones;
import io.github.markhor.initializers.Zeros;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The base of layers that normalize, then scale by gamma and shift by beta. Where an argument takes
 * a regularizer or a constraint, null is none.
 *
 * @param <L> the layer's own class
 */
abstract class ScaleAndShift<L extends ScaleAndShift<L>> extends AbstractLayer<L> {
  private double epsilon = 1e-3;
  private boolean center = true;
  private boolean scale = true;
  private WeightArguments beta = WeightArguments.of("beta", Zeros.of());
  private WeightArguments gamma = WeightArguments.of("gamma", Ones.of());

  ScaleAndShift() {}

  /** Added to the variance. Default: 0.001. */
  public final L epsilon(double epsilon) {
    double checked = checkedEpsilon(epsilon);
    return with(layer -> ((ScaleAndShift<?>) layer).epsilon = checked);
  }

  /** A number that can be added to a variance. */
  static double checkedEpsilon(double epsilon) {
    if (!(epsilon >= 0) || !Double.isFinite(epsilon)) {
      throw new IllegalArgumentException(
          "Expected a finite epsilon of at least 0. Received: epsilon=" + epsilon);
    }
    return epsilon;
  }

  /** Whether beta is added. Default: true. */
  public final L center(boolean center) {
    return with(layer -> ((ScaleAndShift<?>) layer).center = center);
  }

  /** Whether the result is multiplied by gamma. Default: true. */
  public final L scale(boolean scale) {
    return with(layer -> ((ScaleAndShift<?>) layer).scale = scale);
  }

  /** Default: {@link Zeros}. */
  public final L betaInitializer(Initializer initializer) {
    return beta(beta.with(initializer));
  }

  /** The initializer of Keras's name: {@code zeros}. */
  public final L betaInitializer(String initializer) {
    return betaInitializer(WeightArguments.initializer(initializer));
  }

  /** Default: {@link Ones}. */
  public final L gammaInitializer(Initializer initializer) {
    return gamma(gamma.with(initializer));
  }

  /** The initializer of Keras's name: {@code ones}. */
  public final L gammaInitializer(String initializer) {
    return gammaInitializer(WeightArguments.initializer(initializer));
  }

  /** A penalty for beta. Default: none. */
  public final L betaRegularizer(Regularizer regularizer) {
    return beta(beta.with(regularizer));
  }

  /** A penalty for gamma. Default: none. */
  public final L gammaRegularizer(Regularizer regularizer) {
    return gamma(gamma.with(regularizer));
  }

  /** A condition that beta meets after every step. Default: none. */
  public final L betaConstraint(Constraint constraint) {
    return beta(beta.with(constraint));
  }

  /** A condition that gamma meets after every step. Default: none. */
  public final L gammaConstraint(Constraint constraint) {
    return gamma(gamma.with(constraint));
  }

  private L beta(WeightArguments arguments) {
    return with(layer -> ((ScaleAndShift<?>) layer).beta = arguments);
  }

  private L gamma(WeightArguments arguments) {
    return with(layer -> ((ScaleAndShift<?>) layer).gamma = arguments);
  }

  final double epsilon() {
    return epsilon;
  }

  final boolean center() {
    return center;
  }

  final boolean scale() {
    return scale;
  }

  /** Gamma and beta of this shape, if wanted; the list may be added to. */
  final List<WeightSpec> gammaAndBeta(Shape shape, boolean withGamma, boolean withBeta) {
    List<WeightSpec> weights = new ArrayList<>();
    if (withGamma) {
      weights.add(gamma.spec(shape));
    }
    if (withBeta) {
      weights.add(beta.spec(shape));
    }
    return weights;
  }

  /** Adds epsilon, center and scale. */
  final void addScale(Config config) {
    config.with("epsilon", epsilon).with("center", center).with("scale", scale);
  }

  /** Adds the arguments of beta and gamma, with other initializers between, in Keras's order. */
  final void addWeightArguments(Config config, WeightArguments... others) {
    List<WeightArguments> own = List.of(beta, gamma);
    WeightArguments.addInitializers(config, own);
    WeightArguments.addInitializers(config, List.of(others));
    WeightArguments.addRegularizers(config, own);
    WeightArguments.addConstraints(config, own);
  }

  /** A copy with the arguments of this class and those of all layers. */
  final L scaleConfigured(Config config) {
    L copy =
        configured(config)
            .epsilon(config.getDouble("epsilon", epsilon))
            .center(config.getBoolean("center", center))
            .scale(config.getBoolean("scale", scale));
    ScaleAndShift<?> layer = copy;
    layer.beta = beta.configured(config);
    layer.gamma = gamma.configured(config);
    return copy;
  }
}
