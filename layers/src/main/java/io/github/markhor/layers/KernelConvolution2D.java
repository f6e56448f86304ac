package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.initializers.GlorotUniform;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.regularizers.Regularizer;

/**
 * What convolutions of pictures with one kernel have in common: its arguments and the number of
 * filters.
 *
 * @param <L> the layer's own class
 */
public abstract class KernelConvolution2D<L extends KernelConvolution2D<L>>
    extends Convolution2D<L> {
  private final int filters;
  private WeightArguments kernel = WeightArguments.of("kernel", GlorotUniform.of());

  KernelConvolution2D(int filters, int[] kernelSize) {
    super(kernelSize);
    this.filters = Windows.filters(filters);
  }

  /** Default: {@link GlorotUniform}. */
  public final L kernelInitializer(Initializer initializer) {
    return kernel(kernel.with(initializer));
  }

  /** A penalty for the kernel. Default: none. */
  public final L kernelRegularizer(Regularizer regularizer) {
    return kernel(kernel.with(regularizer));
  }

  /** What holds for the kernel after every step. Default: nothing. */
  public final L kernelConstraint(Constraint constraint) {
    return kernel(kernel.with(constraint));
  }

  private L kernel(WeightArguments arguments) {
    return with(layer -> ((KernelConvolution2D<?>) layer).kernel = arguments);
  }

  final int filters() {
    return filters;
  }

  final WeightArguments kernel() {
    return kernel;
  }

  /** A copy with the arguments of this class and those above it. */
  final L kernelConfigured(Config config) {
    L copy = windowConfigured(config);
    ((KernelConvolution2D<?>) copy).kernel = kernel.configured(config);
    return copy;
  }
}
