package io.github.markhor.applications;

import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Normalization;
import io.github.markhor.layers.Ops;
import io.github.markhor.layers.Rescaling;
import io.github.markhor.tensor.Shape;

/** What a family's published weights expect of a picture's levels, 0 to 255. */
enum Preprocessing {
  /** Nothing: the network itself begins with it, or needs none. */
  NONE {
    @Override
    void apply(float[] picture) {}

    @Override
    Symbol apply(Symbol pictures) {
      return pictures;
    }
  },
  /** Red, green, blue become blue, green, red, each less its mean over ImageNet. */
  CAFFE {
    @Override
    void apply(float[] picture) {
      for (int i = 0; i < picture.length; i += 3) {
        float red = picture[i];
        picture[i] = picture[i + 2] - 103.939f;
        picture[i + 1] -= 116.779f;
        picture[i + 2] = red - 123.68f;
      }
    }

    @Override
    Symbol apply(Symbol pictures) {
      double[] mean = {103.939, 116.779, 123.68};
      double[] variance = {1, 1, 1};
      return Normalization.of(mean, variance).apply(Ops.flip(pictures, -1));
    }
  },
  /** 0 to 255 become -1 to 1. */
  TF {
    @Override
    void apply(float[] picture) {
      for (int i = 0; i < picture.length; i++) {
        picture[i] = picture[i] / 127.5f - 1;
      }
    }

    @Override
    Symbol apply(Symbol pictures) {
      return Rescaling.of(1 / 127.5, -1).apply(pictures);
    }
  },
  /** 0 to 255 become 0 to 1, less ImageNet's means and divided by its deviations. */
  TORCH {
    @Override
    void apply(float[] picture) {
      for (int i = 0; i < picture.length; i++) {
        picture[i] = (picture[i] / 255 - MEAN[i % 3]) / DEVIATION[i % 3];
      }
    }

    @Override
    Symbol apply(Symbol pictures) {
      double[] mean = new double[3];
      double[] variance = new double[3];
      for (int c = 0; c < 3; c++) {
        mean[c] = 255.0 * MEAN[c];
        variance[c] = 255.0 * DEVIATION[c] * 255.0 * DEVIATION[c];
      }
      return Normalization.of(mean, variance).apply(pictures);
    }
  };

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  /** Changes a picture (H, W, C) in place; of three channels, but for NONE and TF. */
  abstract void apply(float[] picture);

  /** The same as layers. */
  abstract Symbol apply(Symbol pictures);

  final void apply(float[] picture, int height, int width, int channels) {
    boolean anyChannels = this == NONE || this == TF;
    if (!(anyChannels || channels == 3) || picture.length != height * width * channels) {
      throw new IllegalArgumentException(
          "Expected a picture (H, W, "
              + (anyChannels ? "C" : "3")
              + "). Received: "
              + picture.length
              + " values as "
              + Shape.of(height, width, channels));
    }
    apply(picture);
  }
}
