package io.github.markhor.applications;

import io.github.markhor.initializers.VarianceScaling;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.DepthwiseConv2D;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Normalization;
import io.github.markhor.layers.Padding;
import io.github.markhor.layers.Rescaling;
import java.util.List;

/**
 * EfficientNets that train faster, with full convolutions in the early blocks: Tan and Le, <a
 * href="https://arxiv.org/abs/2104.00298">"EfficientNetV2: Smaller Models and Faster Training"</a>
 * (2021). Pictures come in as they are, 0 to 255. See <a
 * href="https://keras.io/api/applications/efficientnet_v2/">Keras: EfficientNetV2</a>.
 */
public final class EfficientNetV2 extends Application<EfficientNetV2> {
  /**
   * So many blocks, of which the first moves by {@code strides}.
   *
   * @param fused whether one full convolution stands for the expansion and the depthwise one
   */
  private record Stage(boolean fused, int blocks, int filters, int expansion, int strides) {}

  private static final List<Stage> B =
      List.of(
          new Stage(true, 1, 16, 1, 1),
          new Stage(true, 2, 32, 4, 2),
          new Stage(true, 2, 48, 4, 2),
          new Stage(false, 3, 96, 4, 2),
          new Stage(false, 5, 112, 6, 1),
          new Stage(false, 8, 192, 6, 2));
  private static final List<Stage> S =
      List.of(
          new Stage(true, 2, 24, 1, 1),
          new Stage(true, 4, 48, 4, 2),
          new Stage(true, 4, 64, 4, 2),
          new Stage(false, 6, 128, 4, 2),
          new Stage(false, 9, 160, 6, 1),
          new Stage(false, 15, 256, 6, 2));
  private static final List<Stage> M =
      List.of(
          new Stage(true, 3, 24, 1, 1),
          new Stage(true, 5, 48, 4, 2),
          new Stage(true, 5, 80, 4, 2),
          new Stage(false, 7, 160, 4, 2),
          new Stage(false, 14, 176, 6, 1),
          new Stage(false, 18, 304, 6, 2),
          new Stage(false, 5, 512, 6, 1));
  private static final List<Stage> L =
      List.of(
          new Stage(true, 4, 32, 1, 1),
          new Stage(true, 7, 64, 4, 2),
          new Stage(true, 7, 96, 4, 2),
          new Stage(false, 10, 192, 4, 2),
          new Stage(false, 19, 224, 6, 1),
          new Stage(false, 25, 384, 6, 2),
          new Stage(false, 7, 640, 6, 1));

  private static final VarianceScaling KERNEL =
      VarianceScaling.of(2, "fan_out", "truncated_normal");
  private static final VarianceScaling CLASSIFIER =
      VarianceScaling.of(1.0 / 3, "fan_out", "uniform");

  /** The share of samples for which the last block is left out; fewer in those before. */
  private static final double DROP = 0.2;

  private final List<Stage> stages;
  private final int stemFilters;
  private final double width;
  private final double depth;
  private boolean includePreprocessing = true;

  private EfficientNetV2(
      String version,
      int size,
      String digestWithTop,
      String digestWithoutTop,
      List<Stage> stages,
      int stemFilters,
      double width,
      double depth) {
    super(
        "efficientnetv2-" + version,
        size,
        32,
        Preprocessing.NONE,
        PublishedWeights.of(
            "efficientnet_v2/efficientnetv2-" + version, digestWithTop, digestWithoutTop));
    this.stages = stages;
    this.stemFilters = stemFilters;
    this.width = width;
    this.depth = depth;
  }

  static EfficientNetV2 b0() {
    return new EfficientNetV2(
        "b0",
        224,
        "21ecbf6da12460d5c40bb2f29ceb2188",
        "893217f2bb855e2983157299931e43ff",
        B,
        32,
        1.0,
        1.0);
  }

  static EfficientNetV2 b1() {
    return new EfficientNetV2(
        "b1",
        240,
        "069f0534ff22adf035c89e2d9547a9dc",
        "0e80663031ca32d657f9caa404b6ec37",
        B,
        32,
        1.0,
        1.1);
  }

  static EfficientNetV2 b2() {
    return new EfficientNetV2(
        "b2",
        260,
        "424e49f28180edbde1e94797771950a7",
        "1dfe2e7a5d45b6632553a8961ea609eb",
        B,
        32,
        1.1,
        1.2);
  }

  static EfficientNetV2 b3() {
    return new EfficientNetV2(
        "b3",
        300,
        "1f1fc43bd98a6e4fd8fdfd551e02c7a0",
        "f6abf7b5849ac99a89b50dd3fd532856",
        B,
        32,
        1.2,
        1.4);
  }

  static EfficientNetV2 s() {
    return new EfficientNetV2(
        "s",
        384,
        "e1d88a8495beba45748fedd0cecbe016",
        "af0682fb74e8c54910f2d4393339c070",
        S,
        24,
        1.0,
        1.0);
  }

  static EfficientNetV2 m() {
    return new EfficientNetV2(
        "m",
        480,
        "a3bf6aa3276309f4fc6a34aa114c95cd",
        "1b8dc055df72dde80d614482840fe342",
        M,
        24,
        1.0,
        1.0);
  }

  static EfficientNetV2 l() {
    return new EfficientNetV2(
        "l",
        480,
        "27e6d408b53c7ebc868fefa357689935",
        "b0b66b5c863aef5b46e8608fe1711615",
        L,
        32,
        1.0,
        1.0);
  }

  /**
   * Whether the network begins with layers that bring 0..255 to what the weights want; without,
   * that is the caller's work. Default: true.
   */
  public EfficientNetV2 includePreprocessing(boolean includePreprocessing) {
    return with(copy -> copy.includePreprocessing = includePreprocessing);
  }

  private int filters(int filters) {
    return Math.max(8, (int) (filters * width + 4) / 8 * 8);
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    Symbol x = includePreprocessing ? preprocessed(input, names) : input;
    x = conv(filters(stemFilters), 3).strides(2).name("stem_conv").apply(x);
    x = activated(normalized(x, "stem_bn"), "stem_activation");
    double all = stages.stream().mapToInt(Stage::blocks).sum();
    int number = 0;
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      for (int j = 0; j < Math.ceil(depth * stage.blocks); j++) {
        String name = "block" + (i + 1) + (char) ('a' + j) + '_';
        x = block(x, stage, j == 0 ? stage.strides : 1, DROP * number++ / all, name);
      }
    }
    x = conv(filters(1280), 1).name("top_conv").apply(x);
    return activated(normalized(x, "top_bn"), "top_activation");
  }

  /** B0 to B3 want ImageNet's statistics, the others -1 to 1, as do pictures not of 3 channels. */
  private Symbol preprocessed(Symbol input, AutoNames names) {
    if (stages != B || input.shape().size(2) != 3) {
      return names.named(Rescaling.of(1 / 128.0, -1)).apply(input);
    }
    double[] mean = {0.485, 0.456, 0.406};
    double[] variance = {0.229 * 0.229, 0.224 * 0.224, 0.225 * 0.225};
    Symbol x = names.named(Rescaling.of(1 / 255.0)).apply(input);
    return names.named(Normalization.of(mean, variance)).apply(x);
  }

  private Symbol block(Symbol input, Stage stage, int strides, double drop, String name) {
    int channels = input.shape().size(2);
    int filters = filters(stage.filters);
    Symbol x =
        stage.fused
            ? fused(input, stage, strides, filters, name)
            : separable(input, stage, strides, filters, name);
    if (strides != 1 || channels != filters) {
      return x;
    }
    if (drop > 0) {
      x = Dropout.of(drop).noiseShape(-1, 1, 1, 1).name(name + "drop").apply(x);
    }
    return Add.of().name(name + "add").apply(x, input);
  }

  /** One full convolution, which expands the channels, and their projection to fewer. */
  private static Symbol fused(Symbol input, Stage stage, int strides, int filters, String name) {
    Symbol x = input;
    if (stage.expansion == 1) {
      x = conv(filters, 3).strides(strides).name(name + "project_conv").apply(x);
      return activated(normalized(x, name + "project_bn"), name + "project_activation");
    }
    int expanded = input.shape().size(2) * stage.expansion;
    x = conv(expanded, 3).strides(strides).name(name + "expand_conv").apply(x);
    x = activated(normalized(x, name + "expand_bn"), name + "expand_activation");
    return normalized(conv(filters, 1).name(name + "project_conv").apply(x), name + "project_bn");
  }

  /** Expands the channels, convolves each alone, weighs them, and projects them to fewer. */
  private static Symbol separable(
      Symbol input, Stage stage, int strides, int filters, String name) {
    int channels = input.shape().size(2);
    Symbol x = conv(channels * stage.expansion, 1).name(name + "expand_conv").apply(input);
    x = activated(normalized(x, name + "expand_bn"), name + "expand_activation");
    x =
        DepthwiseConv2D.of(3)
            .strides(strides)
            .padding(Padding.SAME)
            .useBias(false)
            .depthwiseInitializer(KERNEL)
            .name(name + "dwconv2")
            .apply(x);
    x = activated(normalized(x, name + "bn"), name + "activation");
    x = EfficientNet.weighed(x, Math.max(1, channels / 4), name + "se_");
    return normalized(conv(filters, 1).name(name + "project_conv").apply(x), name + "project_bn");
  }

  private static Conv2D conv(int filters, int kernelSize) {
    return Conv2D.of(filters, kernelSize)
        .padding(Padding.SAME)
        .useBias(false)
        .kernelInitializer(KERNEL);
  }

  private static Symbol normalized(Symbol x, String name) {
    return BatchNormalization.of().momentum(0.9).name(name).apply(x);
  }

  private static Symbol activated(Symbol x, String name) {
    return Activation.of(Activations.SILU).name(name).apply(x);
  }

  @Override
  Symbol top(Symbol features, AutoNames names) {
    Symbol x = GlobalAveragePooling2D.of().name("avg_pool").apply(features);
    x = Dropout.of(0.2).name("top_dropout").apply(x);
    return classifier().kernelInitializer(CLASSIFIER).apply(x);
  }
}
