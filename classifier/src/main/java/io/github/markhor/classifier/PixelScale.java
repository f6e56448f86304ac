package io.github.markhor.classifier;

import io.github.markhor.data.picture.PreprocessingFunction;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a model wants pixels, levels from 0 to 255, to be made into. */
public enum PixelScale {
  /** Levels from 0 to 255: the model scales them itself. */
  LEVELS("0..255"),
  /** From 0 to 1. */
  ZERO_TO_ONE("0..1"),
  /** From -1 to 1, the mode {@code tf} of {@code keras.applications}. */
  MINUS_ONE_TO_ONE("-1..1"),
  /** Blue, green, red, less ImageNet's means: the mode {@code caffe}. */
  CAFFE("caffe"),
  /** From 0 to 1, less ImageNet's means and divided by its deviations: the mode {@code torch}. */
  TORCH("torch");

  private final String label;

  PixelScale(String label) {
    this.label = label;
  }

  private static void divide(float[] picture) {
    for (int i = 0; i < picture.length; i++) {
      picture[i] /= 255;
    }
  }

  /**
   * The scale of a name: {@code 0..255}, {@code 0..1}, {@code -1..1}, {@code caffe}, {@code torch}.
   */
  public static PixelScale of(String name) {
    return Arrays.stream(values())
        .filter(scale -> scale.label.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected one of "
                        + Arrays.stream(values())
                            .map(PixelScale::toString)
                            .collect(Collectors.joining(", "))
                        + " as the scale of pixels. Received: "
                        + name));
  }

  Optional<PreprocessingFunction> function() {
    return switch (this) {
      case LEVELS -> Optional.empty();
      case ZERO_TO_ONE -> Optional.of((picture, height, width, channels) -> divide(picture));
      case MINUS_ONE_TO_ONE -> Optional.of(PreprocessingFunction.TF);
      case CAFFE -> Optional.of(PreprocessingFunction.CAFFE);
      case TORCH -> Optional.of(PreprocessingFunction.TORCH);
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
