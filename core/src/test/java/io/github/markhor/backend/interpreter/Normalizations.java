package io.github.markhor.backend.interpreter;

import io.github.markhor.graph.BatchNorm;

/** Batch normalization in training and its gradient. */
final class Normalizations {
  private Normalizations() {}

  static double[][] compute(BatchNorm op, double[][] in) {
    return op instanceof BatchNorm.Training
        ? training(op.epsilon(), in[0], in[1], in[2])
        : backward(op.epsilon(), in[0], in[1], in[2], in[3], in[4]);
  }

  private static double[][] training(double epsilon, double[] x, double[] scale, double[] shift) {
    int channels = scale.length;
    double count = x.length / channels;
    double[] mean = new double[channels];
    for (int i = 0; i < x.length; i++) {
      mean[i % channels] += x[i] / count;
    }
    double[] variance = new double[channels];
    for (int i = 0; i < x.length; i++) {
      double distance = x[i] - mean[i % channels];
      variance[i % channels] += distance * distance / count;
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = i % channels;
      y[i] = (x[i] - mean[c]) / Math.sqrt(variance[c] + epsilon) * scale[c] + shift[c];
    }
    return new double[][] {y, mean, variance};
  }

  /** With z = (x - mean) / deviation: dx = scale/deviation · (dy - mean(dy) - z · mean(dy · z)). */
  private static double[][] backward(
      double epsilon, double[] x, double[] scale, double[] mean, double[] variance, double[] dy) {
    int channels = scale.length;
    double count = x.length / channels;
    double[] z = new double[x.length];
    double[] dScale = new double[channels];
    double[] dShift = new double[channels];
    for (int i = 0; i < x.length; i++) {
      int c = i % channels;
      z[i] = (x[i] - mean[c]) / Math.sqrt(variance[c] + epsilon);
      dScale[c] += dy[i] * z[i];
      dShift[c] += dy[i];
    }
    double[] dx = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = i % channels;
      dx[i] =
          scale[c]
              / Math.sqrt(variance[c] + epsilon)
              * (dy[i] - dShift[c] / count - z[i] * dScale[c] / count);
    }
    return new double[][] {dx, dScale, dShift};
  }
}
