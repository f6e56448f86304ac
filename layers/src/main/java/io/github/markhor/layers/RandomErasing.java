package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * In training, fills a box of each picture (N, H, W, C), with a probability drawn from the factor
 * for each picture. The box's sides are shares of the picture's, the roots of numbers drawn from
 * the scale; the place is any within the picture. Zhong, Zheng, Kang, Li and Yang, "Random Erasing
 * Data Augmentation" (2017). See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_erasing/">Keras:
 * RandomErasing</a>.
 */
public final class RandomErasing extends RangedPictures<RandomErasing> {
  private static final Factor WHOLE = new Factor(0, 1);

  private final Factor factor;
  private Factor scale = new Factor(0.02, 0.33);
  private NestedNumbers fillValue;

  private RandomErasing(Factor factor) {
    this.factor = factor;
  }

  /** Probabilities from 0 to factor, at most 1; Keras's default is 1. */
  public static RandomErasing of(double factor) {
    return of(0, factor);
  }

  /** Probabilities from low to high, each from 0 to 1. */
  public static RandomErasing of(double low, double high) {
    return new RandomErasing(Factor.of("factor", low, high, 0, 1));
  }

  /** The area of the box, from low to high, each a share from 0 to 1. Default: 0.02 to 0.33. */
  public RandomErasing scale(double low, double high) {
    Factor factor = Factor.of("scale", low, high, 0, 1);
    return with(layer -> layer.scale = factor);
  }

  /**
   * One number that the box is filled with, or one for each of three channels. Default: normal
   * noise whose deviation is the end of the value range, limited to the range.
   */
  public RandomErasing fillValue(double... numbers) {
    if (numbers.length != 1 && numbers.length != Colors.CHANNELS) {
      throw new IllegalArgumentException(
          "Expected one fillValue or three. Received: " + numbers.length);
    }
    NestedNumbers fill =
        numbers.length == 1 ? NestedNumbers.of(numbers[0]) : NestedNumbers.of(numbers);
    return with(layer -> layer.fillValue = fill);
  }

  @Override
  boolean needsColors() {
    return fillValue != null && fillValue.values().size() > 1;
  }

  @Override
  Value changed(Value pictures) {
    Value box =
        Boxes.mask(
            pictures,
            drawEach(pictures, 0, scale).sqrt(),
            drawEach(pictures, 1, scale).sqrt(),
            drawEach(pictures, 2, WHOLE),
            drawEach(pictures, 3, WHOLE));
    Value erased = box.mul(chosen(pictures, 4, factor));
    return erased.select(valueRange().limit(fill(pictures)), pictures);
  }

  private Value fill(Value pictures) {
    if (fillValue == null) {
      return normal(pictures.graph(), 6, pictures.shape()).mul(valueRange().high());
    }
    Shape shape = Shape.of(fillValue.values().size());
    return pictures.graph().constant(Type.float32(shape), fillValue.floats());
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("factor", factor.json())
        .with("scale", scale.json())
        .with("fill_value", fillValue == null ? null : fillValue.json());
    addRanged(config);
  }

  static RandomErasing fromConfig(Config config) {
    Factor factor = config.get("factor") == null ? WHOLE : Factor.fromZero(config, "factor", 0, 1);
    RandomErasing layer = new RandomErasing(factor).rangedConfigured(config);
    if (config.get("scale") != null) {
      layer.scale = Factor.fromZero(config, "scale", 0, 1);
    }
    if (config.get("fill_value") instanceof List<?>) {
      double[] fill =
          config.requireDoubles("fill_value").stream().mapToDouble(Double::doubleValue).toArray();
      return layer.fillValue(fill);
    }
    return config.get("fill_value") == null
        ? layer
        : layer.fillValue(config.requireDouble("fill_value"));
  }
}
