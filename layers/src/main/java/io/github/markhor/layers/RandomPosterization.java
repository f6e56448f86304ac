package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;

/**
 * In training, keeps the upper bits of each number of the pictures (N, H, W, C), taken as a byte,
 * and clears the others: as many as there are colours less. Without a gradient. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_posterization/">Keras:
 * RandomPosterization</a>.
 */
public final class RandomPosterization extends RangedPictures<RandomPosterization> {
  private static final int BITS = 8;

  private final Factor factor;

  private RandomPosterization(Factor factor) {
    if (factor.low() != Math.rint(factor.low()) || factor.high() != Math.rint(factor.high())) {
      throw new IllegalArgumentException(
          "Expected whole numbers of bits. Received: factor=" + factor.json());
    }
    this.factor = factor;
  }

  /** So many bits, 1 to 8, of each picture. Keras 3.15 draws fewer: 1 to factor - 1. */
  public static RandomPosterization of(int bits) {
    return of(bits, bits);
  }

  /**
   * At least {@code low} bits and fewer than {@code high}, as Keras 3.15 draws them, for each
   * picture; where both are equal, so many.
   */
  public static RandomPosterization of(int low, int high) {
    return new RandomPosterization(Factor.of("factor", low, high, 1, BITS));
  }

  @Override
  Value changed(Value pictures) {
    Value bits = drawEach(pictures, 0, factor).unary(Unary.Kind.FLOOR);
    return posterized(pictures, bits);
  }

  /** Pictures with so many bits (N, 1, 1, 1). */
  Value posterized(Value pictures, Value bits) {
    // Whole powers of two, which the logarithm and the exponential function might miss.
    Value step = pictures.graph().constant(1);
    for (int bit = BITS - 1; bit >= 1; bit--) {
      step = bits.less(bit + 0.5).select(step.like(1 << (BITS - bit)), step);
    }
    Value bytes = valueRange().toBytes(pictures).clip(0, 255).unary(Unary.Kind.FLOOR);
    return valueRange().fromBytes(bytes.div(step).unary(Unary.Kind.FLOOR).mul(step));
  }

  @Override
  protected void addTo(Config config) {
    config.with("factor", factor.json());
    addRanged(config);
  }

  static RandomPosterization fromConfig(Config config) {
    double[] bits = Factor.numbers(config, "factor");
    Factor factor = Factor.of("factor", bits[0], bits[bits.length - 1], 1, BITS);
    return new RandomPosterization(factor).rangedConfigured(config);
  }
}
