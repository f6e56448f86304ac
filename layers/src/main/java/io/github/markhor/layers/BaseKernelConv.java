package io.github.markhor.layers;

import io.github.markhor.constraints.Constraint;
import io.github.markhor.initializers.GlorotUniform;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.regularizers.Regularizer;

/**
 * The base of convolutions with one kernel: its arguments and the number of filters.
 *
 * @param <L> the layer's own class
 */
abstract class BaseKernelConv<L extends BaseKernelConv<L>> extends BaseConv<L> {
  private static final String KERNEL = "kernel";

  private final int filters;

  BaseKernelConv(int filters, int[] kernelSize) {
    super(kernelSize, KERNEL);
    this.filters = Windows.filters(filters);
  }

  /** Default: {@link GlorotUniform}. */
  public final L kernelInitializer(Initializer initializer) {
    return change(KERNEL, kernel -> kernel.with(initializer));
  }

  /** The initializer of Keras's name: {@code he_normal}. */
  public final L kernelInitializer(String initializer) {
    return kernelInitializer(WeightArguments.initializer(initializer));
  }

  /** A penalty for the kernel. Default: none. */
  public final L kernelRegularizer(Regularizer regularizer) {
    return change(KERNEL, kernel -> kernel.with(regularizer));
  }

  /** A condition that the kernel meets after every step. Default: none. */
  public final L kernelConstraint(Constraint constraint) {
    return change(KERNEL, kernel -> kernel.with(constraint));
  }

  final int filters() {
    return filters;
  }

  final WeightArguments kernel() {
    return arguments(KERNEL);
  }
}
