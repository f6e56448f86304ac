package io.github.markhor.data;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every picture goes through after augmentation, validation pictures too: the user's function,
 * rescaling, the picture's own mean and deviation, and what was learned from all pictures.
 *
 * @param function null for none
 * @param rescale the factor; 0 or 1 for none
 */
record Standardization(
    PreprocessingFunction function,
    double rescale,
    boolean samplewiseCenter,
    boolean samplewiseStd,
    boolean featurewiseCenter,
    boolean featurewiseStd,
    boolean zcaWhitening,
    double zcaEpsilon) {
  private static final Logger LOG = LoggerFactory.getLogger(Standardization.class);
  private static final double EPSILON = 1e-6;

  /** Whether there is something to be learned from the pictures first. */
  boolean needsFit() {
    return featurewiseCenter;
  }

  /** Says that {@code fit} has been forgotten: what it would have learned is then left out. */
  void warnUnlessFitted(FeatureStatistics statistics) {
    if (needsFit() && statistics == null) {
      LOG.warn(
          "The generator is to standardize featurewise or to whiten, but has not been fitted:"
              + " call fit(x) first. These steps are left out.");
    }
  }

  /**
   * Changes pictures of (H, W, C) in place.
   *
   * @param statistics what was learned; null leaves the featurewise steps out
   */
  void apply(float[] picture, int height, int width, int channels, FeatureStatistics statistics) {
    if (function != null) {
      function.apply(picture, height, width, channels);
    }
    int values = height * width * channels;
    rescale(picture, values);
    if (samplewiseCenter) {
      center(picture, values);
    }
    if (samplewiseStd) {
      divideByDeviation(picture, values);
    }
    if (statistics != null) {
      subtract(picture, values, statistics.mean());
      divide(picture, values, statistics.std());
      if (statistics.whitening() != null) {
        statistics.whitening().apply(picture, values);
      }
    }
  }

  void rescale(float[] picture, int values) {
    if (rescale != 0 && rescale != 1) {
      float factor = (float) rescale;
      for (int i = 0; i < values; i++) {
        picture[i] *= factor;
      }
    }
  }

  /** Subtracts a mean for each channel; none if there are none. */
  static void subtract(float[] picture, int values, float[] means) {
    for (int c = 0; c < means.length; c++) {
      for (int i = c; i < values; i += means.length) {
        picture[i] -= means[c];
      }
    }
  }

  /** Divides by a deviation for each channel; not if there are none. */
  static void divide(float[] picture, int values, float[] deviations) {
    for (int c = 0; c < deviations.length; c++) {
      float divisor = (float) (deviations[c] + EPSILON);
      for (int i = c; i < values; i += deviations.length) {
        picture[i] /= divisor;
      }
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
