package io.github.markhor.file;

import io.github.markhor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kernels of convolutions as old versions of Keras and other backends of it kept them. Keras 1 with
 * the channels first: (out, in, rows, columns). Theano computes true convolutions: what it learned
 * is turned by half a turn against what others would have learned.
 */
final class OldKernels {
  private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "Conv2DTranspose");

  private OldKernels() {}

  /**
   * A layer's weights as Keras 2 on TensorFlow has them.
   *
   * @param description of the layer, as Keras 2 describes it
   * @param isKeras1 whether Keras 1 wrote the file
   * @param backend that Keras ran on, or null if the file does not say
   */
  static List<StoredArray> convert(
      List<StoredArray> weights,
      Map<String, Object> description,
      boolean isKeras1,
      String backend) {
    String className = (String) description.get("class_name");
    boolean turned = "theano".equals(backend);
    if (!CONVOLUTIONS.contains(className) || weights.isEmpty() || (!isKeras1 && !turned)) {
      return weights;
    }
    StoredArray kernel = weights.get(0);
    if (kernel.shape().rank() != 4) {
      return weights;
    }
    Object format = ((Map<?, ?>) description.get("config")).get("data_format");
    boolean first = isKeras1 && "channels_first".equals(format);
    List<StoredArray> converted = new java.util.ArrayList<>(weights);
    boolean transposed = className.equals("Conv2DTranspose");
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
