package io.github.markhor.applications;

import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import java.nio.file.Path;
import java.util.List;

/**
 * VGG16 and VGG19, as Keras has them: Simonyan and Zisserman, <a
 * href="https://arxiv.org/abs/1409.1556">"Very Deep Convolutional Networks for Large-Scale Image
 * Recognition"</a> (2014). See <a href="https://keras.io/api/applications/vgg/">Keras: VGG16 and
 * VGG19</a>.
 *
 * <p>The weights for ImageNet expect pictures as {@link #preprocessInput} prepares them. With
 * {@code includeTop} these are of 224×224 pixels, and the result is the probabilities of 1,000
 * classes; without, any size from 32×32 does, and the result is feature maps a thirty-second of it
 * wide and high, 512 deep.
 */
public final class Applications {
  /** Means of blue, green and red over ImageNet, 0 to 255. */
  private static final float[] MEANS = {103.939f, 116.779f, 123.68f};

  private Applications() {}

  /** ResNet of 50 layers, for pictures of 224×224. */
  public static ResNet resNet50() {
    return ResNet.resNet50();
  }

  /** MobileNetV2, for pictures of 224×224. */
  public static MobileNetV2 mobileNetV2() {
    return MobileNetV2.of();
  }

  /** The smallest EfficientNet, for pictures of 224×224. */
  public static EfficientNet efficientNetB0() {
    return EfficientNet.b0();
  }

  /**
   * VGG16 with random weights.
   *
   * @param includeTop whether it ends in the three dense layers for 1,000 classes
   * @param inputShape (H, W, C)
   */
  public static Sequential vgg16(boolean includeTop, Shape inputShape) {
    return build(Vgg.VGG16, includeTop, inputShape);
  }

  /**
   * VGG16 with weights from a file, such as Keras's {@code
   * vgg16_weights_tf_dim_ordering_tf_kernels.h5}, or the same with {@code _notop}. If it is not one
   * of those two, by its MD5, a warning is logged.
   *
   * @param includeTop whether it ends in the three dense layers for 1,000 classes
   * @param inputShape (H, W, C); C is 3 for the published weights
   * @param weights a {@code .h5} file with these layers' weights, in their order
   * @throws io.github.markhor.file.ModelFileException if the file cannot be read or does not fit
   */
  public static Sequential vgg16(boolean includeTop, Shape inputShape, Path weights) {
    return load(Vgg.VGG16, includeTop, inputShape, weights);
  }

  /** VGG19 with random weights; see {@link #vgg16(boolean, Shape)}. */
  public static Sequential vgg19(boolean includeTop, Shape inputShape) {
    return build(Vgg.VGG19, includeTop, inputShape);
  }

  /** VGG19 with weights from a file; see {@link #vgg16(boolean, Shape, Path)}. */
  public static Sequential vgg19(boolean includeTop, Shape inputShape, Path weights) {
    return load(Vgg.VGG19, includeTop, inputShape, weights);
  }

  /**
   * The layers of VGG16 without top, {@code block1_conv1} to {@code block5_pool} behind an Input:
   * the beginning of a model of one's own. {@code Sequential.loadWeights} by name fills them.
   *
   * @param inputShape (H, W, C)
   */
  public static List<Layer> vgg16Layers(Shape inputShape) {
    return Vgg.VGG16.layers(false, inputShape);
  }

  /** The layers of VGG19 without top; see {@link #vgg16Layers}. */
  public static List<Layer> vgg19Layers(Shape inputShape) {
    return Vgg.VGG19.layers(false, inputShape);
  }

  /**
   * Prepares a picture for the weights for ImageNet: blue, green, red instead of red, green, blue,
   * each less its mean. Fits {@code ImageDataGenerator}'s preprocessing function, without
   * rescaling.
   *
   * @param picture (H, W, 3), 0 to 255; changed in place
   */
  public static void preprocessInput(float[] picture, int height, int width, int channels) {
    if (channels != 3 || picture.length != height * width * channels) {
      throw new IllegalArgumentException(
          "Expected a picture (H, W, 3). Received: "
              + picture.length
              + " values as "
              + Shape.of(height, width, channels));
    }
    for (int i = 0; i < picture.length; i += 3) {
      float red = picture[i];
      picture[i] = picture[i + 2] - MEANS[0];
      picture[i + 1] -= MEANS[1];
      picture[i + 2] = red - MEANS[2];
    }
  }

  private static Sequential build(Vgg vgg, boolean includeTop, Shape inputShape) {
    ModelOptions options = ModelOptions.defaults().name(vgg.kerasName());
    return Sequential.of(options, vgg.layers(includeTop, inputShape));
  }

  private static Sequential load(Vgg vgg, boolean includeTop, Shape inputShape, Path weights) {
    vgg.warnUnlessPublished(includeTop, weights);
    Sequential model = build(vgg, includeTop, inputShape);
    try {
      model.loadWeights(weights);
      return model;
    } catch (RuntimeException problem) {
      model.close();
      throw problem;
    }
  }
}
