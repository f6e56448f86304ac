package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * In training, blurs pictures (N, H, W, C) by a bell curve, with a probability drawn from the
 * factor for each picture; then all are limited to the value range. The curve's deviations down and
 * to the right are drawn from sigma, once for each batch. Pixels beyond the edges are 0. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_gaussian_blur/">Keras:
 * RandomGaussianBlur</a>.
 */
public final class RandomGaussianBlur extends RangedPictures<RandomGaussianBlur> {
  private static final Factor WHOLE = new Factor(0, 1);

  /** Keeps the deviation above 0. */
  private static final double EPSILON = 1e-6;

  private final Factor factor;
  private int[] kernelSize = {3, 3};
  private Factor sigma = WHOLE;

  private RandomGaussianBlur(Factor factor) {
    this.factor = factor;
  }

  /** Probabilities from 0 to factor, at most 1; Keras's default is 1. */
  public static RandomGaussianBlur of(double factor) {
    return of(0, factor);
  }

  /** Probabilities from low to high, each from 0 to 1. */
  public static RandomGaussianBlur of(double low, double high) {
    return new RandomGaussianBlur(Factor.of("factor", low, high, 0, 1));
  }

  /** The rows and columns that a pixel is made of, both odd. Default: 3. */
  public RandomGaussianBlur kernelSize(int kernelSize) {
    return kernelSize(kernelSize, kernelSize);
  }

  /** The rows and the columns that a pixel is made of, both odd. Keras 3.15 mixes them up. */
  public RandomGaussianBlur kernelSize(int height, int width) {
    int[] size = Pairs.positive("kernelSize", height, width);
    if (height % 2 == 0 || width % 2 == 0) {
      throw new IllegalArgumentException(
          "Expected an odd kernelSize. Received: kernelSize=" + Pairs.tuple(size));
    }
    return with(layer -> layer.kernelSize = size);
  }

  /** Deviations from 0 to sigma pixels, at most 1. Default: 1. */
  public RandomGaussianBlur sigma(double sigma) {
    return sigma(0, sigma);
  }

  /** Deviations from low to high pixels, each from 0 to 1. */
  public RandomGaussianBlur sigma(double low, double high) {
    Factor factor = Factor.of("sigma", low, high, 0, 1);
    return with(layer -> layer.sigma = factor);
  }

  @Override
  Value changed(Value pictures) {
    Value chosen = chosen(pictures, 0, factor);
    Value right = uniform(pictures.graph(), 2, sigma.low(), sigma.high()).add(EPSILON);
    Value down = uniform(pictures.graph(), 3, sigma.low(), sigma.high()).add(EPSILON);
    return valueRange().limit(chosen.select(blurred(pictures, down, right), pictures));
  }

  /** Pictures blurred by bell curves of these deviations, of shape (). */
  Value blurred(Value pictures, Value down, Value right) {
    Value kernel =
        Blur.kernel(
            Blur.bell(kernelSize[0], down),
            Blur.bell(kernelSize[1], right),
            pictures.shape().size(3));
    return Blur.apply(pictures, kernel);
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("factor", factor.json())
        .with("kernel_size", kernelSize)
        .with("sigma", sigma.json());
    addRanged(config);
  }

  static RandomGaussianBlur fromConfig(Config config) {
    Factor factor = config.get("factor") == null ? WHOLE : Factor.fromZero(config, "factor", 0, 1);
    RandomGaussianBlur layer = new RandomGaussianBlur(factor).rangedConfigured(config);
    if (config.get("sigma") != null) {
      layer.sigma = Factor.fromZero(config, "sigma", 0, 1);
    }
    int[] size = config.getTuple("kernel_size", 3, 3);
    return layer.kernelSize(size[0], size[1]);
  }
}
