package io.github.markhor.applications;

import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.DepthwiseConv2D;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Padding;
import io.github.markhor.layers.ReLU;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * Inverted residuals for small machines: Sandler, Howard, Zhu, Zhmoginov and Chen, <a
 * href="https://arxiv.org/abs/1801.04381">"MobileNetV2: Inverted Residuals and Linear
 * Bottlenecks"</a> (2018). See <a href="https://keras.io/api/applications/mobilenet/">Keras:
 * MobileNetV2</a>.
 */
public final class MobileNetV2 extends Application<MobileNetV2> {
  /** So many blocks, of which the first moves by {@code strides}. */
  private record Stage(int filters, int blocks, int strides) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(16, 1, 1),
          new Stage(24, 2, 2),
          new Stage(32, 3, 2),
          new Stage(64, 4, 2),
          new Stage(96, 3, 1),
          new Stage(160, 3, 2),
          new Stage(320, 1, 1));
  private static final int EXPANSION = 6;

  private double alpha = 1;

  private MobileNetV2() {
    super(null, 224, 32, Preprocessing.TF, null);
  }

  static MobileNetV2 of() {
    return new MobileNetV2();
  }

  /** The width: what all numbers of filters are multiplied by. Default: 1. */
  public MobileNetV2 alpha(double alpha) {
    return with(copy -> copy.alpha = checkedAlpha(alpha));
  }

  @Override
  String defaultName(Shape input) {
    return nameOf("mobilenetv2", alpha, input);
  }

  @Override
  PublishedWeights published(Shape input) {
    if (!List.of(0.35, 0.5, 0.75, 1.0, 1.3, 1.4).contains(alpha)) {
      return null;
    }
    int size = sizeAmong(input, 96, 128, 160, 192, 224);
    String file = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_" + alpha + '_' + size;
    return PublishedWeights.of("mobilenet_v2/" + file, null, null).endings(".h5", "_no_top.h5");
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    Symbol x =
        Conv2D.of(divisibleBy8(32 * alpha), 3)
            .strides(2)
            .padding(Padding.SAME)
            .useBias(false)
            .name("Conv1")
            .apply(input);
    x = relu(normalized(x, "bn_Conv1"), "Conv1_relu");
    int id = 0;
    for (Stage stage : STAGES) {
      int filters = divisibleBy8((int) (stage.filters * alpha));
      for (int block = 0; block < stage.blocks; block++) {
        x = block(x, filters, block == 0 ? stage.strides : 1, id++);
      }
    }
    int last = alpha > 1 ? divisibleBy8(1280 * alpha) : 1280;
    x = Conv2D.of(last, 1).useBias(false).name("Conv_1").apply(x);
    return relu(normalized(x, "Conv_1_bn"), "out_relu");
  }

  /** Expands the channels, convolves each alone, and projects them to fewer. */
  private static Symbol block(Symbol input, int filters, int strides, int id) {
    String name = id == 0 ? "expanded_conv_" : "block_" + id + '_';
    int channels = input.shape().size(2);
    Symbol x = input;
    if (id > 0) {
      x = pointwise(x, EXPANSION * channels, name + "expand");
      x = relu(normalized(x, name + "expand_BN"), name + "expand_relu");
    }
    if (strides == 2) {
      x = padding(x, 3).name(name + "pad").apply(x);
    }
    x =
        DepthwiseConv2D.of(3)
            .strides(strides)
            .padding(strides == 1 ? Padding.SAME : Padding.VALID)
            .useBias(false)
            .name(name + "depthwise")
            .apply(x);
    x = relu(normalized(x, name + "depthwise_BN"), name + "depthwise_relu");
    x = normalized(pointwise(x, filters, name + "project"), name + "project_BN");
    return channels == filters && strides == 1 ? Add.of().name(name + "add").apply(input, x) : x;
  }

  private static Symbol pointwise(Symbol x, int filters, String name) {
    return Conv2D.of(filters, 1).padding(Padding.SAME).useBias(false).name(name).apply(x);
  }

  private static Symbol normalized(Symbol x, String name) {
    return BatchNormalization.of().epsilon(1e-3).momentum(0.999).name(name).apply(x);
  }

  private static Symbol relu(Symbol x, String name) {
    return ReLU.of().maxValue(6).name(name).apply(x);
  }

  @Override
  Symbol top(Symbol x, AutoNames names) {
    return classifier().apply(names.named(GlobalAveragePooling2D.of()).apply(x));
  }

  @Override
  boolean namesPooling() {
    return false;
  }
}
