package io.github.markhor.applications;

import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.Padding;
import io.github.markhor.layers.ZeroPadding2D;

/**
 * Residual networks: He, Zhang, Ren and Sun, <a href="https://arxiv.org/abs/1512.03385">"Deep
 * Residual Learning for Image Recognition"</a> (2015). See <a
 * href="https://keras.io/api/applications/resnet/">Keras: ResNet</a>. {@link ResNetV2} has the
 * second kind.
 */
public final class ResNet extends Application<ResNet> {
  private final int[] blocks;

  private ResNet(String name, String digestWithTop, String digestWithoutTop, int... blocks) {
    super(
        name,
        224,
        32,
        Preprocessing.CAFFE,
        PublishedWeights.kernels("resnet/" + name, digestWithTop, digestWithoutTop));
    this.blocks = blocks;
  }

  static ResNet resNet50() {
    return new ResNet(
        "resnet50",
        "2cb95161c43110f7111970584f804107",
        "4d473c1dd8becc155b73f8504c6f6626",
        3,
        4,
        6,
        3);
  }

  static ResNet resNet101() {
    return new ResNet(
        "resnet101",
        "f1aeb4b969a6efcfb50fad2f0c20cfc5",
        "88cf7a10940856eca736dc7b7e228a21",
        3,
        4,
        23,
        3);
  }

  static ResNet resNet152() {
    return new ResNet(
        "resnet152",
        "100835be76be38e30d865e96f2aaae62",
        "ee4c566cf9a93f14d82f913c2dc6dd0c",
        3,
        8,
        36,
        3);
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    Symbol x = ZeroPadding2D.of(3).name("conv1_pad").apply(input);
    x = Conv2D.of(64, 7).strides(2).name("conv1_conv").apply(x);
    x = relu(normalized(x, "conv1_bn"), "conv1_relu");
    x = ZeroPadding2D.of(1).name("pool1_pad").apply(x);
    x = MaxPooling2D.of(3).strides(2).name("pool1_pool").apply(x);
    for (int stack = 0; stack < blocks.length; stack++) {
      for (int block = 1; block <= blocks[stack]; block++) {
        String name = "conv" + (stack + 2) + "_block" + block;
        x = block(x, 64 << stack, stack > 0 && block == 1 ? 2 : 1, block == 1, name);
      }
    }
    return x;
  }

  /** Three convolutions, added to their input or, where the shape changes, to its projection. */
  private static Symbol block(
      Symbol input, int filters, int strides, boolean projects, String name) {
    Symbol shortcut = input;
    if (projects) {
      shortcut = Conv2D.of(4 * filters, 1).strides(strides).name(name + "_0_conv").apply(input);
      shortcut = normalized(shortcut, name + "_0_bn");
    }
    Symbol x = Conv2D.of(filters, 1).strides(strides).name(name + "_1_conv").apply(input);
    x = relu(normalized(x, name + "_1_bn"), name + "_1_relu");
    x = Conv2D.of(filters, 3).padding(Padding.SAME).name(name + "_2_conv").apply(x);
    x = relu(normalized(x, name + "_2_bn"), name + "_2_relu");
    x = Conv2D.of(4 * filters, 1).name(name + "_3_conv").apply(x);
    x = normalized(x, name + "_3_bn");
    return relu(Add.of().name(name + "_add").apply(shortcut, x), name + "_out");
  }

  private static Symbol normalized(Symbol x, String name) {
    return BatchNormalization.of().epsilon(1.001e-5).name(name).apply(x);
  }

  private static Symbol relu(Symbol x, String name) {
    return Activation.of(Activations.RELU).name(name).apply(x);
  }
}
