package io.github.markhor.benchmarks;

import io.github.markhor.tensor.Tensor;
import java.util.SplittableRandom;

/**
 * Pictures of random numbers, the same each time, and their labels.
 *
 * @param x (n, size, size, 3), 0 to 1
 * @param y (n, classes): a one at the class, else zeros
 */
record RandomPictures(Tensor x, Tensor y) {
  static RandomPictures of(Network network, int n) {
    SplittableRandom random = new SplittableRandom(1);
    float[] x = new float[n * network.size() * network.size() * 3];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextDouble();
    }
    float[] y = new float[n * network.classes()];
    for (int i = 0; i < n; i++) {
      y[i * network.classes() + random.nextInt(network.classes())] = 1;
    }
    return new RandomPictures(
        Tensor.of(x, n, network.size(), network.size(), 3), Tensor.of(y, n, network.classes()));
  }
}
