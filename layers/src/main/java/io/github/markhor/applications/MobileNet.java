package io.github.markhor.applications;

import io.github.markhor.config.Require;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.DepthwiseConv2D;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Padding;
import io.github.markhor.layers.ReLU;
import io.github.markhor.layers.Reshape;
import io.github.markhor.layers.ZeroPadding2D;
import io.github.markhor.tensor.Shape;

/**
 * Depthwise convolutions for small machines: Howard and others, <a
 * href="https://arxiv.org/abs/1704.04861">"MobileNets: Efficient Convolutional Neural Networks for
 * Mobile Vision Applications"</a> (2017). See <a
 * href="https://keras.io/api/applications/mobilenet/">Keras: MobileNet</a>.
 */
public final class MobileNet extends Application<MobileNet> {
  private static final int[] FILTERS = {
    64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024
  };

  private double alpha = 1;
  private int depthMultiplier = 1;
  private double dropout = 0.001;

  private MobileNet() {
    super(null, 224, 32, Preprocessing.TF, null);
  }

  static MobileNet of() {
    return new MobileNet();
  }

  /** The width: what all numbers of filters are multiplied by. Default: 1. */
  public MobileNet alpha(double alpha) {
    return with(copy -> copy.alpha = checkedAlpha(alpha));
  }

  /** The number of filters for each channel of a depthwise convolution. Default: 1. */
  public MobileNet depthMultiplier(int depthMultiplier) {
    Require.positive("depthMultiplier", depthMultiplier);
    return with(copy -> copy.depthMultiplier = depthMultiplier);
  }

  /** The share of features that training drops before the classifier. Default: 0.001. */
  public MobileNet dropout(double dropout) {
    Require.fraction("dropout", dropout);
    return with(copy -> copy.dropout = dropout);
  }

  @Override
  String defaultName(Shape input) {
    return nameOf("mobilenet", alpha, input);
  }

  @Override
  PublishedWeights published(Shape input) {
    boolean widths = alpha == 0.25 || alpha == 0.5 || alpha == 0.75 || alpha == 1;
    if (!widths || depthMultiplier != 1) {
      return null;
    }
    String width = alpha == 1 ? "1_0" : (int) (alpha * 10) + "_" + (alpha == 0.5 ? 0 : 5);
    int size = sizeAmong(input, 128, 160, 192, 224);
    return PublishedWeights.of("mobilenet/mobilenet_" + width + '_' + size + "_tf", null, null)
        .endings(".h5", "_no_top.h5");
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    Symbol x =
        Conv2D.of((int) (32 * alpha), 3)
            .strides(2)
            .padding(Padding.SAME)
            .useBias(false)
            .name("conv1")
            .apply(input);
    x = normalizedRelu(x, "conv1");
    for (int i = 0; i < FILTERS.length; i++) {
      boolean halves = i > 0 && FILTERS[i] > FILTERS[i - 1];
      x = block(x, (int) (FILTERS[i] * alpha), halves ? 2 : 1, i + 1);
    }
    return x;
  }

  /** Convolves each channel alone, then mixes them. */
  private Symbol block(Symbol input, int filters, int strides, int id) {
    Symbol x = input;
    if (strides == 2) {
      x = ZeroPadding2D.of(0, 1, 0, 1).name("conv_pad_" + id).apply(x);
    }
    x =
        DepthwiseConv2D.of(3)
            .strides(strides)
            .padding(strides == 1 ? Padding.SAME : Padding.VALID)
            .depthMultiplier(depthMultiplier)
            .useBias(false)
            .name("conv_dw_" + id)
            .apply(x);
    x = normalizedRelu(x, "conv_dw_" + id);
    x = Conv2D.of(filters, 1).padding(Padding.SAME).useBias(false).name("conv_pw_" + id).apply(x);
    return normalizedRelu(x, "conv_pw_" + id);
  }

  private static Symbol normalizedRelu(Symbol x, String name) {
    Symbol normalized = BatchNormalization.of().name(name + "_bn").apply(x);
    return ReLU.of().maxValue(6).name(name + "_relu").apply(normalized);
  }

  @Override
  Symbol top(Symbol features, AutoNames names) {
    Symbol x = names.named(GlobalAveragePooling2D.of().keepdims(true)).apply(features);
    x = Dropout.of(dropout).name("dropout").apply(x);
    x = Conv2D.of(classes(), 1).padding(Padding.SAME).name("conv_preds").apply(x);
    x = Reshape.of(classes()).name("reshape_2").apply(x);
    return Activation.of(classifierActivation()).name("predictions").apply(x);
  }

  @Override
  boolean namesPooling() {
    return false;
  }
}
