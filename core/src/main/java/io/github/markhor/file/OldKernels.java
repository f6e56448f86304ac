package io.github.markhor.file;

import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kernels of convolutions as old versions of Keras and other backends of it kept them. Keras 1 with
 * the channels first: (out, in, rows, columns). Theano computes true convolutions: what it learned
 * is turned by half a turn against what others would have learned.
 */
final class OldKernels {
  private static final String THEANO = "theano";
  private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "Conv2DTranspose");

  private OldKernels() {}

  /**
   * Weights as Keras 2 on TensorFlow has them.
   *
   * @param layers of the file, of which those without weights may be left out
   * @param descriptions of the layers that they are for, as Keras 2 describes them; those without
   *     weights may be among them
   * @param version of Keras that wrote the file
   * @param backend that Keras ran on, or null if the file does not say
   */
  static List<StoredLayer> convert(
      List<StoredLayer> layers,
      List<Map<String, Object>> descriptions,
      String version,
      String backend) {
    boolean isKeras1 = Keras1Configs.wrote(version);
    if (!isKeras1 && !THEANO.equals(backend)) {
      return layers;
    }
    Map<String, Map<String, Object>> byName = new HashMap<>();
    descriptions.forEach(each -> byName.put(ModelConfig.layerName(each), each));
    List<Map<String, Object>> inOrder =
        descriptions.stream().filter(OldKernels::isConvolution).toList();
    List<StoredLayer> converted = new ArrayList<>();
    int convolutions = 0;
    for (StoredLayer layer : layers) {
      // Weights for a model whose layers have other names go by order; so do their kernels.
      boolean isKernel = !layer.weights().isEmpty() && isKernel(layer.weights().get(0));
      Map<String, Object> next =
          isKernel && convolutions < inOrder.size() ? inOrder.get(convolutions++) : Map.of();
      Map<String, Object> description = byName.getOrDefault(layer.name(), next);
      converted.add(
          isKernel && isConvolution(description)
              ? new StoredLayer(
                  layer.name(),
                  convert(layer.weights(), description, isKeras1, THEANO.equals(backend)),
                  layer.layerByLayer())
              : layer);
    }
    return converted;
  }

  private static boolean isConvolution(Map<String, Object> description) {
    return description.get("class_name") instanceof String name && CONVOLUTIONS.contains(name);
  }

  private static boolean isKernel(StoredArray array) {
    return array.shape().rank() == 4;
  }

  private static List<StoredArray> convert(
      List<StoredArray> weights,
      Map<String, Object> description,
      boolean isKeras1,
      boolean turned) {
    StoredArray kernel = weights.get(0);
    Object format = ((Map<?, ?>) description.get("config")).get("data_format");
    boolean first = isKeras1 && "channels_first".equals(format);
    List<StoredArray> converted = new ArrayList<>(weights);
    boolean transposed = description.get("class_name").equals("Conv2DTranspose");
    int[] order = order(isKeras1, first, transposed);
    converted.set(0, converted(kernel, order, turned));
    return converted;
  }

  /** Which axis of the stored kernel becomes rows, columns and the last two. */
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
