package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;

/**
 * In training, makes each picture (N, H, W, 3) gray with probability {@code factor}: all three
 * channels become the brightness that the eye sees. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_grayscale/">Keras:
 * RandomGrayscale</a>.
 */
public final class RandomGrayscale extends RandomPictures<RandomGrayscale> {
  private final double factor;

  private RandomGrayscale(double factor) {
    this.factor = Factor.of("factor", 0, factor, 0, 1).high();
  }

  /** The probability; Keras's default is 0.5. */
  public static RandomGrayscale of(double factor) {
    return new RandomGrayscale(factor);
  }

  @Override
  Shape resultShape(Shape picture) {
    if (picture.size(2) != Colors.CHANNELS) {
      throw wrongInput("pictures of red, green and blue", picture);
    }
    return picture;
  }

  @Override
  Value transformed(Value pictures) {
    Value drawn = draw(pictures, 0, new Factor(0, 1)).reshape(pictures.shape().size(0), 1, 1, 1);
    Value gray = Colors.gray(pictures.cast(DType.FLOAT32)).cast(pictures.dtype());
    return drawn.less(factor).select(gray, pictures);
  }

  @Override
  protected void addTo(Config config) {
    config.with("factor", factor);
    addPictures(config);
  }

  static RandomGrayscale fromConfig(Config config) {
    return of(config.getDouble("factor", 0.5)).picturesConfigured(config);
  }
}
