package io.github.markhor.data;

/**
 * What every picture goes through after augmentation, validation pictures too: the user's function,
 * rescaling, and the picture's own mean and deviation.
 *
 * @param function null for none
 * @param rescale the factor; 0 or 1 for none
 */
record Standardization(
    PreprocessingFunction function,
    double rescale,
    boolean samplewiseCenter,
    boolean samplewiseStd) {
  private static final double EPSILON = 1e-6;

  /** Changes a picture of (H, W, C) in place. */
  void apply(float[] picture, int height, int width, int channels) {
    if (function != null) {
      function.apply(picture, height, width, channels);
    }
    int values = height * width * channels;
    if (rescale != 0 && rescale != 1) {
      float factor = (float) rescale;
      for (int i = 0; i < values; i++) {
        picture[i] *= factor;
      }
    }
    if (samplewiseCenter || samplewiseStd) {
      center(picture, values);
    }
    if (samplewiseStd) {
      divideByDeviation(picture, values);
    }
  }

  private static double mean(float[] picture, int values) {
    double sum = 0;
    for (int i = 0; i < values; i++) {
      sum += picture[i];
    }
    return sum / values;
  }

  private static void center(float[] picture, int values) {
    float mean = (float) mean(picture, values);
    for (int i = 0; i < values; i++) {
      picture[i] -= mean;
    }
  }

  private static void divideByDeviation(float[] picture, int values) {
    double mean = mean(picture, values);
    double squares = 0;
    for (int i = 0; i < values; i++) {
      double distance = picture[i] - mean;
      squares += distance * distance;
    }
    float divisor = (float) (Math.sqrt(squares / values) + EPSILON);
    for (int i = 0; i < values; i++) {
      picture[i] /= divisor;
    }
  }
}
