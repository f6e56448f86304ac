package io.github.markhor.layer;

import io.github.markhor.config.KerasNames;
import io.github.markhor.graph.DType;

/**
 * The type that a layer computes in; weights are always float32. See <a
 * href="https://keras.io/api/mixed_precision/">Keras: mixed precision</a>.
 */
public enum DTypePolicy {
  FLOAT32(DType.FLOAT32),
  /** Activations and products in bfloat16, weights and their updates in float32. */
  MIXED_BFLOAT16(DType.BFLOAT16);

  private final DType compute;

  DTypePolicy(DType compute) {
    this.compute = compute;
  }

  /** The type of a layer's inputs, results and, while it computes, weights. */
  public DType computeDType() {
    return compute;
  }

  /** Keras's name: {@code mixed_bfloat16}. */
  public String kerasName() {
    return KerasNames.of(this);
  }

  /**
   * The policy for a layer of a file: that of Keras's name, or the nearest one for a type that
   * Markhor does not compute in. Layers of float64, float16 and mixed_float16 compute in float32,
   * layers of bfloat16 as mixed_bfloat16.
   *
   * @throws IllegalArgumentException if there is none, as for quantized weights
   */
  public static DTypePolicy ofFile(String kerasName) {
    if (kerasName.contains("_from_")) {
      throw new IllegalArgumentException(
          "Expected a dtype of floating-point numbers. Received: "
              + kerasName
              + ": weights that were quantized, which does not run here; save the model before its"
              + " quantize is called");
    }
    return switch (kerasName) {
      case "float64", "float16", "mixed_float16" -> FLOAT32;
      case "bfloat16" -> MIXED_BFLOAT16;
      default -> of(kerasName);
    };
  }

  /** The policy of Keras's name. */
  public static DTypePolicy of(String kerasName) {
    return KerasNames.choice(DTypePolicy.class, "dtype", kerasName);
  }
}
