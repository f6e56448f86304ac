package io.github.markhor.applications;

import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.ZeroPadding2D;

/**
 * Residual networks whose blocks normalize and activate before they convolve: He, Zhang, Ren and
 * Sun, <a href="https://arxiv.org/abs/1603.05027">"Identity Mappings in Deep Residual Networks"</a>
 * (2016). See <a href="https://keras.io/api/applications/resnet/">Keras: ResNetV2</a>.
 */
public final class ResNetV2 extends Application<ResNetV2> {
  private final int[] blocks;

  private ResNetV2(String name, String digestWithTop, String digestWithoutTop, int... blocks) {
    super(
        name,
        224,
        32,
        Preprocessing.TF,
        PublishedWeights.kernels("resnet/" + name, digestWithTop, digestWithoutTop));
    this.blocks = blocks;
  }

  static ResNetV2 resNet50V2() {
    return new ResNetV2(
        "resnet50v2",
        "3ef43a0b657b3be2300d5770ece849e0",
        "fac2f116257151a9d068a22e544a4917",
        3,
        4,
        6,
        3);
  }

  static ResNetV2 resNet101V2() {
    return new ResNetV2(
        "resnet101v2",
        "6343647c601c52e1368623803854d971",
        "c0ed64b8031c3730f411d2eb4eea35b5",
        3,
        4,
        23,
        3);
  }

  static ResNetV2 resNet152V2() {
    return new ResNetV2(
        "resnet152v2",
        "a49b44d1979771252814e80f8ec446f9",
        "ed17cf2e0169df9d443503ef94b23b33",
        3,
        8,
        36,
        3);
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    Symbol x = ZeroPadding2D.of(3).name("conv1_pad").apply(input);
    x = Conv2D.of(64, 7).strides(2).name("conv1_conv").apply(x);
    x = ZeroPadding2D.of(1).name("pool1_pad").apply(x);
    x = MaxPooling2D.of(3).strides(2).name("pool1_pool").apply(x);
    for (int stack = 0; stack < blocks.length; stack++) {
      for (int block = 1; block <= blocks[stack]; block++) {
        boolean halves = block == blocks[stack] && stack < blocks.length - 1;
        String name = "conv" + (stack + 2) + "_block" + block;
        x = block(x, 64 << stack, halves ? 2 : 1, block == 1, name, names);
      }
    }
    return relu(normalized(x, "post_bn"), "post_relu");
  }

  /**
   * Three convolutions, added to their input or, where the number of filters changes, to its
   * projection.
   */
  private static Symbol block(
      Symbol input, int filters, int strides, boolean projects, String name, AutoNames names) {
    Symbol activated = relu(normalized(input, name + "_preact_bn"), name + "_preact_relu");
    Symbol shortcut = input;
    if (projects) {
      shortcut = Conv2D.of(4 * filters, 1).strides(strides).name(name + "_0_conv").apply(activated);
    } else if (strides > 1) {
      shortcut = names.named(MaxPooling2D.of(1).strides(strides)).apply(input);
    }
    Symbol x = Conv2D.of(filters, 1).useBias(false).name(name + "_1_conv").apply(activated);
    x = relu(normalized(x, name + "_1_bn"), name + "_1_relu");
    x = ZeroPadding2D.of(1).name(name + "_2_pad").apply(x);
    x = Conv2D.of(filters, 3).strides(strides).useBias(false).name(name + "_2_conv").apply(x);
    x = relu(normalized(x, name + "_2_bn"), name + "_2_relu");
    x = Conv2D.of(4 * filters, 1).name(name + "_3_conv").apply(x);
    return Add.of().name(name + "_out").apply(shortcut, x);
  }

  private static Symbol normalized(Symbol x, String name) {
    return BatchNormalization.of().epsilon(1.001e-5).name(name).apply(x);
  }

  private static Symbol relu(Symbol x, String name) {
    return Activation.of(Activations.RELU).name(name).apply(x);
  }
}
