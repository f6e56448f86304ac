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
import io.github.markhor.layers.Multiply;
import io.github.markhor.layers.Normalization;
import io.github.markhor.layers.Padding;
import io.github.markhor.layers.Rescaling;
import io.github.markhor.layers.Reshape;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Networks scaled in width, depth and size of the pictures at once: Tan and Le, <a
 * href="https://arxiv.org/abs/1905.11946">"EfficientNet: Rethinking Model Scaling for Convolutional
 * Neural Networks"</a> (2019). Pictures come in as they are, 0 to 255. See <a
 * href="https://keras.io/api/applications/efficientnet/">Keras: EfficientNet</a>.
 */
public final class EfficientNet extends Application<EfficientNet> {
  /** So many blocks, of which the first moves by {@code strides}. */
  private record Stage(int kernelSize, int blocks, int filters, int expansion, int strides) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(3, 1, 16, 1, 1),
          new Stage(3, 2, 24, 6, 2),
          new Stage(5, 2, 40, 6, 2),
          new Stage(3, 3, 80, 6, 2),
          new Stage(5, 3, 112, 6, 1),
          new Stage(5, 4, 192, 6, 2),
          new Stage(3, 1, 320, 6, 1));
  private static final VarianceScaling KERNEL =
      VarianceScaling.of(2, "fan_out", "truncated_normal");
  private static final VarianceScaling CLASSIFIER =
      VarianceScaling.of(1.0 / 3, "fan_out", "uniform");

  private static final double[] IMAGENET_SCALE =
      DoubleStream.of(0.229, 0.224, 0.225).map(deviation -> 1 / Math.sqrt(deviation)).toArray();

  /** The share of samples for which the last block is left out; fewer in those before. */
  private static final double DROP = 0.2;

  /** MD5 of the files with and without classifier, from B0 on. */
  private static final List<List<String>> DIGESTS =
      List.of(
          List.of("902e53a9f72be733fc0bcb005b3ebbac", "50bc09e76180e00e4465e1a485ddc09d"),
          List.of("1d254153d4ab51201f1646940f018540", "74c4e6b3e1f6a1eea24c589628592432"),
          List.of("b15cce36ff4dcbd00b6dd88e7857a6ad", "111f8e2ac8aa800a7a99e3239f7bfb39"),
          List.of("ffd1fdc53d0ce67064dc6a9c7960ede0", "af6d107764bb5b1abb91932881670226"),
          List.of("18c95ad55216b8f92d7e70b3a046e2fc", "ebc24e6d6c33eaebbd558eafbeedf1ba"),
          List.of("ace28f2a6363774853a83a0b21b9421a", "38879255a25d3c92d5e44e04ae6cec6f"),
          List.of("165f6e37dce68623721b423839de8be5", "9ecce42647a20130c1f39a5d4cb75743"),
          List.of("8c03f828fec3ef71311cd463b6759d99", "cbcfe4450ddf6f3ad90b1b398090fe4a"));

  private final double width;
  private final double depth;
  private final double dropout;

  /** Null: as the file of weights says. */
  private Boolean imageNetScaling;

  private EfficientNet(int number, double width, double depth, int size, double dropout) {
    super("efficientnetb" + number, size, 32, Preprocessing.NONE, published(number));
    this.width = width;
    this.depth = depth;
    this.dropout = dropout;
  }

  private static PublishedWeights published(int number) {
    List<String> digests = DIGESTS.get(number);
    return new PublishedWeights(
        "https://storage.googleapis.com/keras-applications/efficientnetb" + number,
        ".h5",
        "_notop.h5",
        digests.get(0),
        digests.get(1));
  }

  static EfficientNet b0() {
    return new EfficientNet(0, 1.0, 1.0, 224, 0.2);
  }

  static EfficientNet b1() {
    return new EfficientNet(1, 1.0, 1.1, 240, 0.2);
  }

  static EfficientNet b2() {
    return new EfficientNet(2, 1.1, 1.2, 260, 0.3);
  }

  static EfficientNet b3() {
    return new EfficientNet(3, 1.2, 1.4, 300, 0.3);
  }

  static EfficientNet b4() {
    return new EfficientNet(4, 1.4, 1.8, 380, 0.4);
  }

  static EfficientNet b5() {
    return new EfficientNet(5, 1.6, 2.2, 456, 0.4);
  }

  static EfficientNet b6() {
    return new EfficientNet(6, 1.8, 2.6, 528, 0.5);
  }

  static EfficientNet b7() {
    return new EfficientNet(7, 2.0, 3.1, 600, 0.5);
  }

  /**
   * Whether the pictures are also divided by the roots of ImageNet's deviations, 0.229, 0.224 and
   * 0.225, as the published weights want it: Keras does so with {@code weights="imagenet"} and in
   * no other case. Default: true if {@link #weights} is a file that Keras publishes, by its digest.
   * True for a file that was saved from such a model.
   */
  public EfficientNet imageNetScaling(boolean imageNetScaling) {
    return with(copy -> copy.imageNetScaling = imageNetScaling);
  }

  private int filters(int filters) {
    return divisibleBy8(filters * width);
  }

  private int blocks(Stage stage) {
    return (int) Math.ceil(depth * stage.blocks);
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    Symbol x = names.named(Rescaling.of(1 / 255.0)).apply(input);
    x = names.named(Normalization.of()).apply(x);
    if (imageNetScaling == null ? hasPublishedWeights() : imageNetScaling) {
      x = names.named(Rescaling.of(IMAGENET_SCALE)).apply(x);
    }
    x = padding(x, 3).name("stem_conv_pad").apply(x);
    x = conv(filters(32), 3).strides(2).padding(Padding.VALID).name("stem_conv").apply(x);
    x = activated(normalized(x, "stem_bn"), "stem_activation");
    double all = STAGES.stream().mapToInt(this::blocks).sum();
    int number = 0;
    for (int i = 0; i < STAGES.size(); i++) {
      Stage stage = STAGES.get(i);
      for (int j = 0; j < blocks(stage); j++) {
        String name = "block" + (i + 1) + (char) ('a' + j) + '_';
        x = block(x, stage, j == 0 ? stage.strides : 1, DROP * number++ / all, name);
      }
    }
    x = conv(filters(1280), 1).name("top_conv").apply(x);
    return activated(normalized(x, "top_bn"), "top_activation");
  }

  /** Expands the channels, convolves each alone, weighs them, and projects them to fewer. */
  private Symbol block(Symbol input, Stage stage, int strides, double drop, String name) {
    int channels = input.shape().size(2);
    int expanded = channels * stage.expansion;
    int filters = filters(stage.filters);
    Symbol x = input;
    if (stage.expansion != 1) {
      x = conv(expanded, 1).name(name + "expand_conv").apply(x);
      x = activated(normalized(x, name + "expand_bn"), name + "expand_activation");
    }
    if (strides == 2) {
      x = padding(x, stage.kernelSize).name(name + "dwconv_pad").apply(x);
    }
    x =
        DepthwiseConv2D.of(stage.kernelSize)
            .strides(strides)
            .padding(strides == 1 ? Padding.SAME : Padding.VALID)
            .useBias(false)
            .depthwiseInitializer(KERNEL)
            .name(name + "dwconv")
            .apply(x);
    x = activated(normalized(x, name + "bn"), name + "activation");
    x = weighed(x, Math.max(1, channels / 4), name + "se_");
    x = normalized(conv(filters, 1).name(name + "project_conv").apply(x), name + "project_bn");
    if (strides != 1 || channels != filters) {
      return x;
    }
    if (drop > 0) {
      x = Dropout.of(drop).noiseShape(-1, 1, 1, 1).name(name + "drop").apply(x);
    }
    return Add.of().name(name + "add").apply(x, input);
  }

  /** Squeeze and excitation: each channel times a factor that all of them decide. */
  static Symbol weighed(Symbol x, int squeezed, String name) {
    int channels = x.shape().size(2);
    Symbol factors = GlobalAveragePooling2D.of().name(name + "squeeze").apply(x);
    factors = Reshape.of(1, 1, channels).name(name + "reshape").apply(factors);
    factors =
        conv(squeezed, 1)
            .useBias(true)
            .activation(Activations.SILU)
            .name(name + "reduce")
            .apply(factors);
    factors =
        conv(channels, 1)
            .useBias(true)
            .activation(Activations.SIGMOID)
            .name(name + "expand")
            .apply(factors);
    return Multiply.of().name(name + "excite").apply(x, factors);
  }

  private static Conv2D conv(int filters, int kernelSize) {
    return Conv2D.of(filters, kernelSize)
        .padding(Padding.SAME)
        .useBias(false)
        .kernelInitializer(KERNEL);
  }

  private static Symbol normalized(Symbol x, String name) {
    return BatchNormalization.of().name(name).apply(x);
  }

  private static Symbol activated(Symbol x, String name) {
    return Activation.of(Activations.SILU).name(name).apply(x);
  }

  @Override
  Symbol top(Symbol features, AutoNames names) {
    Symbol x = GlobalAveragePooling2D.of().name("avg_pool").apply(features);
    x = Dropout.of(dropout).name("top_dropout").apply(x);
    return classifier().kernelInitializer(CLASSIFIER).apply(x);
  }
}
