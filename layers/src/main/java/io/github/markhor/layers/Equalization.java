package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;

/**
 * In training, changes the numbers of each channel of pictures (N, H, W, C) so that all are about
 * equally frequent. As in Keras 3.15, frequencies are those of the whole batch. Without a gradient.
 * See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/equalization/">Keras:
 * Equalization</a>.
 */
public final class Equalization extends WholePictures<Equalization> {
  private static final double LARGEST = 255;

  private int bins = 256;

  private Equalization() {}

  /** For levels from 0 to 255, in 256 bins. */
  public static Equalization of() {
    return new Equalization();
  }

  /** How many numbers are told apart. Default: 256. */
  public Equalization bins(int bins) {
    if (bins < 2) {
      throw new IllegalArgumentException("Expected at least 2 bins. Received: bins=" + bins);
    }
    return with(layer -> layer.bins = bins);
  }

  @Override
  boolean leavesAtInference() {
    return true;
  }

  @Override
  Value changed(Value pictures) {
    Graph graph = pictures.graph();
    int channels = pictures.shape().size(3);
    Value bytes = valueRange().toBytes(pictures);
    Value bin = whole(bytes.mul(bins - 1).div(LARGEST).clip(0, bins - 1));
    Value ones = graph.constant(Type.float32(pictures.shape()), 1);
    int size = channels * bins;
    Value counts = ones.segmentSum(bin.add(offsets(graph, channels)), size).reshape(channels, bins);
    Value sums = counts.matMul(upTo(graph));
    Value total = counts.sumKeeping(1);
    Value first = sums.greater(0).select(sums, total).neg().maxOverKeeping(1).neg();
    Value others = total.sub(first);
    Value differs = others.greater(0);
    Value table =
        rounded(sums.sub(first).mul(LARGEST).div(differs.select(others, 1))).clip(0, LARGEST);
    Value read = table.reshape(size).lookup(bin.add(offsets(graph, channels)));
    Value equalized = differs.reshape(channels).select(read, bytes);
    return valueRange().fromBytes(equalized);
  }

  /** The number of each channel's first bin in a table of all. */
  private Value offsets(Graph graph, int channels) {
    float[] offsets = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      offsets[channel] = channel * bins;
    }
    return graph.constant(Type.float32(Shape.of(channels)), offsets);
  }

  /** The matrix that makes running sums of rows (..., bins). */
  private Value upTo(Graph graph) {
    float[] matrix = new float[bins * bins];
    for (int from = 0; from < bins; from++) {
      for (int to = from; to < bins; to++) {
        matrix[from * bins + to] = 1;
      }
    }
    return graph.constant(Type.float32(Shape.of(bins, bins)), matrix);
  }

  /** The whole part of numbers that are not negative. */
  private static Value whole(Value x) {
    return x.unary(Unary.Kind.FLOOR);
  }

  /** The nearest whole number, of two equally near ones the even. */
  private static Value rounded(Value x) {
    Value up = whole(x.add(0.5));
    Value isHalf = up.sub(x).equal(0.5);
    Value isOdd = up.sub(whole(up.mul(0.5)).mul(2));
    return up.sub(isHalf.mul(isOdd));
  }

  @Override
  protected void addTo(Config config) {
    config.with("bins", bins);
    addWhole(config);
  }

  static Equalization fromConfig(Config config) {
    Equalization layer = of().wholeConfigured(config);
    return layer.bins(config.getInt("bins", layer.bins));
  }
}
