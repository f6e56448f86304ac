package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;

/**
 * In training, shows pictures (N, H, W, C) from another point of view, with a probability drawn
 * from the factor for each picture: corners are moved by shares of their distance from the corner
 * above on the left, drawn from half of the scale, in either direction. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_perspective/">Keras:
 * RandomPerspective</a>.
 */
public final class RandomPerspective extends RandomPictures<RandomPerspective> {
  private static final Factor WHOLE = new Factor(0, 1);

  /** Keeps the corners from a line, which no map leads back from. */
  private static final double EPSILON = 1e-6;

  private final Factor factor;
  private double scale = 1;
  private Interpolation interpolation = Interpolation.BILINEAR;
  private double fillValue;

  private RandomPerspective(Factor factor) {
    this.factor = factor;
  }

  /** Probabilities from 0 to factor, at most 1; Keras's default is 1. */
  public static RandomPerspective of(double factor) {
    return of(0, factor);
  }

  /** Probabilities from low to high, each from 0 to 1. */
  public static RandomPerspective of(double low, double high) {
    return new RandomPerspective(Factor.of("factor", low, high, 0, 1));
  }

  /** How far the corners move, from 0 to 1. Default: 1. */
  public RandomPerspective scale(double scale) {
    double checked = Factor.of("scale", 0, scale, 0, 1).high();
    return with(layer -> layer.scale = checked);
  }

  /** NEAREST or BILINEAR. Default: {@link Interpolation#BILINEAR}. */
  public RandomPerspective interpolation(Interpolation interpolation) {
    WarpedPictures.checkInterpolation(interpolation);
    return with(layer -> layer.interpolation = interpolation);
  }

  /** {@code nearest} or {@code bilinear}. */
  public RandomPerspective interpolation(String interpolation) {
    return interpolation(KerasNames.choice(Interpolation.class, "interpolation", interpolation));
  }

  /** The number beyond the edges. Default: 0. */
  public RandomPerspective fillValue(double fillValue) {
    return with(layer -> layer.fillValue = fillValue);
  }

  @Override
  Value transformed(Value pictures) {
    Value wide = pictures.cast(DType.FLOAT32);
    Value[] moved = new Value[4];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = each(pictures, i + 2, new Factor(-0.5 * scale, 0.5 * scale));
    }
    Value chosen = each(pictures, 0, factor).greater(each(pictures, 1, WHOLE));
    return chosen.select(seen(wide, moved), wide).cast(pictures.dtype());
  }

  private Value each(Value pictures, int draw, Factor bounds) {
    return draw(pictures, draw, bounds).reshape(pictures.shape().size(0), 1, 1, 1);
  }

  /**
   * Pictures whose corners have moved.
   *
   * @param moved by shares (N, 1, 1, 1): the corner above on the right to the right, that below on
   *     the left down, that below on the right to the right and down
   */
  Value seen(Value pictures, Value... moved) {
    Shape shape = pictures.shape();
    int last = shape.size(2) - 1;
    int lowest = shape.size(1) - 1;
    Value[] corners = new Value[4];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = moved[i].add(1).mul(Math.max(1, i % 2 == 0 ? last : lowest));
    }
    // The unit square becomes the corners by x = a·u / (g·u + h·v + 1), y = e·v / (g·u + h·v + 1),
    // which is solved for u and v. Heckbert, "Fundamentals of Texture Mapping" (1989).
    Value across = corners[2].div(corners[0]);
    Value along = corners[3].div(corners[1]);
    Value sum = across.add(along).sub(1);
    Value s = sum.abs().less(EPSILON).select(sum.like(EPSILON), sum);
    Value a = corners[2].div(s);
    Value e = corners[3].div(s);
    Value g = across.div(s).sub(1);
    Value h = along.div(s).sub(1);
    Value x = Boxes.numbers(pictures.graph(), 1, shape.size(2)).div(a);
    Value y = Boxes.numbers(pictures.graph(), shape.size(1), 1).div(e);
    Value depth = x.mul(g).add(y.mul(h)).neg().add(1);
    Value behind = depth.equal(0);
    Value divisor = behind.select(depth.like(EPSILON), depth);
    boolean bilinear = interpolation == Interpolation.BILINEAR;
    return new Sampler(bilinear, FillMode.CONSTANT, fillValue)
        .read(pictures, x.mul(last).div(divisor), y.mul(lowest).div(divisor));
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("factor", factor.json())
        .with("scale", scale)
        .with("interpolation", interpolation)
        .with("fill_value", fillValue);
    addPictures(config);
  }

  static RandomPerspective fromConfig(Config config) {
    Factor factor = config.get("factor") == null ? WHOLE : Factor.fromZero(config, "factor", 0, 1);
    RandomPerspective layer = new RandomPerspective(factor).picturesConfigured(config);
    return layer
        .scale(config.getDouble("scale", layer.scale))
        .interpolation(config.getEnum("interpolation", layer.interpolation))
        .fillValue(config.getDouble("fill_value", layer.fillValue));
  }
}
