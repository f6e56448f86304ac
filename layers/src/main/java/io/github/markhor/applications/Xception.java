package io.github.markhor.applications;

import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.Padding;
import io.github.markhor.layers.SeparableConv2D;

/**
 * Separable convolutions throughout: Chollet, <a href="https://arxiv.org/abs/1610.02357">"Xception:
 * Deep Learning with Depthwise Separable Convolutions"</a> (2017). See <a
 * href="https://keras.io/api/applications/xception/">Keras: Xception</a>.
 */
public final class Xception extends Application<Xception> {
  private Xception() {
    super(
        "xception",
        299,
        71,
        Preprocessing.TF,
        PublishedWeights.kernels(
            "xception/xception",
            "0a58e3b7378bc2990ea3b43d5981f1f6",
            "b0042744bf5b25fce3cb969f33bebb97"));
  }

  static Xception of() {
    return new Xception();
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    Symbol x = Conv2D.of(32, 3).strides(2).useBias(false).name("block1_conv1").apply(input);
    x = relu(normalized(x, "block1_conv1"), "block1_conv1");
    x = Conv2D.of(64, 3).useBias(false).name("block1_conv2").apply(x);
    x = relu(normalized(x, "block1_conv2"), "block1_conv2");
    x = halved(x, "block2", names, 128, 128);
    x = halved(x, "block3", names, 256, 256);
    x = halved(x, "block4", names, 728, 728);
    for (int block = 5; block <= 12; block++) {
      Symbol y = separable(x, "block" + block, true, 728, 728, 728);
      x = names.named(Add.of()).apply(y, x);
    }
    x = halved(x, "block13", names, 728, 1024);
    for (int i = 1; i <= 2; i++) {
      String name = "block14_sepconv" + i;
      x = relu(separable(x, name, i == 1 ? 1536 : 2048), name);
    }
    return x;
  }

  /** Two separable convolutions at half the height and width, added to the input's projection. */
  private static Symbol halved(Symbol input, String name, AutoNames names, int... filters) {
    Symbol projection =
        names
            .named(Conv2D.of(filters[1], 1).strides(2).padding(Padding.SAME).useBias(false))
            .apply(input);
    projection = names.named(BatchNormalization.of()).apply(projection);
    // The input of block 2 is activated already.
    Symbol x = separable(input, name, !name.equals("block2"), filters);
    x = MaxPooling2D.of(3).strides(2).padding(Padding.SAME).name(name + "_pool").apply(x);
    return names.named(Add.of()).apply(x, projection);
  }

  /** Separable convolutions, each behind an activation, but maybe not the first. */
  private static Symbol separable(
      Symbol input, String name, boolean activatesFirst, int... filters) {
    Symbol x = input;
    for (int i = 0; i < filters.length; i++) {
      String own = name + "_sepconv" + (i + 1);
      if (i > 0 || activatesFirst) {
        x = relu(x, own);
      }
      x = separable(x, own, filters[i]);
    }
    return x;
  }

  private static Symbol separable(Symbol input, String name, int filters) {
    Symbol x =
        SeparableConv2D.of(filters, 3).padding(Padding.SAME).useBias(false).name(name).apply(input);
    return normalized(x, name);
  }

  private static Symbol normalized(Symbol x, String name) {
    return BatchNormalization.of().name(name + "_bn").apply(x);
  }

  private static Symbol relu(Symbol x, String name) {
    return Activation.of(Activations.RELU).name(name + "_act").apply(x);
  }

  @Override
  boolean namesPooling() {
    return false;
  }
}
