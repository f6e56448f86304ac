package io.github.markhor.losses;

import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Cast;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Op;
import io.github.markhor.graph.Reshape;
import io.github.markhor.graph.Softmax;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;

/**
 * Predictions that are probabilities. Right after sigmoid or softmax, a crossentropy is computed
 * from the input of that activation, which neither overflows nor loses its gradient; elsewhere
 * probabilities are kept away from 0 and 1, where the logarithm or its gradient is not finite.
 */
final class Probabilities {
  private Probabilities() {}

  /** Limited to [1e-7, 1 - 1e-7], without a gradient outside. */
  static Value clip(Value probabilities) {
    return probabilities.clip(KerasDefaults.EPSILON, 1 - KerasDefaults.EPSILON);
  }

  /** The input of the sigmoid that made these probabilities, as float32, or null. */
  static Value inputOfSigmoid(Value probabilities) {
    Value source = source(probabilities, false);
    boolean sigmoid =
        source.node().op() instanceof Unary unary && unary.kind() == Unary.Kind.SIGMOID;
    return sigmoid
        ? source.node().input(0).cast(DType.FLOAT32).reshape(probabilities.shape())
        : null;
  }

  /** The input of the softmax that made these probabilities, as float32, or null. */
  static Value inputOfSoftmax(Value probabilities) {
    Value source = source(probabilities, true);
    boolean softmax = source.node().op() instanceof Softmax op && !op.log();
    return softmax
        ? source.node().input(0).cast(DType.FLOAT32).reshape(probabilities.shape())
        : null;
  }

  /** The value before any changes of type and shape alone. */
  private static Value source(Value value, boolean keepLastAxis) {
    Op op = value.node().op();
    boolean sees =
        op instanceof Cast
            || (op instanceof Unary unary && unary.kind() == Unary.Kind.IDENTITY)
            || (op instanceof Reshape && (!keepLastAxis || keepsLastAxis(value)));
    return sees ? source(value.node().input(0), keepLastAxis) : value;
  }

  private static boolean keepsLastAxis(Value reshaped) {
    Value input = reshaped.node().input(0);
    return input.shape().rank() > 0
        && reshaped.shape().rank() > 0
        && input.shape().size(-1) == reshaped.shape().size(-1);
  }

  /**
   * The logarithms of the probabilities along the last axis. Probabilities that no softmax made are
   * first divided by their sum, as in Keras, and the division is part of the gradient.
   */
  static Value logarithms(Value yPred, boolean fromLogits) {
    Value logits = fromLogits ? yPred : inputOfSoftmax(yPred);
    return logits != null ? logits.logSoftmax() : normalized(yPred).log();
  }

  /** Divided by their sum along the last axis, and limited. */
  static Value normalized(Value probabilities) {
    return clip(probabilities.div(probabilities.sumKeeping(-1)));
  }

  /** -(y·log p + (1 - y)·log(1 - p)), element by element. */
  static Value binaryCrossentropy(Value y, Value yPred, boolean fromLogits) {
    Value no = y.neg().add(1);
    Value logits = fromLogits ? yPred : inputOfSigmoid(yPred);
    if (logits != null) {
      // log(sigmoid(x)) is -softplus(-x), which is exact on both sides and has a gradient at 0.
      return y.mul(logits.neg().softplus()).add(no.mul(logits.softplus()));
    }
    Value p = clip(yPred);
    return y.mul(p.log()).add(no.mul(p.neg().add(1).log())).neg();
  }

  /** A power whose gradient is 0, and not undefined, where both base and exponent are 0. */
  static Value power(Value base, double exponent) {
    return exponent == 0 ? base.like(1) : base.pow(exponent);
  }
}
