package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.GlorotUniform;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.stream.Stream;

/**
 * The base of convolutions of pictures or rows that keep the channels apart: the depthwise kernel,
 * which makes {@code depthMultiplier} channels of each.
 *
 * @param <L> the layer's own class
 */
abstract class BaseDepthwiseConv<L extends BaseDepthwiseConv<L>> extends BaseConv<L> {
  private static final String DEPTHWISE = "depthwise";

  private int depthMultiplier = 1;

  /** With a depthwise kernel; more kernels have these prefixes. */
  BaseDepthwiseConv(int[] kernelSize, String... more) {
    super(kernelSize, Stream.concat(Stream.of(DEPTHWISE), Stream.of(more)).toArray(String[]::new));
  }

  /** How many channels each becomes. Default: 1. */
  public final L depthMultiplier(int depthMultiplier) {
    if (depthMultiplier < 1) {
      throw new IllegalArgumentException(
          "Expected a depthMultiplier of at least 1. Received: depthMultiplier=" + depthMultiplier);
    }
    return with(layer -> ((BaseDepthwiseConv<?>) layer).depthMultiplier = depthMultiplier);
  }

  /** Default: {@link GlorotUniform}. */
  public final L depthwiseInitializer(Initializer initializer) {
    return change(DEPTHWISE, kernel -> kernel.with(initializer));
  }

  /** The initializer of Keras's name: {@code he_normal}. */
  public final L depthwiseInitializer(String initializer) {
    return depthwiseInitializer(WeightArguments.initializer(initializer));
  }

  /** A penalty for the depthwise kernel. Default: none. */
  public final L depthwiseRegularizer(Regularizer regularizer) {
    return change(DEPTHWISE, kernel -> kernel.with(regularizer));
  }

  /** A condition that the depthwise kernel meets after every step. Default: none. */
  public final L depthwiseConstraint(Constraint constraint) {
    return change(DEPTHWISE, kernel -> kernel.with(constraint));
  }

  final int depthMultiplier() {
    return depthMultiplier;
  }

  /** The depthwise kernel (h, w, C, depthMultiplier); of rows (k, C, depthMultiplier). */
  final WeightSpec depthwiseKernel(String name, Shape input) {
    return arguments(DEPTHWISE).spec(name, kernelShape(picture(input).size(2), depthMultiplier));
  }

  /** From (N, H, W, C) to (N, H', W', C · depthMultiplier), the channels made of one together. */
  final Value convolveDepthwise(Value... picturesAndKernel) {
    Value kernel = picturesAndKernel[1];
    int channels = kernel.shape().size(-2);
    int[] window = Windows.asPair(kernelSize());
    picturesAndKernel[1] = kernel.reshape(window[0], window[1], 1, channels * depthMultiplier);
    return convolve(channels, picturesAndKernel);
  }

  /** All go together: a window may have both strides and gaps. */
  @Override
  final void check() {}

  /** A copy with the arguments of this class and those above it. */
  final L depthwiseConfigured(Config config) {
    return convConfigured(config)
        .depthMultiplier(config.getInt("depth_multiplier", depthMultiplier));
  }
}
