package io.github.markhor.data;

/**
 * A function of the user's own on one picture, applied after resizing and augmentation and before
 * rescaling. Several workers call it at the same time, so it must not keep a state.
 */
@FunctionalInterface
public interface PreprocessingFunction {
  /**
   * What {@code keras.applications} calls {@code caffe}: red, green, blue to blue, green, red, less
   * ImageNet's means. For VGG16, VGG19 and ResNet50.
   */
  PreprocessingFunction CAFFE = ImageNetPreprocessing::caffe;

  /**
   * What {@code keras.applications} calls {@code tf}: 0..255 to -1..1. For MobileNet, Inception.
   */
  PreprocessingFunction TF = ImageNetPreprocessing::tf;

  /**
   * What {@code keras.applications} calls {@code torch}: 0..255 to 0..1, less ImageNet's means, by
   * its deviations. For DenseNet.
   */
  PreprocessingFunction TORCH = ImageNetPreprocessing::torch;

  /**
   * Changes a picture in place.
   *
   * @param picture the values in the order (H, W, C), the channel running fastest; 0 to 255 as read
   * @param height the number of rows, H
   * @param width the number of columns, W
   * @param channels the number of channels, C
   */
  void apply(float[] picture, int height, int width, int channels);
}
