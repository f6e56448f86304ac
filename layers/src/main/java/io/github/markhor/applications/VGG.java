package io.github.markhor.applications;

import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.Padding;

/**
 * Plain stacks of 3×3 convolutions: Simonyan and Zisserman, <a
 * href="https://arxiv.org/abs/1409.1556">"Very Deep Convolutional Networks for Large-Scale Image
 * Recognition"</a> (2014). See <a href="https://keras.io/api/applications/vgg/">Keras: VGG16 and
 * VGG19</a>.
 */
public final class VGG extends Application<VGG> {
  private static final int[] FILTERS = {64, 128, 256, 512, 512};

  /** The number of convolutions in each block. */
  private final int[] convolutions;

  private VGG(String name, String digestWithTop, String digestWithoutTop, int... convolutions) {
    super(
        name,
        224,
        32,
        Preprocessing.CAFFE,
        PublishedWeights.kernels(name + '/' + name, digestWithTop, digestWithoutTop));
    this.convolutions = convolutions;
  }

  static VGG vgg16() {
    return new VGG(
        "vgg16",
        "64373286793e3c8b2b4e3219cbf3544b",
        "6d6bbae143d832006294945121d1f1fc",
        2,
        2,
        3,
        3,
        3);
  }

  static VGG vgg19() {
    return new VGG(
        "vgg19",
        "cbe5617147190e668d6c5d5026f83318",
        "253f8cb515780f3b799900260a226db6",
        2,
        2,
        4,
        4,
        4);
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    Symbol x = input;
    for (int block = 0; block < FILTERS.length; block++) {
      String name = "block" + (block + 1);
      for (int i = 1; i <= convolutions[block]; i++) {
        x =
            Conv2D.of(FILTERS[block], 3)
                .padding(Padding.SAME)
                .activation(Activations.RELU)
                .name(name + "_conv" + i)
                .apply(x);
      }
      x = MaxPooling2D.of(2).strides(2).name(name + "_pool").apply(x);
    }
    return x;
  }

  @Override
  Symbol top(Symbol features, AutoNames names) {
    Symbol x = Flatten.of().name("flatten").apply(features);
    x = Dense.of(4096).activation(Activations.RELU).name("fc1").apply(x);
    x = Dense.of(4096).activation(Activations.RELU).name("fc2").apply(x);
    return classifier().apply(x);
  }

  @Override
  boolean namesPooling() {
    return false;
  }
}
