package io.github.markhor.testing;

import io.github.markhor.tensor.Tensor;
import java.util.SplittableRandom;

/** Small data that a network can learn: stripes that run down or across, under noise. */
public final class Samples {
  public static final int SIZE = 8;

  private Samples() {}

  /** Pictures (n, 8, 8, 1); the class of sample i is i mod 2. */
  public static Tensor pictures(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[n * SIZE * SIZE];
    for (int i = 0; i < n; i++) {
      for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
        int stripe = i % 2 == 0 ? pixel / SIZE : pixel % SIZE;
        x[i * SIZE * SIZE + pixel] = stripe % 2 + (float) (random.nextDouble() - 0.5);
      }
    }
    return Tensor.of(x, n, SIZE, SIZE, 1);
  }

  /** One-hot labels (n, 2). */
  public static Tensor oneHot(int n) {
    float[] y = new float[n * 2];
    for (int i = 0; i < n; i++) {
      y[i * 2 + i % 2] = 1;
    }
    return Tensor.of(y, n, 2);
  }

  /** Class numbers (n,). */
  public static Tensor classNumbers(int n) {
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      y[i] = i % 2;
    }
    return Tensor.of(y);
  }
}
