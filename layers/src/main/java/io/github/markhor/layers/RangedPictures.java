package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;

/**
 * The base of layers that change the numbers of pictures, and therefore have to know their bounds.
 * They compute in float32 whatever their type.
 *
 * @param <L> the layer's own class
 */
abstract class RangedPictures<L extends RangedPictures<L>> extends RandomPictures<L> {
  private ValueRange valueRange = ValueRange.BYTES;

  /** For the layers of this package. */
  RangedPictures() {}

  /** The bounds of the pictures' numbers. Default: 0 to 255. */
  public final L valueRange(double low, double high) {
    return withRange(ValueRange.of(low, high));
  }

  final L withRange(ValueRange range) {
    return with(layer -> ((RangedPictures<?>) layer).valueRange = range);
  }

  final ValueRange valueRange() {
    return valueRange;
  }

  /** Whether the layer needs pictures of the three channels red, green and blue. */
  boolean needsColors() {
    return false;
  }

  @Override
  final Shape resultShape(Shape picture) {
    if (needsColors() && picture.size(2) != Colors.CHANNELS) {
      throw wrongInput("pictures of red, green and blue", picture);
    }
    return picture;
  }

  @Override
  final Value transformed(Value pictures) {
    return changed(pictures.cast(DType.FLOAT32)).cast(pictures.dtype());
  }

  /** Pictures (N, H, W, C) in float32 as training sees them. */
  abstract Value changed(Value pictures);

  /** A number for each picture, (N, 1, 1, 1). */
  final Value drawEach(Value pictures, int draw, Factor factor) {
    return draw(pictures, draw, factor).reshape(pictures.shape().size(0), 1, 1, 1);
  }

  /**
   * 1 for the pictures to be changed and 0 for the others, (N, 1, 1, 1), by the draws {@code draw}
   * and the next: first a probability for each picture, then whether.
   */
  final Value chosen(Value pictures, int draw, Factor probability) {
    Value limit = drawEach(pictures, draw, probability);
    return limit.greater(drawEach(pictures, draw + 1, new Factor(0, 1)));
  }

  /** Adds the arguments of this class. */
  final void addRanged(Config config) {
    config.with("value_range", valueRange.json());
    addPictures(config);
  }

  /** A copy with the arguments of this class and those of all layers. */
  final L rangedConfigured(Config config) {
    return picturesConfigured(config).withRange(ValueRange.of(config));
  }
}
