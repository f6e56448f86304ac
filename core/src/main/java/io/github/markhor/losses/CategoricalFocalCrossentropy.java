package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * The crossentropy of one class among several, with one-hot labels along the axis (by default the
 * last), times α·(1 - p)^γ: -Σ α·(1 - p)^γ·y·log p, so that good answers count for little.
 * Probabilities are divided by their sum and limited to [1e-7, 1 - 1e-7]. Defaults: γ = 2, α = 0.25
 * for all classes. See <a
 * href="https://keras.io/api/losses/probabilistic_losses/#categoricalfocalcrossentropy-class">Keras:
 * CategoricalFocalCrossentropy</a> and <a href="https://arxiv.org/abs/1708.02002">Lin et al.,
 * 2018</a>.
 */
public final class CategoricalFocalCrossentropy
    extends AbstractCrossentropy<CategoricalFocalCrossentropy> {
  private List<Double> alpha = List.of(0.25);
  private double gamma = 2;

  private CategoricalFocalCrossentropy() {
    super("categorical_focal_crossentropy");
  }

  /** With Keras's defaults. */
  public static CategoricalFocalCrossentropy of() {
    return new CategoricalFocalCrossentropy();
  }

  /** From Keras's config. */
  public static CategoricalFocalCrossentropy fromConfig(Config config) {
    CategoricalFocalCrossentropy loss = of();
    if (config.get("alpha") instanceof List) {
      loss.alpha = config.requireDoubles("alpha");
    } else if (config.get("alpha") != null) {
      loss.alpha = List.of(config.requireDouble("alpha"));
    }
    return loss.gamma(config.getDouble("gamma", loss.gamma)).crossentropyConfigured(config);
  }

  /** The weight of all classes; default 0.25. */
  public CategoricalFocalCrossentropy alpha(double alpha) {
    return alpha(List.of(alpha));
  }

  /** The weight of each class, or of all if there is one; by inverse frequency, for example. */
  public CategoricalFocalCrossentropy alpha(List<Double> alpha) {
    List<Double> weights = List.copyOf(alpha);
    return with(copy -> copy.alpha = weights);
  }

  /** How strongly good answers are discounted, at least 0; default 2. */
  public CategoricalFocalCrossentropy gamma(double gamma) {
    Require.notNegative("gamma", gamma);
    return with(copy -> copy.gamma = gamma);
  }

  /**
   * The loss of each sample.
   *
   * @throws IllegalArgumentException if α is given for another number of classes
   */
  @Override
  public boolean comparesClasses() {
    return true;
  }

  /** Others are no probabilities; the loss of some of them falls without end. */
  @Override
  public boolean acceptsLabel(float label, int units) {
    return label >= 0;
  }

  @Override
  public String labelRange(int units) {
    return "labels of at least 0";
  }

  @Override
  public Value call(Value yTrue, Value yPred) {
    Value y = smoothedOverClasses(axisLast(yTrue));
    Value p = axisLast(yPred);
    int classes = p.shape().size(-1);
    if (alpha.size() != 1 && alpha.size() != classes) {
      throw new IllegalArgumentException(
          "Expected one alpha, or one for each of " + classes + " classes. Received: " + alpha);
    }
    p = Probabilities.normalized(fromLogits() ? p.softmax() : p);
    Value losses = y.mul(p.log()).mul(Probabilities.power(p.neg().add(1), gamma)).neg();
    return losses.mul(weights(p)).sum(-1);
  }

  private Value weights(Value like) {
    float[] weights = new float[alpha.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = alpha.get(i).floatValue();
    }
    return like.graph().constant(Type.float32(Shape.of(weights.length)), weights);
  }

  @Override
  public Config config() {
    Object numbers = alpha.size() == 1 ? alpha.get(0) : alpha;
    return super.config().with("alpha", numbers).with("gamma", gamma);
  }
}
