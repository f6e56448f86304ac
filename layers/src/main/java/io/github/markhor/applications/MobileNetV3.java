package io.github.markhor.applications;

import io.github.markhor.config.Require;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.DepthwiseConv2D;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Multiply;
import io.github.markhor.layers.Padding;
import io.github.markhor.layers.ReLU;
import io.github.markhor.layers.Rescaling;
import io.github.markhor.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * Networks that a search has found for small machines, with squeeze and excitation: Howard and
 * others, <a href="https://arxiv.org/abs/1905.02244">"Searching for MobileNetV3"</a> (2019).
 * Pictures come in as they are, 0 to 255. See <a
 * href="https://keras.io/api/applications/mobilenet/">Keras: MobileNetV3</a>.
 */
public final class MobileNetV3 extends Application<MobileNetV3> {
  /**
   * An inverted residual.
   *
   * @param expansion how many times as many channels it has between
   * @param large whether its window is 5×5 and not 3×3
   * @param squeezes whether it weighs the channels
   * @param hardSwish whether it activates by hard swish and not by relu
   */
  private record Block(
      double expansion,
      int filters,
      boolean large,
      int strides,
      boolean squeezes,
      boolean hardSwish) {}

  private static final List<Block> SMALL =
      List.of(
          new Block(1, 16, false, 2, true, false),
          new Block(72 / 16.0, 24, false, 2, false, false),
          new Block(88 / 24.0, 24, false, 1, false, false),
          new Block(4, 40, true, 2, true, true),
          new Block(6, 40, true, 1, true, true),
          new Block(6, 40, true, 1, true, true),
          new Block(3, 48, true, 1, true, true),
          new Block(3, 48, true, 1, true, true),
          new Block(6, 96, true, 2, true, true),
          new Block(6, 96, true, 1, true, true),
          new Block(6, 96, true, 1, true, true));
  private static final List<Block> LARGE =
      List.of(
          new Block(1, 16, false, 1, false, false),
          new Block(4, 24, false, 2, false, false),
          new Block(3, 24, false, 1, false, false),
          new Block(3, 40, true, 2, true, false),
          new Block(3, 40, true, 1, true, false),
          new Block(3, 40, true, 1, true, false),
          new Block(6, 80, false, 2, false, true),
          new Block(2.5, 80, false, 1, false, true),
          new Block(2.3, 80, false, 1, false, true),
          new Block(2.3, 80, false, 1, false, true),
          new Block(6, 112, false, 1, true, true),
          new Block(6, 112, false, 1, true, true),
          new Block(6, 160, true, 2, true, true),
          new Block(6, 160, true, 1, true, true),
          new Block(6, 160, true, 1, true, true));

  /** MD5 of the files with and without classifier, by kind and width. */
  private static final Map<String, List<String>> DIGESTS =
      Map.of(
          "large_224_0.75_float",
          List.of("765b44a33ad4005b3ac83185abf1d0eb", "40af19a13ebea4e2ee0c676887f69a2e"),
          "large_224_1.0_float",
          List.of("59e551e166be033d707958cf9e29a6a7", "07fb09a5933dd0c8eaafa16978110389"),
          "large_minimalistic_224_1.0_float",
          List.of("675e7b876c45c57e9e63e6d90a36599c", "ec5221f64a2f6d1ef965a614bdae7973"),
          "small_224_0.75_float",
          List.of("cb65d4e5be93758266aa0a7f2c6708b7", "ebdb5cc8e0b497cd13a7c275d475c819"),
          "small_224_1.0_float",
          List.of("8768d4c2e7dee89b9d02b2d03d65d862", "d3e8ec802a04aa4fc771ee12a9a9b836"),
          "small_minimalistic_224_1.0_float",
          List.of("99cd97fb2fcdad2bf028eb838de69e37", "cde8136e733e811080d9fcd8a252f7e4"));

  private final String kind;
  private final List<Block> blocks;
  private final int lastFilters;
  private double alpha = 1;
  private boolean minimalistic;
  private boolean includePreprocessing = true;
  private double dropoutRate = 0.2;

  private MobileNetV3(String name, String kind, List<Block> blocks, int lastFilters) {
    super(name, 224, 32, Preprocessing.NONE, null);
    this.kind = kind;
    this.blocks = blocks;
    this.lastFilters = lastFilters;
  }

  static MobileNetV3 small() {
    return new MobileNetV3("MobileNetV3Small", "small", SMALL, 1024);
  }

  static MobileNetV3 large() {
    return new MobileNetV3("MobileNetV3Large", "large", LARGE, 1280);
  }

  /** The width: what all numbers of filters are multiplied by. Default: 1. */
  public MobileNetV3 alpha(double alpha) {
    return with(copy -> copy.alpha = checkedAlpha(alpha));
  }

  /**
   * Whether there is neither squeeze and excitation, nor hard swish, nor a window of 5×5. Default:
   * false.
   */
  public MobileNetV3 minimalistic(boolean minimalistic) {
    return with(copy -> copy.minimalistic = minimalistic);
  }

  /**
   * Whether the network begins with a layer that brings 0..255 to -1..1; without, that is the
   * caller's work. Default: true.
   */
  public MobileNetV3 includePreprocessing(boolean includePreprocessing) {
    return with(copy -> copy.includePreprocessing = includePreprocessing);
  }

  /** The share of features that training drops before the classifier. Default: 0.2. */
  public MobileNetV3 dropoutRate(double dropoutRate) {
    Require.fraction("dropoutRate", dropoutRate);
    return with(copy -> copy.dropoutRate = dropoutRate);
  }

  /** As in Keras, pictures of any size. */
  @Override
  Shape defaultShape(boolean includeTop) {
    return super.defaultShape(false);
  }

  @Override
  boolean needsSize(boolean includeTop) {
    return false;
  }

  @Override
  PublishedWeights published(Shape input) {
    String version = kind + (minimalistic ? "_minimalistic" : "") + "_224_" + alpha + "_float";
    List<String> digests = DIGESTS.get(version);
    return digests == null
        ? null
        : PublishedWeights.of(
                "mobilenet_v3/weights_mobilenet_v3_" + version, digests.get(0), digests.get(1))
            .endings(".h5", "_no_top_v2.h5");
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    Symbol x = input;
    if (includePreprocessing) {
      x = names.named(Rescaling.of(1 / 127.5, -1)).apply(x);
    }
    x = Conv2D.of(16, 3).strides(2).padding(Padding.SAME).useBias(false).name("conv").apply(x);
    x = activated(normalized(x, "conv_bn"), true, names);
    for (int id = 0; id < blocks.size(); id++) {
      x = block(x, blocks.get(id), id, names);
    }
    x = pointwise(x, divisibleBy8(x.shape().size(2) * 6), "conv_1");
    return activated(normalized(x, "conv_1_bn"), true, names);
  }

  private Symbol block(Symbol input, Block block, int id, AutoNames names) {
    String name = id == 0 ? "expanded_conv_" : "expanded_conv_" + id + '_';
    int channels = input.shape().size(2);
    int expanded = divisibleBy8(channels * block.expansion);
    int filters = divisibleBy8(block.filters * alpha);
    int kernelSize = block.large && !minimalistic ? 5 : 3;
    Symbol x = input;
    if (id > 0) {
      x = normalized(pointwise(x, expanded, name + "expand"), name + "expand_bn");
      x = activated(x, block.hardSwish, names);
    }
    if (block.strides == 2) {
      x = padding(x, kernelSize).name(name + "depthwise_pad").apply(x);
    }
    x =
        DepthwiseConv2D.of(kernelSize)
            .strides(block.strides)
            .padding(block.strides == 1 ? Padding.SAME : Padding.VALID)
            .useBias(false)
            .name(name + "depthwise")
            .apply(x);
    x = activated(normalized(x, name + "depthwise_bn"), block.hardSwish, names);
    if (block.squeezes && !minimalistic) {
      x = weighed(x, expanded, name + "squeeze_excite_", names);
    }
    x = normalized(pointwise(x, filters, name + "project"), name + "project_bn");
    return block.strides == 1 && channels == filters
        ? Add.of().name(name + "add").apply(input, x)
        : x;
  }

  /** Squeeze and excitation: each channel times a factor that all of them decide. */
  private static Symbol weighed(Symbol x, int channels, String name, AutoNames names) {
    Symbol factors = GlobalAveragePooling2D.of().keepdims(true).name(name + "avg_pool").apply(x);
    factors =
        Conv2D.of(divisibleBy8(channels * 0.25), 1)
            .padding(Padding.SAME)
            .name(name + "conv")
            .apply(factors);
    factors = ReLU.of().name(name + "relu").apply(factors);
    factors = Conv2D.of(channels, 1).padding(Padding.SAME).name(name + "conv_1").apply(factors);
    return Multiply.of().name(name + "mul").apply(x, hardSigmoid(factors, names));
  }

  /** relu6(x + 3) / 6. Keras takes operations for the sum and the quotient, and calls them so. */
  private static Symbol hardSigmoid(Symbol x, AutoNames names) {
    Symbol sum = names.named(Rescaling.of(1, 3), "add").apply(x);
    Symbol limited = names.named(ReLU.of().maxValue(6)).apply(sum);
    return names.named(Rescaling.of(1 / 6.0), "multiply").apply(limited);
  }

  private Symbol activated(Symbol x, boolean hardSwish, AutoNames names) {
    return hardSwish && !minimalistic
        ? names.named(Activation.of(Activations.HARD_SILU)).apply(x)
        : names.named(ReLU.of()).apply(x);
  }

  private static Symbol pointwise(Symbol x, int filters, String name) {
    return Conv2D.of(filters, 1).padding(Padding.SAME).useBias(false).name(name).apply(x);
  }

  private static Symbol normalized(Symbol x, String name) {
    return BatchNormalization.of().epsilon(1e-3).momentum(0.999).name(name).apply(x);
  }

  @Override
  Symbol top(Symbol features, AutoNames names) {
    int filters = alpha > 1 ? divisibleBy8(lastFilters * alpha) : lastFilters;
    Symbol x = names.named(GlobalAveragePooling2D.of().keepdims(true)).apply(features);
    x = Conv2D.of(filters, 1).padding(Padding.SAME).name("conv_2").apply(x);
    x = activated(x, true, names);
    if (dropoutRate > 0) {
      x = names.named(Dropout.of(dropoutRate)).apply(x);
    }
    x = Conv2D.of(classes(), 1).padding(Padding.SAME).name("logits").apply(x);
    x = names.named(Flatten.of()).apply(x);
    return Activation.of(classifierActivation()).name("predictions").apply(x);
  }
}
