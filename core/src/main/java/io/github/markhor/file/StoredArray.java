package io.github.markhor.file;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.function.Supplier;

/**
 * An array of a file, whose numbers are read when they are asked for.
 *
 * @param name its name in the file: {@code conv2d/kernel:0}
 * @param values reads the numbers; throws {@link ModelFileException} where that cannot be
 */
public record StoredArray(String name, Shape shape, Supplier<float[]> values) {
  /** An array that is to be written. */
  public static StoredArray of(String name, Tensor tensor) {
    return new StoredArray(name, tensor.shape(), tensor::toArray);
  }

  /** The numbers, of this shape. */
  public Tensor tensor() {
    return Tensor.of(values.get(), shape);
  }
}
