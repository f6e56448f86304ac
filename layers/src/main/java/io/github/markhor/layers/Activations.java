package io.github.markhor.layers;

import io.github.markhor.graph.Type;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;

/**
 * Keras's activation functions, to be imported statically. Each works on every element alone, but
 * for softmax, its logarithm, sparsemax and glu, which work along the last axis. See <a
 * href="https://keras.io/api/layers/activations/">Keras: activations</a>.
 *
 * <p>Where a function has a kink, the gradient there is Keras's: at 0, that of relu is 0.
 */
public final class Activations {
  /** x. */
  public static final ActivationFunction LINEAR = ActivationFunction.of("linear", x -> x);

  /** max(x, 0). */
  public static final ActivationFunction RELU = ActivationFunction.of("relu", Value::relu);

  /** min(max(x, 0), 6). */
  public static final ActivationFunction RELU6 = ActivationFunction.of("relu6", Activations::relu6);

  /** x, or 0.2x where it is negative: the layer of this name has a slope of 0.3. */
  public static final ActivationFunction LEAKY_RELU =
      ActivationFunction.of("leaky_relu", x -> leakyRelu(x, 0.2));

  /** 1 / (1 + exp(-x)). */
  public static final ActivationFunction SIGMOID = ActivationFunction.of("sigmoid", Value::sigmoid);

  /**
   * relu6(x + 3) / 6, as in Keras 3. A model with it that is saved as {@code .h5} opens in Keras 3
   * and here; Keras 2, which would compute {@link #HARD_SIGMOID_OF_KERAS_2}, refuses it.
   */
  public static final ActivationFunction HARD_SIGMOID =
      ActivationFunction.of("hard_sigmoid", Activations::hardSigmoid);

  /**
   * min(max(0.2x + 0.5, 0), 1): hard_sigmoid in files of Keras 1 and 2, under which name it is also
   * saved in {@code .h5}. Keras 3 computes {@link #HARD_SIGMOID} from such files.
   */
  public static final ActivationFunction HARD_SIGMOID_OF_KERAS_2 =
      ActivationFunction.of("hard_sigmoid_of_keras_2", x -> x.mul(0.2).add(0.5).clip(0, 1));

  /** The logarithm of sigmoid. */
  public static final ActivationFunction LOG_SIGMOID =
      ActivationFunction.of("log_sigmoid", x -> x.neg().softplus().neg());

  public static final ActivationFunction TANH = ActivationFunction.of("tanh", Value::tanh);

  /** x limited to [-1, 1]. */
  public static final ActivationFunction HARD_TANH =
      ActivationFunction.of("hard_tanh", x -> x.clip(-1, 1));

  /** x - tanh(x). */
  public static final ActivationFunction TANH_SHRINK =
      ActivationFunction.of("tanh_shrink", x -> x.sub(x.tanh()));

  /** x, or 0 where it is between -0.5 and 0.5. */
  public static final ActivationFunction HARD_SHRINK =
      ActivationFunction.of("hard_shrink", x -> x.abs().greater(0.5).select(x, 0));

  /** x moved towards 0 by 0.5, and 0 where that would pass it. */
  public static final ActivationFunction SOFT_SHRINK =
      ActivationFunction.of("soft_shrink", x -> x.sub(0.5).relu().sub(x.neg().sub(0.5).relu()));

  /** exp(x) over its sum along the last axis. */
  public static final ActivationFunction SOFTMAX = ActivationFunction.of("softmax", Value::softmax);

  /** The logarithm of softmax. */
  public static final ActivationFunction LOG_SOFTMAX =
      ActivationFunction.of("log_softmax", Value::logSoftmax);

  /** log(1 + exp(x)). */
  public static final ActivationFunction SOFTPLUS =
      ActivationFunction.of("softplus", Value::softplus);

  /** x / (1 + |x|). */
  public static final ActivationFunction SOFTSIGN =
      ActivationFunction.of("softsign", x -> x.div(x.abs().add(1)));

  /** x · sigmoid(x), also called swish. */
  public static final ActivationFunction SILU =
      ActivationFunction.of("silu", x -> x.unary(Unary.Kind.SILU));

  /** x · relu6(x + 3) / 6, also called hard swish. */
  public static final ActivationFunction HARD_SILU =
      ActivationFunction.of("hard_silu", x -> x.mul(hardSigmoid(x)));

  /**
   * x times the share of a normal distribution that lies below x, exactly: Hendrycks and Gimpel
   * (2016).
   */
  public static final ActivationFunction GELU =
      ActivationFunction.of(
          "gelu", x -> x.mul(0.5).mul(x.mul(Math.sqrt(0.5)).unary(Unary.Kind.ERF).add(1)));

  /** x, or exp(x) - 1 where it is negative: Clevert, Unterthiner and Hochreiter (2015). */
  public static final ActivationFunction ELU =
      ActivationFunction.of("elu", x -> exponentialLinear(x, 1));

  /** Continuously differentiable elu, with alpha 1 the same: Barron (2017). */
  public static final ActivationFunction CELU =
      ActivationFunction.of("celu", x -> exponentialLinear(x, 1));

  /** Scaled elu: Klambauer, Unterthiner, Mayr and Hochreiter (2017). */
  public static final ActivationFunction SELU =
      ActivationFunction.of(
          "selu", x -> exponentialLinear(x, 1.6732632423543772).mul(1.0507009873554805));

  /** exp(x). */
  public static final ActivationFunction EXPONENTIAL =
      ActivationFunction.of("exponential", Value::exp);

  /** x · tanh(softplus(x)): Misra (2019). */
  public static final ActivationFunction MISH =
      ActivationFunction.of("mish", x -> x.mul(x.softplus().tanh()));

  /** 0 up to -1, (x + 1)² / 4 up to 1, then x. */
  public static final ActivationFunction SPARSE_PLUS =
      ActivationFunction.of(
          "sparse_plus", x -> x.clip(-1, 1).add(1).square().mul(0.25).add(x.sub(1).relu()));

  /** 0 up to -1, (x + 1) / 2 up to 1, then 1. */
  public static final ActivationFunction SPARSE_SIGMOID =
      ActivationFunction.of(
          "sparse_sigmoid", x -> x.like(1).min(x.like(-1).max(x)).add(1).mul(0.5));

  /** (x + √(x² + 4)) / 2. */
  public static final ActivationFunction SQUAREPLUS =
      ActivationFunction.of("squareplus", x -> x.square().add(4).sqrt().add(x).mul(0.5));

  /**
   * max(x - t, 0) along the last axis, with t as Keras 3.15 computes it: the elements are sorted in
   * descending order, the first k are kept for which 1 + k · x is more than their sum, and t is the
   * sum of these k sums, less 1, over k. Martins and Astudillo, "From Softmax to Sparsemax" (2016),
   * take the last sum alone, which gives a distribution, as Keras's t does not; Markhor follows
   * Keras, because files of Keras mean its numbers. Time and memory grow with the square of the
   * axis's size.
   */
  public static final ActivationFunction SPARSEMAX =
      ActivationFunction.of("sparsemax", Activations::sparsemax);

  /**
   * The first half of the last axis times the sigmoid of the second: (..., 2C) becomes (..., C).
   * Dauphin, Fan, Auli and Grangier (2017).
   */
  public static final ActivationFunction GLU =
      ActivationFunction.of("glu", Activations::glu, Activations::halved);

  private Activations() {}

  /**
   * x where it is above a threshold, else {@code defaultValue}. Files keep no arguments of
   * functions, so a model with this one can be saved but not loaded again.
   */
  public static ActivationFunction threshold(double threshold, double defaultValue) {
    return ActivationFunction.of("threshold", x -> x.greater(threshold).select(x, defaultValue));
  }

  static Value relu6(Value x) {
    return x.unary(Unary.Kind.RELU6);
  }

  private static Value hardSigmoid(Value x) {
    return relu6(x.add(3)).mul(1.0 / 6);
  }

  static Value leakyRelu(Value x, double slope) {
    return x.relu().add(x.min(0).mul(slope));
  }

  // The exponential sees no positive x: it would overflow, and its gradient with it.
  private static Value exponentialLinear(Value x, double alpha) {
    Value negative = x.like(0).min(x).unary(Unary.Kind.EXPM1).mul(alpha);
    return x.max(0).add(negative);
  }

  // Sorts by counting: the place of an element is the number of elements up to and including it.
  private static Value sparsemax(Value x) {
    Shape shape = x.shape();
    int n = shape.size(-1);
    int rows = (int) (shape.elements() / n);
    Value column = x.reshape(rows, n, 1);
    Value row = x.reshape(rows, 1, n);
    Value before = row.greater(column).add(row.equal(column).mul(lowerTriangle(x, n)));
    Value place = before.sum(-1);
    Value sum = before.mul(row).sum(-1);
    Value z = x.reshape(rows, n);
    Value support = z.mul(place).add(1).greater(sum);
    Value threshold = support.mul(sum).sumKeeping(-1).sub(1).div(support.sumKeeping(-1));
    return z.sub(threshold).relu().reshape(shape);
  }

  /** The order of equal elements: the first comes first. */
  private static Value lowerTriangle(Value x, int n) {
    float[] triangle = new float[n * n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(triangle, i * n, i * n + i + 1, 1);
    }
    return x.graph().constant(new Type(Shape.of(n, n), x.dtype()), triangle);
  }

  private static Value glu(Value x) {
    int rank = x.shape().rank();
    int[] none = new int[rank];
    int[] half = new int[rank];
    half[rank - 1] = -x.shape().size(-1) / 2;
    return x.pad(none, half).mul(x.pad(half, none).sigmoid());
  }

  private static Shape halved(Shape input) {
    if (input.rank() == 0 || input.size(-1) % 2 != 0) {
      throw new IllegalArgumentException(
          "Expected a last axis that glu can halve. Received: shape="
              + input
              + ", without the batch");
    }
    return input.with(-1, input.size(-1) / 2);
  }
}
