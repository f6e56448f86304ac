package io.github.markhor.data.picture;

/**
 * A function of the user's own on one picture, applied after resizing and augmentation and before
 * rescaling. Several workers call it at the same time, so it must not keep a state.
 */
@FunctionalInterface
public interface PreprocessingFunction {
  /**
   * The mode {@code caffe} of {@code keras.applications}, for VGG16, VGG19 and ResNet50: red,
   * green, blue become blue, green, red, less ImageNet's means.
   */
  PreprocessingFunction CAFFE = ImageNetPreprocessing::caffe;

  /**
   * The mode {@code tf} of {@code keras.applications}, for MobileNet and Inception: 0..255 becomes
   * -1..1.
   */
  PreprocessingFunction TF = ImageNetPreprocessing::tf;

  /**
   * The mode {@code torch} of {@code keras.applications}, for DenseNet: 0..255 becomes 0..1, less
   * ImageNet's means, divided by its deviations.
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
