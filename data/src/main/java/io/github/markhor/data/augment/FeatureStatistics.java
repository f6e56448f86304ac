package io.github.markhor.data.augment;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;

/**
 * The statistics of pictures that a generator's {@code fit} learns.
 *
 * @param mean of each channel; empty if the generator does not centre
 * @param std of each channel; empty if the generator does not divide by it
 * @param whitening null if the generator does not whiten
 */
public record FeatureStatistics(float[] mean, float[] std, Whitening whitening) {
  /**
   * Learns from pictures.
   *
   * @param x (N, H, W, C)
   */
  public static FeatureStatistics of(Tensor x, Standardization wanted) {
    Shape shape = x.shape();
    int channels = shape.size(3);
    float[] values = x.toArray();
    wanted.rescale(values, values.length);
    float[] mean = new float[0];
    float[] std = new float[0];
    if (wanted.centersFeatures()) {
      mean = means(values, channels);
      Standardization.subtract(values, values.length, mean);
    }
    if (wanted.dividesFeatures()) {
      std = deviations(values, channels);
      Standardization.divide(values, values.length, std);
    }
    Whitening whitening =
        wanted.whitens() ? Whitening.of(values, shape.size(0), wanted.zcaEpsilon()) : null;
    return new FeatureStatistics(mean, std, whitening);
  }

  private static float[] means(float[] values, int channels) {
    double[] sums = new double[channels];
    for (int i = 0; i < values.length; i++) {
      sums[i % channels] += values[i];
    }
    return perPixel(sums, values.length / channels);
  }

  private static float[] deviations(float[] values, int channels) {
    float[] mean = means(values, channels);
    double[] squares = new double[channels];
    for (int i = 0; i < values.length; i++) {
      double distance = (double) values[i] - mean[i % channels];
      squares[i % channels] += distance * distance;
    }
    int pixels = values.length / channels;
    float[] std = new float[channels];
    for (int c = 0; c < channels; c++) {
      std[c] = (float) Math.sqrt(squares[c] / pixels);
    }
    return std;
  }

  private static float[] perPixel(double[] sums, int pixels) {
    float[] means = new float[sums.length];
    for (int c = 0; c < means.length; c++) {
      means[c] = (float) (sums[c] / pixels);
    }
    return means;
  }
}
