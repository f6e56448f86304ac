package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.GlorotUniform;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;

/**
 * What convolutions that keep the channels apart have in common: the depthwise kernel, which makes
 * {@code depthMultiplier} channels of each.
 *
 * @param <L> the layer's own class
 */
public abstract class DepthwiseConvolution2D<L extends DepthwiseConvolution2D<L>>
    extends Convolution2D<L> {
  private int depthMultiplier = 1;
  private WeightArguments depthwise = WeightArguments.of("depthwise", GlorotUniform.of());

  DepthwiseConvolution2D(int[] kernelSize) {
    super(kernelSize);
  }

  /** How many channels each becomes. Default: 1. */
  public final L depthMultiplier(int depthMultiplier) {
    if (depthMultiplier < 1) {
      throw new IllegalArgumentException(
          "Expected a depthMultiplier of at least 1. Received: depthMultiplier=" + depthMultiplier);
    }
    return with(layer -> ((DepthwiseConvolution2D<?>) layer).depthMultiplier = depthMultiplier);
  }

  /** Default: {@link GlorotUniform}. */
  public final L depthwiseInitializer(Initializer initializer) {
    return depthwise(depthwise.with(initializer));
  }

  /** A penalty for the depthwise kernel. Default: none. */
  public final L depthwiseRegularizer(Regularizer regularizer) {
    return depthwise(depthwise.with(regularizer));
  }

  /** What holds for the depthwise kernel after every step. Default: nothing. */
  public final L depthwiseConstraint(Constraint constraint) {
    return depthwise(depthwise.with(constraint));
  }

  private L depthwise(WeightArguments arguments) {
    return with(layer -> ((DepthwiseConvolution2D<?>) layer).depthwise = arguments);
  }

  final int depthMultiplier() {
    return depthMultiplier;
  }

  final WeightArguments depthwise() {
    return depthwise;
  }

  /** The depthwise kernel (h, w, C, depthMultiplier). */
  final WeightSpec depthwiseKernel(String name, Shape input) {
    return depthwise.spec(name, kernelShape(picture(input).size(2), depthMultiplier));
  }

  /** From (N, H, W, C) to (N, H', W', C · depthMultiplier), the channels made of one together. */
  final Value convolveDepthwise(Value... picturesAndKernel) {
    Value kernel = picturesAndKernel[1];
    int channels = kernel.shape().size(2);
    picturesAndKernel[1] = kernel.reshape(kernelShape(1, channels * depthMultiplier));
    return convolve(channels, picturesAndKernel);
  }

  /** Any go together: a window may both jump and have gaps. */
  @Override
  final void check() {}

  /** A copy with the arguments of this class and those above it. */
  final L depthwiseConfigured(Config config) {
    L copy = windowConfigured(config).depthMultiplier(config.getInt("depth_multiplier", 1));
    ((DepthwiseConvolution2D<?>) copy).depthwise = depthwise.configured(config);
    return copy;
  }
}
