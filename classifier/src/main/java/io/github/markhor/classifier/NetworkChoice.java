package io.github.markhor.classifier;

import static io.github.markhor.layers.Activations.SOFTMAX;

import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.ReLU;
import io.github.markhor.layers.Rescaling;
import java.util.List;

/** The network that is trained where the user has none: by the size and the number of pictures. */
final class NetworkChoice {
  /** Pictures of up to this side keep their size; larger ones are brought to {@link #SIDE}. */
  private static final int SMALL = 64;

  private static final int SIDE = 128;
  private static final int FIRST_FILTERS = 32;
  private static final int MOST_FILTERS = 256;

  /** Blocks are added as long as their feature maps have at least this side. */
  private static final int LEAST_MAP = 6;

  /** Below so many pictures the dense layer sees half of the features at a time. */
  private static final int FEW = 2_000;

  /** With few steps in an epoch Keras's 0.99 would leave the first epochs' validation to chance. */
  private static final double MOMENTUM = 0.9;

  private NetworkChoice() {}

  /** The height and width of the network's pictures, for pictures of a size. */
  static int[] size(int height, int width) {
    return Math.max(height, width) <= SMALL
        ? new int[] {Math.max(8, height), Math.max(8, width)}
        : new int[] {SIDE, SIDE};
  }

  /**
   * Blocks of a convolution with batch normalization, or of two for small pictures, each of half
   * the size and twice the filters of the one before, and a dense layer on the means of the last
   * maps. Takes levels from 0 to 255.
   */
  static Model network(
      int height,
      int width,
      int channels,
      int classes,
      int pictures,
      DTypePolicy policy,
      long seed) {
    Input input = Input.of(height, width, channels).name("pictures");
    Symbol x = Rescaling.of(1 / 127.5, -1).apply(input);
    int filters = FIRST_FILTERS;
    int side = Math.min(height, width);
    while (true) {
      for (int i = 0; i < (Math.max(height, width) <= SMALL ? 2 : 1); i++) {
        x = convolved(x, filters);
      }
      if (side / 2 < LEAST_MAP) {
        break;
      }
      x = MaxPooling2D.of(2).apply(x);
      side /= 2;
      filters = Math.min(MOST_FILTERS, 2 * filters);
    }
    x = GlobalAveragePooling2D.of().apply(x);
    x = Dropout.of(pictures < FEW ? 0.5 : 0.3).apply(x);
    Symbol output =
        Dense.of(classes).activation(SOFTMAX).dtype(DTypePolicy.FLOAT32).name("classes").apply(x);
    ModelOptions options = ModelOptions.defaults().name("classifier").seed(seed).dtype(policy);
    return Model.of(options, List.of(input), List.of(output));
  }

  private static Symbol convolved(Symbol x, int filters) {
    Symbol maps = Conv2D.of(filters, 3).padding("same").useBias(false).apply(x);
    return ReLU.of().apply(BatchNormalization.of().momentum(MOMENTUM).apply(maps));
  }

  /** A new head on the feature maps of a base, whose batch normalization keeps its statistics. */
  static Model withHead(Symbol pictures, Symbol features, int classes, long seed) {
    Symbol pooled =
        features.shape().rank() == 1 ? features : GlobalAveragePooling2D.of().apply(features);
    Symbol kept = Dropout.of(0.2).apply(pooled);
    Symbol output =
        Dense.of(classes)
            .activation(SOFTMAX)
            .dtype(DTypePolicy.FLOAT32)
            .name("classes")
            .apply(kept);
    ModelOptions options = ModelOptions.defaults().name("classifier").seed(seed);
    return Model.of(options, List.of((Input) pictures), List.of(output));
  }
}
