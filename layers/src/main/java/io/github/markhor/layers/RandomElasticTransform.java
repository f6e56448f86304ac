package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;

/**
 * In training, bends pictures (N, H, W, C) as if they were of rubber, with a probability drawn from
 * the factor for each picture: each pixel is read from another place, whose distance is noise
 * blurred by a bell curve. Noise and curve are as strong as a number drawn from the scale for each
 * batch. Keras 3.15 moves as far to the right as down; here both are drawn. Simard, Steinkraus and
 * Platt, "Best Practices for Convolutional Neural Networks Applied to Visual Document Analysis"
 * (2003). See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_elastic_transform/">Keras:
 * RandomElasticTransform</a>.
 */
public final class RandomElasticTransform extends RangedPictures<RandomElasticTransform> {
  private static final Factor WHOLE = new Factor(0, 1);

  /** Of the longer side: how far pixels move, for a noise of 1. */
  private static final double DISTANCE = 0.1;

  /** Of the shorter side: the curve's deviation, and that of the noise. */
  private static final double DEVIATION = 0.05;

  /** Keeps the square of the deviation above 0. */
  private static final double EPSILON = 1e-12;

  private final Factor factor;
  private Factor scale = WHOLE;
  private Interpolation interpolation = Interpolation.BILINEAR;
  private FillMode fillMode = FillMode.REFLECT;
  private double fillValue;

  private RandomElasticTransform(Factor factor) {
    this.factor = factor;
  }

  /** Probabilities from 0 to factor, at most 1; Keras's default is 1. */
  public static RandomElasticTransform of(double factor) {
    return of(0, factor);
  }

  /** Probabilities from low to high, each from 0 to 1. */
  public static RandomElasticTransform of(double low, double high) {
    return new RandomElasticTransform(Factor.of("factor", low, high, 0, 1));
  }

  /** How far pixels move: from 0 to scale, at most 1. Default: 1. */
  public RandomElasticTransform scale(double scale) {
    return scale(0, scale);
  }

  /** How far pixels move: from low to high, each from 0 to 1. */
  public RandomElasticTransform scale(double low, double high) {
    Factor bounds = Factor.of("scale", low, high, 0, 1);
    return with(layer -> layer.scale = bounds);
  }

  /** NEAREST or BILINEAR. Default: {@link Interpolation#BILINEAR}. */
  public RandomElasticTransform interpolation(Interpolation interpolation) {
    WarpedPictures.checkInterpolation(interpolation);
    return with(layer -> layer.interpolation = interpolation);
  }

  /** {@code nearest} or {@code bilinear}. */
  public RandomElasticTransform interpolation(String interpolation) {
    return interpolation(KerasNames.choice(Interpolation.class, "interpolation", interpolation));
  }

  /** The pixels beyond the edges. Default: {@link FillMode#REFLECT}. */
  public RandomElasticTransform fillMode(FillMode fillMode) {
    Require.notNull("fillMode", fillMode);
    return with(layer -> layer.fillMode = fillMode);
  }

  /** The pixels beyond the edges, by Keras's name: {@code reflect}. */
  public RandomElasticTransform fillMode(String fillMode) {
    return fillMode(KerasNames.choice(FillMode.class, "fillMode", fillMode));
  }

  /** The number beyond the edges under {@link FillMode#CONSTANT}. Default: 0. */
  public RandomElasticTransform fillValue(double fillValue) {
    return with(layer -> layer.fillValue = fillValue);
  }

  @Override
  Value changed(Value pictures) {
    Shape shape = pictures.shape();
    int height = shape.size(1);
    int width = shape.size(2);
    Value drawn = uniform(pictures.graph(), 2, scale.low(), scale.high());
    Value sigma = drawn.mul(DEVIATION * Math.min(height, width));
    Value distance = drawn.mul(DISTANCE * Math.max(height, width)).mul(sigma);
    Value right = noise(pictures, 3, sigma).mul(distance);
    Value down = noise(pictures, 5, sigma).mul(distance);
    Value x = Boxes.numbers(pictures.graph(), 1, width).add(right);
    Value y = Boxes.numbers(pictures.graph(), height, 1).add(down);
    Sampler sampler = new Sampler(interpolation == Interpolation.BILINEAR, fillMode, fillValue);
    Value bent = chosen(pictures, 0, factor).select(sampler.read(pictures, x, y), pictures);
    return valueRange().limit(bent);
  }

  /** Normal noise (N, H, W, 1), blurred by a curve that is cut off at three whole deviations. */
  private Value noise(Value pictures, int draw, Value sigma) {
    Shape shape = pictures.shape();
    Value noise = normal(pictures.graph(), draw, shape.with(3, 1));
    double widest = scale.high() * DEVIATION * Math.min(shape.size(1), shape.size(2));
    int radius = 3 * (int) widest;
    if (radius == 0) {
      return noise;
    }
    int size = 2 * radius + 1;
    float[] squares = new float[size];
    float[] least = new float[size];
    for (int i = 0; i < size; i++) {
      int away = Math.abs(i - radius);
      squares[i] = away * away;
      least[i] = (away + 2) / 3;
    }
    Type type = Type.float32(Shape.of(size));
    Value near = sigma.greaterEqual(pictures.graph().constant(type, least));
    Value bell =
        pictures.graph().constant(type, squares).mul(-0.5).div(sigma.square().max(EPSILON)).exp();
    Value cut = near.mul(bell);
    Value curve = cut.div(cut.sum());
    Value blurred = Blur.apply(noise, curve.reshape(size, 1, 1, 1));
    return Blur.apply(blurred, curve.reshape(1, size, 1, 1));
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("factor", factor.json())
        .with("scale", scale.json())
        .with("interpolation", interpolation)
        .with("fill_mode", fillMode)
        .with("fill_value", fillValue);
    addRanged(config);
  }

  static RandomElasticTransform fromConfig(Config config) {
    Factor factor = config.get("factor") == null ? WHOLE : Factor.fromZero(config, "factor", 0, 1);
    RandomElasticTransform layer = new RandomElasticTransform(factor).rangedConfigured(config);
    if (config.get("scale") != null) {
      layer.scale = Factor.fromZero(config, "scale", 0, 1);
    }
    return layer
        .interpolation(config.getEnum("interpolation", layer.interpolation))
        .fillMode(config.getEnum("fill_mode", layer.fillMode))
        .fillValue(config.getDouble("fill_value", layer.fillValue));
  }
}
