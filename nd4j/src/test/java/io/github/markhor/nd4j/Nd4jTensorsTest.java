package io.github.markhor.nd4j;

import static io.github.markhor.layers.Activations.SOFTMAX;
import static io.github.markhor.nd4j.Nd4jTensors.nd4j;
import static io.github.markhor.nd4j.Nd4jTensors.nd4jChannelsFirst;
import static io.github.markhor.nd4j.Nd4jTensors.ndArray;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.source.Labels;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** ND4J's arrays, however they lie in memory, are the same numbers to a model. */
class Nd4jTensorsTest {
  private static float[] numbers(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i * 37 % 101) / 50f - 1;
    }
    return values;
  }

  private static INDArray array(long... shape) {
    int count = 1;
    for (long size : shape) {
      count *= (int) size;
    }
    return Nd4j.createFromArray(numbers(count)).reshape('c', shape);
  }

  @Test
  void aPlainArrayIsWrapped() {
    INDArray array = array(2, 3, 4);
    Tensor tensor = nd4j(array);
    assertEquals(Shape.of(2, 3, 4), tensor.shape());
    assertArrayEquals(numbers(24), tensor.toArray());
    array.putScalar(new int[] {1, 2, 3}, 42);
    assertEquals(42, tensor.get(1, 2, 3));
  }

  @Test
  void viewsOrdersAndTypesAreCopiedElementByElement() {
    INDArray base = array(3, 4, 5);
    INDArray[] all = {
      base.permute(2, 0, 1),
      base.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all(), NDArrayIndex.interval(1, 4)),
      base.dup('f'),
      base.castTo(DataType.DOUBLE),
      base.mul(50).castTo(DataType.INT32),
      base.get(NDArrayIndex.point(1)),
      base.slice(2)
    };
    for (INDArray array : all) {
      Tensor tensor = nd4j(array);
      long[] shape = array.shape();
      assertEquals(shape.length, tensor.shape().rank());
      for (long i = 0; i < array.length(); i++) {
        long[] index = new long[shape.length];
        int[] same = new int[shape.length];
        long rest = i;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
          index[axis] = rest % shape[axis];
          same[axis] = (int) index[axis];
          rest /= shape[axis];
        }
        assertEquals(array.getFloat(index), tensor.get(same), 0, () -> array.shapeInfoToString());
      }
    }
  }

  @Test
  void picturesWithChannelsFirstAreTurned() {
    INDArray pictures = array(2, 3, 4, 5);
    Tensor tensor = nd4jChannelsFirst(pictures);
    assertEquals(Shape.of(2, 4, 5, 3), tensor.shape());
    assertEquals(pictures.getFloat(1, 2, 3, 4), tensor.get(1, 3, 4, 2));
    assertThrows(IllegalArgumentException.class, () -> nd4jChannelsFirst(array(3, 4, 5)));
  }

  @Test
  void whatIsGivenBackBelongsToTheCaller() {
    float[] values = numbers(6);
    INDArray array = ndArray(Tensor.of(values, 2, 3));
    values[4] = 9;
    assertArrayEquals(new long[] {2, 3}, array.shape());
    assertEquals(numbers(6)[4], array.getFloat(1, 1));
  }

  private static Sequential model() {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(11),
            Input.of(6, 5, 3),
            Conv2D.of(4, 3).name("conv"),
            Flatten.of(),
            Dense.of(2).activation(SOFTMAX));
    model.compile(SGD.of(0.05), CategoricalCrossentropy.of());
    return model;
  }

  @Test
  void aModelTrainsEvaluatesAndPredictsAsOnTensors() {
    INDArray x = array(7, 6, 5, 3);
    INDArray y = Nd4j.zeros(7, 2);
    for (int i = 0; i < 7; i++) {
      y.putScalar(i, i % 2, 1);
    }
    FitOptions options = FitOptions.defaults().epochs(3).batchSize(4).verbose(0);
    Tensor tensorX = Tensor.of(numbers(7 * 6 * 5 * 3), 7, 6, 5, 3);
    Tensor tensorY = Labels.toCategorical(new int[] {0, 1, 0, 1, 0, 1, 0}, 2);
    try (Sequential ofTensors = model();
        Sequential ofArrays = model()) {
      History expected = ofTensors.fit(tensorX, tensorY, options.validationData(tensorX, tensorY));
      History received = ofArrays.fit(nd4j(x), nd4j(y), options.validationData(nd4j(x), nd4j(y)));
      assertEquals(expected.history(), received.history());
      assertEquals(ofTensors.evaluate(tensorX, tensorY), ofArrays.evaluate(nd4j(x), nd4j(y)));
      INDArray predicted = ndArray(ofArrays.predict(nd4j(x)));
      assertArrayEquals(new long[] {7, 2}, predicted.shape());
      assertArrayEquals(ofTensors.predict(tensorX).toArray(), predicted.dup('c').data().asFloat());
    }
  }
}
