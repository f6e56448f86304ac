package io.github.markhor.applications;

import static io.github.markhor.applications.InceptionLayers.concatenated;
import static io.github.markhor.applications.InceptionLayers.conv;
import static io.github.markhor.applications.InceptionLayers.valid;

import io.github.markhor.applications.InceptionLayers.Conv;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.CustomScaleLayer;
import io.github.markhor.layers.Padding;
import java.util.List;

/**
 * Inception's branches, scaled and added to their input: Szegedy, Ioffe, Vanhoucke and Alemi, <a
 * href="https://arxiv.org/abs/1602.07261">"Inception-v4, Inception-ResNet and the Impact of
 * Residual Connections on Learning"</a> (2017). See <a
 * href="https://keras.io/api/applications/inceptionresnetv2/">Keras: InceptionResNetV2</a>.
 */
public final class InceptionResNetV2 extends Application<InceptionResNetV2> {
  /** So many blocks of the same branches, each of which is multiplied by {@code scale}. */
  private record Stage(String name, int blocks, double scale, List<List<Conv>> branches) {}

  private static final Stage BLOCK35 =
      new Stage(
          "block35",
          10,
          0.17,
          List.of(
              List.of(conv(32, 1)),
              List.of(conv(32, 1), conv(32, 3)),
              List.of(conv(32, 1), conv(48, 3), conv(64, 3))));
  private static final Stage BLOCK17 =
      new Stage(
          "block17",
          20,
          0.1,
          List.of(List.of(conv(192, 1)), List.of(conv(128, 1), conv(160, 1, 7), conv(192, 7, 1))));
  private static final Stage BLOCK8 =
      new Stage(
          "block8",
          9,
          0.2,
          List.of(List.of(conv(192, 1)), List.of(conv(192, 1), conv(224, 1, 3), conv(256, 3, 1))));

  private InceptionResNetV2() {
    super(
        "inception_resnet_v2",
        299,
        75,
        Preprocessing.TF,
        PublishedWeights.kernels(
            "inception_resnet_v2/inception_resnet_v2",
            "e693bd0210a403b3192acc6073ad2e96",
            "d19885ff4a710c122648d3b5c3b684e4"));
  }

  static InceptionResNetV2 of() {
    return new InceptionResNetV2();
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    InceptionLayers layers = new InceptionLayers(names);
    Symbol x = layers.stem(input);
    x =
        concatenated(
            "mixed_5b",
            layers.branch(x, conv(96, 1)),
            layers.branch(x, conv(48, 1), conv(64, 5)),
            layers.branch(x, conv(64, 1), conv(96, 3), conv(96, 3)),
            layers.averaged(x, conv(64, 1)));
    x = blocks(x, BLOCK35, layers, names);
    x =
        concatenated(
            "mixed_6a",
            layers.branch(x, valid(384, 2)),
            layers.branch(x, conv(256, 1), conv(256, 3), valid(384, 2)),
            layers.halved(x));
    x = blocks(x, BLOCK17, layers, names);
    x =
        concatenated(
            "mixed_7a",
            layers.branch(x, conv(256, 1), valid(384, 2)),
            layers.branch(x, conv(256, 1), valid(288, 2)),
            layers.branch(x, conv(256, 1), conv(288, 3), valid(320, 2)),
            layers.halved(x));
    x = blocks(x, BLOCK8, layers, names);
    x = block(x, BLOCK8, "block8_10", 1, layers, names);
    x = Conv2D.of(1536, 1).padding(Padding.SAME).useBias(false).name("conv_7b").apply(x);
    x = BatchNormalization.of().scale(false).name("conv_7b_bn").apply(x);
    return Activation.of(Activations.RELU).name("conv_7b_ac").apply(x);
  }

  private static Symbol blocks(Symbol input, Stage stage, InceptionLayers layers, AutoNames names) {
    Symbol x = input;
    for (int i = 1; i <= stage.blocks; i++) {
      String name = stage.name + '_' + i;
      x = block(x, stage, name, stage.scale, layers, names);
      x = Activation.of(Activations.RELU).name(name + "_ac").apply(x);
    }
    return x;
  }

  /** The branches, brought to the input's number of channels, scaled, and added to it. */
  private static Symbol block(
      Symbol x, Stage stage, String name, double scale, InceptionLayers layers, AutoNames names) {
    Symbol[] branches =
        stage.branches.stream()
            .map(branch -> layers.branch(x, branch.toArray(Conv[]::new)))
            .toArray(Symbol[]::new);
    Symbol up =
        Conv2D.of(x.shape().size(2), 1)
            .padding(Padding.SAME)
            .name(name + "_conv")
            .apply(concatenated(name + "_mixed", branches));
    return names.named(CustomScaleLayer.of(scale)).apply(x, up);
  }

  @Override
  boolean namesPooling() {
    return false;
  }
}
