package io.github.markhor.data.picture;

/**
 * The preprocessing of pictures of three channels, 0 to 255, for the networks of {@code
 * keras.applications}.
 *
 * @see <a href="https://keras.io/api/applications/">Keras Applications</a>
 */
final class ImageNetPreprocessing {
  private static final float[] CAFFE_MEAN = {103.939f, 116.779f, 123.68f};
  private static final float[] TORCH_MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] TORCH_DEVIATION = {0.229f, 0.224f, 0.225f};

  private ImageNetPreprocessing() {}

  static void caffe(float[] picture, int height, int width, int channels) {
    int values = checked(height, width, channels);
    for (int i = 0; i < values; i += 3) {
      float red = picture[i];
      picture[i] = picture[i + 2] - CAFFE_MEAN[0];
      picture[i + 1] -= CAFFE_MEAN[1];
      picture[i + 2] = red - CAFFE_MEAN[2];
    }
  }

  static void tf(float[] picture, int height, int width, int channels) {
    for (int i = 0; i < height * width * channels; i++) {
      picture[i] = picture[i] / 127.5f - 1;
    }
  }

  static void torch(float[] picture, int height, int width, int channels) {
    int values = checked(height, width, channels);
    for (int i = 0; i < values; i++) {
      picture[i] = (picture[i] / 255 - TORCH_MEAN[i % 3]) / TORCH_DEVIATION[i % 3];
    }
  }

  private static int checked(int height, int width, int channels) {
    if (channels != 3) {
      throw new IllegalArgumentException(
          "Expected pictures of 3 channels to be prepared for ImageNet. Received: " + channels);
    }
    return height * width * channels;
  }
}
