package io.github.markhor.applications;

import io.github.markhor.layer.Nested;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.LayerNormalization;
import io.github.markhor.layers.LayerScale;
import io.github.markhor.layers.Normalization;
import io.github.markhor.layers.Padding;
import java.util.Arrays;

/**
 * Convolutional networks in the manner of transformers: Liu, Mao, Wu, Feichtenhofer, Darrell and
 * Xie, <a href="https://arxiv.org/abs/2201.03545">"A ConvNet for the 2020s"</a> (2022). Pictures of
 * three channels come in as they are, 0 to 255. See <a
 * href="https://keras.io/api/applications/convnext/">Keras: ConvNeXt</a>.
 */
public final class ConvNeXt extends Application<ConvNeXt> {
  private static final double EPSILON = 1e-6;
  private static final double FIRST_SCALE = 1e-6;

  private final int[] blocks;

  /** The number of channels in each stage. */
  private final int[] channels;

  private boolean includePreprocessing = true;

  private ConvNeXt(
      String size, String digestWithTop, String digestWithoutTop, int[] blocks, int... channels) {
    super(
        "convnext_" + size,
        224,
        32,
        Preprocessing.NONE,
        PublishedWeights.of("convnext/convnext_" + size, digestWithTop, digestWithoutTop));
    this.blocks = blocks;
    this.channels = channels;
  }

  static ConvNeXt tiny() {
    return new ConvNeXt(
        "tiny",
        "8ae6e78ce2933352b1ef4008e6dd2f17bc40771563877d156bc6426c7cf503ff",
        "d547c096cabd03329d7be5562c5e14798aa39ed24b474157cef5e85ab9e49ef1",
        new int[] {3, 3, 9, 3},
        96,
        192,
        384,
        768);
  }

  static ConvNeXt small() {
    return new ConvNeXt(
        "small",
        "ce1277d8f1ee5a0ef0e171469089c18f5233860ceaf9b168049cb9263fd7483c",
        "6fc8009faa2f00c1c1dfce59feea9b0745eb260a7dd11bee65c8e20843da6eab",
        new int[] {3, 3, 27, 3},
        96,
        192,
        384,
        768);
  }

  static ConvNeXt base() {
    return new ConvNeXt(
        "base",
        "52cbb006d3dadd03f6e095a8ca1aca47aecdd75acb4bc74bce1f5c695d0086e6",
        "40a20c5548a5e9202f69735ecc06c990e6b7c9d2de39f0361e27baeb24cb7c45",
        new int[] {3, 3, 27, 3},
        128,
        256,
        512,
        1024);
  }

  static ConvNeXt large() {
    return new ConvNeXt(
        "large",
        "070c5ed9ed289581e477741d3b34beffa920db8cf590899d6d2c67fba2a198a6",
        "96f02b6f0753d4f543261bc9d09bed650f24dd6bc02ddde3066135b63d23a1cd",
        new int[] {3, 3, 27, 3},
        192,
        384,
        768,
        1536);
  }

  static ConvNeXt xLarge() {
    return new ConvNeXt(
        "xlarge",
        "c1f5ccab661354fc3a79a10fa99af82f0fbf10ec65cb894a3ae0815f17a889ee",
        "de3f8a54174130e0cecdc71583354753d557fcf1f4487331558e2a16ba0cfe05",
        new int[] {3, 3, 27, 3},
        256,
        512,
        1024,
        2048);
  }

  /**
   * Whether the network begins with a layer that normalizes 0..255 by ImageNet's statistics;
   * without, that is the caller's work. Default: true.
   */
  public ConvNeXt includePreprocessing(boolean includePreprocessing) {
    return with(copy -> copy.includePreprocessing = includePreprocessing);
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    Symbol x = input;
    if (includePreprocessing && input.shape().size(2) == 3) {
      x = normalization().name(name() + "_prestem_normalization").apply(x);
    }
    x =
        Nested.of(
                Conv2D.of(channels[0], 4).strides(4).name(name() + "_stem_conv"),
                normalized(name() + "_stem_layernorm"))
            .name(name() + "_stem")
            .apply(x);
    for (int stage = 0; stage < blocks.length; stage++) {
      if (stage > 0) {
        x = halved(x, stage);
      }
      for (int block = 0; block < blocks[stage]; block++) {
        x = block(x, channels[stage], name() + "_stage_" + stage + "_block_" + block, names);
      }
    }
    return x;
  }

  private static Normalization normalization() {
    double[] mean = {0.485 * 255, 0.456 * 255, 0.406 * 255};
    double[] deviation = {0.229 * 255, 0.224 * 255, 0.225 * 255};
    return Normalization.of(mean, Arrays.stream(deviation).map(d -> d * d).toArray());
  }

  private Symbol halved(Symbol x, int stage) {
    int number = stage - 1;
    return Nested.of(
            normalized(name() + "_downsampling_layernorm_" + number),
            Conv2D.of(channels[stage], 2).strides(2).name(name() + "_downsampling_conv_" + number))
        .name(name() + "_downsampling_block_" + number)
        .apply(x);
  }

  /** Convolves each channel alone, mixes them through four times as many, and adds the input. */
  private static Symbol block(Symbol input, int channels, String name, AutoNames names) {
    Symbol x =
        Conv2D.of(channels, 7)
            .padding(Padding.SAME)
            .groups(channels)
            .name(name + "_depthwise_conv")
            .apply(input);
    x = normalized(name + "_layernorm").apply(x);
    x = Dense.of(4 * channels).name(name + "_pointwise_conv_1").apply(x);
    x = Activation.of(Activations.GELU).name(name + "_gelu").apply(x);
    x = Dense.of(channels).name(name + "_pointwise_conv_2").apply(x);
    x = LayerScale.of(FIRST_SCALE, channels).name(name + "_layer_scale").apply(x);
    x = Activation.of(Activations.LINEAR).name(name + "_identity").apply(x);
    return names.named(Add.of()).apply(input, x);
  }

  private static LayerNormalization normalized(String name) {
    return LayerNormalization.of().epsilon(EPSILON).name(name);
  }

  @Override
  Symbol top(Symbol features, AutoNames names) {
    Symbol x = GlobalAveragePooling2D.of().name(name() + "_head_gap").apply(features);
    x = normalized(name() + "_head_layernorm").apply(x);
    return classifier().name(name() + "_head_dense").apply(x);
  }

  @Override
  Symbol bottom(Symbol features, AutoNames names) {
    Symbol x = super.bottom(features, names);
    return names.named(LayerNormalization.of().epsilon(EPSILON)).apply(x);
  }

  @Override
  boolean namesPooling() {
    return false;
  }
}
