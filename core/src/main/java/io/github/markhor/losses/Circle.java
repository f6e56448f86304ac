package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;

/**
 * A loss for embeddings of length 1 that brings those of one class together. With the cosine
 * distances d = max(1 - a·b, 0) to the other samples of the batch, the loss of a sample is
 * softplus(logsumexp(P) + logsumexp(N)), where P holds -γ·max(m + d, 0)·(m - d) for each other
 * sample of the same class, and N holds γ·max(1 + m - d, 0)·(1 - m - d) for each sample of another
 * class. Labels are class numbers. A sample for which P or N is empty does not count. Defaults: γ =
 * 80, margin m = 0.4. See <a href="https://keras.io/api/losses/">Keras: losses</a> and <a
 * href="https://arxiv.org/abs/2002.10857">Sun et al., 2020</a>.
 */
public final class Circle extends AbstractLoss<Circle> {
  private double gamma = 80;
  private double margin = 0.4;
  private boolean removeDiagonal = true;

  private Circle() {
    super("circle");
  }

  /** With γ = 80, the margin 0.4, and no sample compared with itself. */
  public static Circle of() {
    return new Circle();
  }

  /** From Keras's config. */
  public static Circle fromConfig(Config config) {
    Circle loss = of();
    return loss.gamma(config.getDouble("gamma", loss.gamma))
        .margin(config.getDouble("margin", loss.margin))
        .removeDiagonal(config.getBoolean("remove_diagonal", loss.removeDiagonal))
        .configured(config);
  }

  /** How steep the loss is; default 80. */
  public Circle gamma(double gamma) {
    Require.notNegative("gamma", gamma);
    return with(copy -> copy.gamma = gamma);
  }

  /** The distance up to which samples of a class may stay apart; default 0.4. */
  public Circle margin(double margin) {
    return with(copy -> copy.margin = margin);
  }

  /** Whether a sample is not compared with itself; default true. */
  public Circle removeDiagonal(boolean removeDiagonal) {
    return with(copy -> copy.removeDiagonal = removeDiagonal);
  }

  @Override
  public boolean sparseLabels() {
    return true;
  }

  @Override
  public Value mask(Value yTrue) {
    Value same = same(yTrue);
    return positives(yTrue, same).maxOver(-1).mul(same.neg().add(1).maxOver(-1));
  }

  /**
   * The loss of each sample, (n,).
   *
   * @param yTrue class numbers, (n,)
   * @param yPred embeddings, (n, d)
   */
  @Override
  public Value call(Value yTrue, Value yPred) {
    if (yPred.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "Expected embeddings of shape (n, d). Received: " + yPred.shape());
    }
    Value distance = yPred.matMul(yPred.transpose(1, 0)).neg().add(1).max(0);
    Value same = same(yTrue);
    Value near = distance.add(margin).max(0).mul(distance.neg().add(margin)).mul(-gamma);
    Value far =
        distance.neg().add(1 + margin).max(0).mul(distance.neg().add(1 - margin)).mul(gamma);
    Value together = logSumExp(near, positives(yTrue, same)).add(logSumExp(far, same.neg().add(1)));
    return mask(yTrue).select(together.softplus(), 0);
  }

  /** 1 where two samples have one class: (n, n). */
  private static Value same(Value yTrue) {
    int n = yTrue.shape().size(0);
    return yTrue.reshape(n, 1).equal(yTrue.reshape(1, n));
  }

  private Value positives(Value yTrue, Value same) {
    if (!removeDiagonal) {
      return same;
    }
    int n = yTrue.shape().size(0);
    float[] positions = new float[n];
    for (int i = 0; i < n; i++) {
      positions[i] = i;
    }
    Value position = yTrue.graph().constant(Type.float32(Shape.of(n)), positions);
    return same(position).select(same.like(0), same);
  }

  /** The logarithm of the sum of exponentials where the mask is 1; 0 for rows without any. */
  private static Value logSumExp(Value x, Value mask) {
    Value any = mask.maxOverKeeping(-1);
    Value largest = mask.select(x, -Float.MAX_VALUE).maxOverKeeping(-1).stopGradient();
    Value shift = any.select(largest, 0);
    // Elements outside the mask must not overflow: their gradient would be 0 times infinity.
    Value sum = mask.select(mask.select(x.sub(shift), 0).exp(), 0).sumKeeping(-1);
    return any.select(any.select(sum, 1).log().add(shift), 0).sum(-1);
  }

  @Override
  public Config config() {
    return super.config()
        .with("gamma", gamma)
        .with("margin", margin)
        .with("remove_diagonal", removeDiagonal);
  }
}
