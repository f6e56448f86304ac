package io.github.markhor.applications;

import io.github.markhor.tensor.Shape;

/** What a family's published weights expect of a picture's levels, 0 to 255. */
enum Preprocessing {
  /** Nothing: the network itself begins with it, or needs none. */
  NONE {
    @Override
    void apply(float[] picture) {}
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
  },
  /** 0 to 255 become -1 to 1. */
  TF {
    @Override
    void apply(float[] picture) {
      for (int i = 0; i < picture.length; i++) {
        picture[i] = picture[i] / 127.5f - 1;
      }
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
  };

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  /** Changes a picture (H, W, C) in place; of three channels, but for NONE and TF. */
  abstract void apply(float[] picture);

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
