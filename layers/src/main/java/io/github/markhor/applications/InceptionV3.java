package io.github.markhor.applications;

import static io.github.markhor.applications.InceptionLayers.concatenated;
import static io.github.markhor.applications.InceptionLayers.conv;
import static io.github.markhor.applications.InceptionLayers.valid;

import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Concatenate;

/**
 * Branches of convolutions of several sizes: Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, <a
 * href="https://arxiv.org/abs/1512.00567">"Rethinking the Inception Architecture for Computer
 * Vision"</a> (2015). See <a href="https://keras.io/api/applications/inceptionv3/">Keras:
 * InceptionV3</a>.
 */
public final class InceptionV3 extends Application<InceptionV3> {
  private InceptionV3() {
    super(
        "inception_v3",
        299,
        75,
        Preprocessing.TF,
        PublishedWeights.kernels(
            "inception_v3/inception_v3",
            "9a0d58056eeedaa3f26cb7ebd46da564",
            "bcbd6486424b2319ff4ef7d526e38f63"));
  }

  static InceptionV3 of() {
    return new InceptionV3();
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    InceptionLayers layers = new InceptionLayers(names);
    Symbol x = layers.stem(input);
    x = withWindows5(x, 32, "mixed0", layers);
    x = withWindows5(x, 64, "mixed1", layers);
    x = withWindows5(x, 64, "mixed2", layers);
    x =
        concatenated(
            "mixed3",
            layers.branch(x, valid(384, 2)),
            layers.branch(x, conv(64, 1), conv(96, 3), valid(96, 2)),
            layers.halved(x));
    x = withWindows7(x, 128, "mixed4", layers);
    x = withWindows7(x, 160, "mixed5", layers);
    x = withWindows7(x, 160, "mixed6", layers);
    x = withWindows7(x, 192, "mixed7", layers);
    x =
        concatenated(
            "mixed8",
            layers.branch(x, conv(192, 1), valid(320, 2)),
            layers.branch(x, conv(192, 1), conv(192, 1, 7), conv(192, 7, 1), valid(192, 2)),
            layers.halved(x));
    x = withSplits(x, "mixed9", "mixed9_0", layers, names);
    return withSplits(x, "mixed10", "mixed9_1", layers, names);
  }

  private static Symbol withWindows5(Symbol x, int pooled, String name, InceptionLayers layers) {
    return concatenated(
        name,
        layers.branch(x, conv(64, 1)),
        layers.branch(x, conv(48, 1), conv(64, 5)),
        layers.branch(x, conv(64, 1), conv(96, 3), conv(96, 3)),
        layers.averaged(x, conv(pooled, 1)));
  }

  /** With windows of 7×7, as a row and a column. */
  private static Symbol withWindows7(Symbol x, int between, String name, InceptionLayers layers) {
    return concatenated(
        name,
        layers.branch(x, conv(192, 1)),
        layers.branch(x, conv(between, 1), conv(between, 1, 7), conv(192, 7, 1)),
        layers.branch(
            x,
            conv(between, 1),
            conv(between, 7, 1),
            conv(between, 1, 7),
            conv(between, 7, 1),
            conv(192, 1, 7)),
        layers.averaged(x, conv(192, 1)));
  }

  /** With windows of 3×3, as a row and a column side by side. */
  private static Symbol withSplits(
      Symbol x, String name, String splitName, InceptionLayers layers, AutoNames names) {
    Symbol single = layers.branch(x, conv(320, 1));
    Symbol one = layers.branch(x, conv(384, 1));
    one =
        concatenated(
            splitName, layers.branch(one, conv(384, 1, 3)), layers.branch(one, conv(384, 3, 1)));
    Symbol two = layers.branch(x, conv(448, 1), conv(384, 3));
    Symbol row = layers.branch(two, conv(384, 1, 3));
    Symbol column = layers.branch(two, conv(384, 3, 1));
    two = names.named(Concatenate.of()).apply(row, column);
    return concatenated(name, single, one, two, layers.averaged(x, conv(192, 1)));
  }

  @Override
  boolean namesPooling() {
    return false;
  }
}
