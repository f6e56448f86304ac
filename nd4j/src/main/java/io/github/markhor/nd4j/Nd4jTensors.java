package io.github.markhor.nd4j;

import io.github.markhor.tensor.JavaCppLimit;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Conversions between ND4J's arrays and tensors, for a static import:
 *
 * <pre>{@code
 * import static io.github.markhor.nd4j.Nd4jTensors.*;
 *
 * model.fit(nd4j(x), nd4j(y), options);
 * INDArray predictions = ndArray(model.predict(nd4j(x)));
 * }</pre>
 */
public final class Nd4jTensors {
  static {
    JavaCppLimit.lift();
  }

  private Nd4jTensors() {}

  /**
   * A tensor of an array's numbers. A float32 array that lies in C order without gaps is wrapped
   * and shows what is written to the array; any other is copied.
   *
   * @param array of any type, order and stride; pictures are (N, H, W, C)
   */
  public static Tensor nd4j(INDArray array) {
    Shape shape = Shape.of(Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray());
    boolean plain = array.dataType() == DataType.FLOAT && isContiguous(array);
    INDArray source = plain ? array : array.castTo(DataType.FLOAT).dup('c');
    FloatBuffer numbers = source.data().asNioFloat();
    if (plain && numbers != null) {
      return Tensor.of(numbers.slice(0, Math.toIntExact(shape.elements())), shape, array);
    }
    return Tensor.of(source.data().asFloat(), shape);
  }

  /** True if the numbers lie in C order from the start of their buffer on, without gaps. */
  private static boolean isContiguous(INDArray array) {
    long expected = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) != 1 && array.stride(axis) != expected) {
        return false;
      }
      expected *= array.size(axis);
    }
    return array.offset() == 0 && array.data().offset() == 0;
  }

  /**
   * A tensor (N, H, W, C) of pictures with the channels first, as DeepLearning4J has them.
   *
   * @param pictures (N, C, H, W)
   * @throws IllegalArgumentException if the array does not have four axes
   */
  public static Tensor nd4jChannelsFirst(INDArray pictures) {
    if (pictures.rank() != 4) {
      throw new IllegalArgumentException(
          "Expected pictures of shape (N, C, H, W). Received: "
              + Arrays.toString(pictures.shape()));
    }
    return nd4j(pictures.permute(0, 2, 3, 1));
  }

  /** A new array with a copy of a tensor's numbers, of the tensor's shape. */
  public static INDArray ndArray(Tensor tensor) {
    long[] sizes = Arrays.stream(tensor.shape().toArray()).asLongStream().toArray();
    return Nd4j.createFromArray(tensor.toArray()).reshape('c', sizes);
  }
}
