package io.github.markhor.applications;

import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.AveragePooling2D;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Concatenate;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.Padding;
import io.github.markhor.layers.ZeroPadding2D;

/**
 * Networks in which each convolution sees the results of all before it in its block: Huang, Liu,
 * van der Maaten and Weinberger, <a href="https://arxiv.org/abs/1608.06993">"Densely Connected
 * Convolutional Networks"</a> (2017). See <a
 * href="https://keras.io/api/applications/densenet/">Keras: DenseNet</a>.
 */
public final class DenseNet extends Application<DenseNet> {
  private static final int GROWTH = 32;

  private final int[] blocks;

  private DenseNet(String name, String digestWithTop, String digestWithoutTop, int... blocks) {
    super(
        name,
        224,
        32,
        Preprocessing.TORCH,
        PublishedWeights.kernels("densenet/" + name, digestWithTop, digestWithoutTop));
    this.blocks = blocks;
  }

  static DenseNet denseNet121() {
    return new DenseNet(
        "densenet121",
        "9d60b8095a5708f2dcce2bca79d332c7",
        "30ee3e1110167f948a6b9946edeeb738",
        6,
        12,
        24,
        16);
  }

  static DenseNet denseNet169() {
    return new DenseNet(
        "densenet169",
        "d699b8f76981ab1b30698df4c175e90b",
        "b8c4d4c20dd625c148057b9ff1c1176b",
        6,
        12,
        32,
        32);
  }

  static DenseNet denseNet201() {
    return new DenseNet(
        "densenet201",
        "1ceb130c1ea1b78c3bf6114dbdfd8807",
        "c13680b51ded0fb44dff2d8f86ac8bb1",
        6,
        12,
        48,
        32);
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    Symbol x = names.named(ZeroPadding2D.of(3)).apply(input);
    x = Conv2D.of(64, 7).strides(2).useBias(false).name("conv1_conv").apply(x);
    x = normalizedRelu(x, "conv1");
    x = names.named(ZeroPadding2D.of(1)).apply(x);
    x = MaxPooling2D.of(3).strides(2).name("pool1").apply(x);
    for (int stack = 0; stack < blocks.length; stack++) {
      for (int block = 1; block <= blocks[stack]; block++) {
        x = block(x, "conv" + (stack + 2) + "_block" + block);
      }
      if (stack < blocks.length - 1) {
        x = halved(x, "pool" + (stack + 2));
      }
    }
    x = BatchNormalization.of().epsilon(1.001e-5).name("bn").apply(x);
    return Activation.of(Activations.RELU).name("relu").apply(x);
  }

  /** Adds channels to those that come in. */
  private static Symbol block(Symbol input, String name) {
    Symbol x = normalizedRelu(input, name + "_0");
    x = Conv2D.of(4 * GROWTH, 1).useBias(false).name(name + "_1_conv").apply(x);
    x = normalizedRelu(x, name + "_1");
    x = Conv2D.of(GROWTH, 3).padding(Padding.SAME).useBias(false).name(name + "_2_conv").apply(x);
    return Concatenate.of().name(name + "_concat").apply(input, x);
  }

  /** Half as many channels, of half the height and width. */
  private static Symbol halved(Symbol input, String name) {
    Symbol x = normalizedRelu(input, name);
    int filters = x.shape().size(2) / 2;
    x = Conv2D.of(filters, 1).useBias(false).name(name + "_conv").apply(x);
    return AveragePooling2D.of(2).strides(2).name(name + "_pool").apply(x);
  }

  private static Symbol normalizedRelu(Symbol x, String name) {
    Symbol normalized = BatchNormalization.of().epsilon(1.001e-5).name(name + "_bn").apply(x);
    return Activation.of(Activations.RELU).name(name + "_relu").apply(normalized);
  }
}
