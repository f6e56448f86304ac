package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Warp;

/**
 * In training, mirrors each picture (N, H, W, C) with a chance of one half. Left to right and top
 * to bottom are decided separately, unlike in Keras 3.15, which does both or none. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_flip/">Keras:
 * RandomFlip</a>.
 */
public final class RandomFlip extends RandomPictures<RandomFlip> {
  /** The sides that are exchanged. */
  public enum Mode {
    /** Left and right. */
    HORIZONTAL,
    /** Top and bottom. */
    VERTICAL,
    /** Each by itself. */
    HORIZONTAL_AND_VERTICAL
  }

  private static final Factor CHANCE = new Factor(0, 1);

  private final Mode mode;

  private RandomFlip(Mode mode) {
    this.mode = Require.notNull("mode", mode);
  }

  /** {@link Mode#HORIZONTAL_AND_VERTICAL}. */
  public static RandomFlip of() {
    return of(Mode.HORIZONTAL_AND_VERTICAL);
  }

  /** Flips half of the pictures in each direction that the mode names. */
  public static RandomFlip of(Mode mode) {
    return new RandomFlip(mode);
  }

  /** The mode of Keras's name: {@code horizontal}, {@code vertical}, or both joined by "_and_". */
  public static RandomFlip of(String mode) {
    return of(KerasNames.choice(Mode.class, "mode", mode));
  }

  @Override
  Value transformed(Value pictures) {
    int height = pictures.shape().size(1);
    int width = pictures.shape().size(2);
    Value none = pictures.graph().constant(0);
    Value right = mode == Mode.VERTICAL ? none : draw(pictures, 0, CHANCE).less(0.5);
    Value down = mode == Mode.HORIZONTAL ? none : draw(pictures, 1, CHANCE).less(0.5);
    Value maps =
        maps(
            right.mul(-2).add(1),
            none,
            right.mul(width - 1),
            none,
            down.mul(-2).add(1),
            down.mul(height - 1));
    Warp.Sampling whole = new Warp.Sampling(false, Warp.Fill.NEAREST, 0);
    return warped(pictures, whole, maps, height, width);
  }

  @Override
  protected void addTo(Config config) {
    config.with("mode", mode);
    addPictures(config);
  }

  static RandomFlip fromConfig(Config config) {
    return of(config.getEnum("mode", Mode.HORIZONTAL_AND_VERTICAL)).picturesConfigured(config);
  }
}
