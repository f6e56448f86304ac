package io.github.markhor.file.keras;

import io.github.markhor.file.Architecture;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.StoredArray;
import io.github.markhor.file.StoredLayer;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kernels of convolutions as Keras 1 and Keras on Theano kept them. Keras 1 with the channels first
 * has (out, in, rows, columns). Theano computes true convolutions: its kernels are turned by half a
 * turn against those of other backends.
 */
final class OldKernels {
  private static final String THEANO = "theano";
  private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "Conv2DTranspose");

  private OldKernels() {}

  /**
   * Weights as Keras 2 on TensorFlow has them.
   *
   * @param layers of the file, of which those without weights may be left out
   * @param model that the weights are for
   * @param version of Keras that wrote the file
   * @param backend that Keras ran on, or null if the file does not say
   */
  static List<StoredLayer> convert(
      List<StoredLayer> layers, Architecture model, String version, String backend) {
    boolean isKeras1 = FromKeras1.wrote(version);
    if (!isKeras1 && !THEANO.equals(backend)) {
      return layers;
    }
    Map<String, LayerDescription> byName = new HashMap<>();
    model.layers().forEach(each -> byName.put(each.name(), each));
    List<LayerDescription> inOrder =
        model.layers().stream().filter(OldKernels::isConvolution).toList();
    List<StoredLayer> converted = new ArrayList<>();
    int convolutions = 0;
    for (StoredLayer layer : layers) {
      // Weights for a model whose layers have other names go by order; so do their kernels.
      boolean isKernel = !layer.weights().isEmpty() && isKernel(layer.weights().get(0));
      LayerDescription next =
          isKernel && convolutions < inOrder.size() ? inOrder.get(convolutions++) : null;
      LayerDescription description = byName.getOrDefault(layer.name(), next);
      converted.add(
          isKernel && description != null && isConvolution(description)
              ? new StoredLayer(
                  layer.name(),
                  convert(layer.weights(), description, isKeras1, THEANO.equals(backend)),
                  layer.layerByLayer())
              : layer);
    }
    return converted;
  }

  private static boolean isConvolution(LayerDescription description) {
    return CONVOLUTIONS.contains(description.className());
  }

  private static boolean isKernel(StoredArray array) {
    return array.shape().rank() == 4;
  }

  private static List<StoredArray> convert(
      List<StoredArray> weights, LayerDescription description, boolean isKeras1, boolean turned) {
    StoredArray kernel = weights.get(0);
    boolean first = isKeras1 && "channels_first".equals(description.config().get("data_format"));
    List<StoredArray> converted = new ArrayList<>(weights);
    boolean transposed = description.className().equals("Conv2DTranspose");
    int[] order = order(isKeras1, first, transposed);
    converted.set(0, converted(kernel, order, turned));
    return converted;
  }

  /** The axes of the stored kernel that become rows, columns and the last two. */
  private static int[] order(boolean isKeras1, boolean channelsFirst, boolean transposed) {
    if (!isKeras1) {
      return new int[] {0, 1, 2, 3};
    }
    if (channelsFirst) {
      return transposed ? new int[] {2, 3, 0, 1} : new int[] {2, 3, 1, 0};
    }
    return transposed ? new int[] {0, 1, 3, 2} : new int[] {0, 1, 2, 3};
  }

  private static StoredArray converted(StoredArray kernel, int[] order, boolean turned) {
    int[] from = kernel.shape().toArray();
    int[] to = new int[4];
    for (int i = 0; i < 4; i++) {
      to[i] = from[order[i]];
    }
    return new StoredArray(
        kernel.name(),
        Shape.of(to),
        () -> {
          float[] values = kernel.values().get();
          float[] result = new float[values.length];
          int[] at = new int[4];
          for (int i = 0; i < result.length; i++) {
            int rest = i;
            for (int axis = 3; axis >= 0; axis--) {
              at[order[axis]] = rest % to[axis];
              if (turned && axis < 2) {
                at[order[axis]] = to[axis] - 1 - at[order[axis]];
              }
              rest /= to[axis];
            }
            result[i] = values[((at[0] * from[1] + at[1]) * from[2] + at[2]) * from[3] + at[3]];
          }
          return result;
        });
  }
}
