package io.github.markhor.data;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;

/**
 * What a generator learns from pictures by {@code fit}.
 *
 * @param mean of each channel; empty if it does not centre
 * @param std of each channel; empty if it does not divide by it
 * @param whitening null if it does not whiten
 */
record FeatureStatistics(float[] mean, float[] std, Whitening whitening) {
  /**
   * Learns from pictures.
   *
   * @param x (N, H, W, C)
   */
  static FeatureStatistics of(Tensor x, Standardization wanted) {
    Shape shape = x.shape();
    int channels = shape.size(3);
    float[] values = x.toArray();
    wanted.rescale(values, values.length);
    float[] mean = new float[0];
    float[] std = new float[0];
    if (wanted.featurewiseCenter()) {
      mean = means(values, channels);
      Standardization.subtract(values, values.length, mean);
    }
    if (wanted.featurewiseStd()) {
      std = deviations(values, channels);
      Standardization.divide(values, values.length, std);
    }
    Whitening whitening =
        wanted.zcaWhitening() ? Whitening.of(values, shape.size(0), wanted.zcaEpsilon()) : null;
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
