package io.github.markhor.data.augment;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.data.picture.PreprocessingFunction;
import io.github.markhor.text.Notices;
import org.slf4j.Logger;

/**
 * The steps that every picture goes through after augmentation, validation pictures too: the user's
 * function, rescaling, the picture's own mean and deviation, and what was learned from all
 * pictures. Immutable: the methods that set a step give a changed copy.
 */
public final class Standardization extends Immutable<Standardization> {
  private static final Logger LOG = Notices.logger(Standardization.class);
  private static final double EPSILON = 1e-6;

  /** No step at all. */
  public static final Standardization NONE = new Standardization();

  private PreprocessingFunction function;
  private double rescale;
  private boolean samplewiseCenter;
  private boolean samplewiseStd;
  private boolean featurewiseCenter;
  private boolean featurewiseStd;
  private boolean zcaWhitening;
  private double zcaEpsilon = 1e-6;

  private Standardization() {}

  /** The user's function, applied first. */
  public Standardization function(PreprocessingFunction preprocessing) {
    return with(copy -> copy.function = preprocessing);
  }

  /** The factor of every value; 0 and 1 change nothing. */
  public Standardization rescale(double factor) {
    Require.finite("rescale", factor);
    return with(copy -> copy.rescale = factor);
  }

  /** Whether each picture's mean is subtracted from it. */
  public Standardization samplewiseCenter(boolean center) {
    return with(copy -> copy.samplewiseCenter = center);
  }

  /** Whether each picture is centred and divided by its standard deviation. */
  public Standardization samplewiseStd(boolean normalize) {
    return with(copy -> copy.samplewiseStd = normalize);
  }

  /** Whether the learned mean of each channel is subtracted. */
  public Standardization featurewiseCenter(boolean center) {
    return with(copy -> copy.featurewiseCenter = center);
  }

  /** Whether each channel is centred and divided by its learned standard deviation. */
  public Standardization featurewiseStd(boolean normalize) {
    return with(copy -> copy.featurewiseStd = normalize);
  }

  /** Whether pictures are whitened, which centres each channel and overrides featurewiseStd. */
  public Standardization zcaWhitening(boolean whiten) {
    return with(copy -> copy.zcaWhitening = whiten);
  }

  /** The number that is added to the singular values before whitening divides by them. */
  public Standardization zcaEpsilon(double epsilon) {
    Require.notNegative("zcaEpsilon", epsilon);
    return with(copy -> copy.zcaEpsilon = epsilon);
  }

  /** Whether the mean of each channel is learned. */
  boolean centersFeatures() {
    return featurewiseCenter || featurewiseStd || zcaWhitening;
  }

  /** Whether the standard deviation of each channel is learned. */
  boolean dividesFeatures() {
    return featurewiseStd && !zcaWhitening;
  }

  /** Whether a whitening is learned. */
  boolean whitens() {
    return zcaWhitening;
  }

  double zcaEpsilon() {
    return zcaEpsilon;
  }

  /** Warns that {@code fit} has been forgotten: the steps that need statistics are left out. */
  void warnUnlessFitted(FeatureStatistics statistics) {
    if (centersFeatures() && statistics == null) {
      LOG.warn(
          "The generator is to standardize featurewise or to whiten, but has not been fitted:"
              + " call fit(x) first. These steps are left out.");
    }
  }

  /**
   * Changes pictures of (H, W, C) in place.
   *
   * @param statistics the learned statistics; null leaves the featurewise steps out
   */
  public void apply(
      float[] picture, int height, int width, int channels, FeatureStatistics statistics) {
    if (function != null) {
      function.apply(picture, height, width, channels);
    }
    int values = height * width * channels;
    rescale(picture, values);
    if (samplewiseCenter || samplewiseStd) {
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
