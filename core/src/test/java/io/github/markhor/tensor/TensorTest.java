package io.github.markhor.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed and computed is what NumPy 2.4 gives for the same float32 numbers. */
class TensorTest {
  private static Tensor range(int... sizes) {
    Tensor made = Tensor.zeros(sizes);
    float[] values = made.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Tensor.of(values, sizes);
  }

  private static void is(Tensor tensor, Shape shape, float... values) {
    assertEquals(shape, tensor.shape());
    assertArrayEquals(values, tensor.toArray());
  }

  @Test
  void printsAsNumPyDoes() {
    assertEquals(
        "Tensor(2, 3)\n[[ 0.5   1.    0.  ]\n [ 0.    2.25 -4.  ]]",
        Tensor.of(new float[] {0.5f, 1, 0, 0, 2.25f, -4}, 2, 3).toString());
    assertEquals(
        "Tensor(2, 3)\n[[ 1.0000e-05  1.0000e+00         nan]\n [ 1.2345e+03 -2.0000e+00        -inf]]",
        Tensor.of(new float[] {1e-5f, 1, Float.NaN, 1234.5f, -2, Float.NEGATIVE_INFINITY}, 2, 3)
            .toString());
    assertEquals(
        "Tensor(4,) [  0.33333334   0.6666667    0.1        100.        ]",
        Tensor.vector(1 / 3f, 2 / 3f, 0.1f, 100).toString());
    assertEquals(
        "Tensor(3,) [  1.  inf -inf]",
        Tensor.vector(1, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY).toString());
    assertEquals("Tensor(2,) [1.5e+08 3.0e+00]", Tensor.vector(1.5e8f, 3).toString());
    assertEquals("Tensor(2,) [-0.  0.]", Tensor.vector(-0f, 0).toString());
    assertEquals("Tensor(1,) [0.00012346]", Tensor.vector(0.000123456789f).toString());
    assertEquals("Tensor() 3.5", Tensor.of(new float[] {3.5f}, Shape.of()).toString());
    assertEquals("Tensor(0, 4)\n[]", Tensor.zeros(0, 4).toString());
  }

  @Test
  void printsManyAxesAndLongRowsAsNumPyDoes() {
    assertEquals(
        """
        Tensor(2, 1, 3, 2)
        [[[[ 0.  1.]
           [ 2.  3.]
           [ 4.  5.]]]


         [[[ 6.  7.]
           [ 8.  9.]
           [10. 11.]]]]""",
        range(2, 1, 3, 2).toString());
    assertEquals(
        """
        Tensor(30,)\s
        [ 0.   1.5  3.   4.5  6.   7.5  9.  10.5 12.  13.5 15.  16.5 18.  19.5
         21.  22.5 24.  25.5 27.  28.5 30.  31.5 33.  34.5 36.  37.5 39.  40.5
         42.  43.5]"""
            .replace(" \n[", "\n["),
        range(30).mul(1.5).toString());
    assertEquals("Tensor(1001,) [   0.    1.    2. ...  998.  999. 1000.]", range(1001).toString());
    assertEquals(
        """
        Tensor(11, 100)
        [[0.00000e+00 1.25000e-01 2.50000e-01 ... 1.21250e+01 1.22500e+01
          1.23750e+01]
         [1.25000e+01 1.26250e+01 1.27500e+01 ... 2.46250e+01 2.47500e+01
          2.48750e+01]
         [2.50000e+01 2.51250e+01 2.52500e+01 ... 3.71250e+01 3.72500e+01
          3.73750e+01]
         ...
         [1.00000e+02 1.00125e+02 1.00250e+02 ... 1.12125e+02 1.12250e+02
          1.12375e+02]
         [1.12500e+02 1.12625e+02 1.12750e+02 ... 1.24625e+02 1.24750e+02
          1.24875e+02]
         [1.25000e+02 1.25125e+02 1.25250e+02 ... 1.37125e+02 1.37250e+02
          1.37375e+02]]""",
        range(11, 100).div(8).toString());
  }

  @Test
  void printsWhatIsNotGatheredOrFreed() {
    Tensor rows = range(3, 2).rows(2, 0);
    assertEquals("Tensor(2, 2)\n[[4. 5.]\n [0. 1.]]", rows.toString());
    assertTrue(!rows.isGathered());
    HostMemory memory = HostMemory.allocate(8);
    Tensor freed =
        Tensor.of(HostMemory.view(memory.address(), 8).asFloatBuffer(), Shape.of(2), memory);
    assertEquals("Tensor(2,) [0. 0.]", freed.toString());
    memory.close();
    assertEquals("Tensor(2,) whose memory has been freed", freed.toString());
  }

  @Test
  void takesRowsInAnyOrderOftenAndNoOthers() {
    int[] indices = {2, 0, 2};
    Tensor rows = range(3, 2).rows(indices);
    indices[0] = 1;
    is(rows, Shape.of(3, 2), 4, 5, 0, 1, 4, 5);
    is(rows.rows(1, 0), Shape.of(2, 2), 0, 1, 4, 5);
    is(range(3, 2).rows(), Shape.of(0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> range(3, 2).rows(0, 3));
  }

  @Test
  void partsOfRowsGatherNoMoreThanThePart() {
    Tensor rows = range(4, 2).rows(3, 1, 0);
    is(rows.slice(1, 3), Shape.of(2, 2), 2, 3, 0, 1);
    is(rows.gather(new int[] {9, 2, 0}, 1, 3), Shape.of(2, 2), 0, 1, 6, 7);
    assertTrue(!rows.isGathered());
    assertThrows(IndexOutOfBoundsException.class, () -> rows.gather(new int[] {3}, 0, 1));
  }

  @Test
  void stacksAndJoins() {
    Tensor one = range(2, 1);
    Tensor other = range(2, 1).add(10);
    is(Tensor.stack(one, other), Shape.of(2, 2, 1), 0, 1, 10, 11);
    is(Tensor.stack(List.of(one)), Shape.of(1, 2, 1), 0, 1);
    is(Tensor.concat(0, one, other), Shape.of(4, 1), 0, 1, 10, 11);
    is(Tensor.concat(-1, range(2, 2), other, one), Shape.of(2, 4), 0, 1, 10, 0, 2, 3, 11, 1);
    is(Tensor.concat(1, range(1, 1, 2), range(1, 2, 2)), Shape.of(1, 3, 2), 0, 1, 0, 1, 2, 3);
    assertThrows(IllegalArgumentException.class, () -> Tensor.stack(one, range(3, 1)));
    assertThrows(IllegalArgumentException.class, () -> Tensor.concat(1, one, range(3, 1)));
    assertThrows(IllegalArgumentException.class, () -> Tensor.stack());
  }

  @Test
  void addsAndDropsAxes() {
    assertEquals(Shape.of(1, 2, 3), range(2, 3).expandDims(0).shape());
    assertEquals(Shape.of(2, 1, 3), range(2, 3).expandDims(1).shape());
    assertEquals(Shape.of(2, 3, 1), range(2, 3).expandDims(-1).shape());
    assertEquals(Shape.of(2, 3), range(1, 2, 1, 3).squeeze().shape());
    assertEquals(Shape.of(1, 2, 3), range(1, 2, 1, 3).squeeze(-2).shape());
    assertThrows(IllegalArgumentException.class, () -> range(1, 2).squeeze(1));
    assertThrows(IllegalArgumentException.class, () -> range(1, 2).expandDims(3));
  }

  @Test
  void reducesAxes() {
    Tensor x = Tensor.of(new float[] {3, 1, 2, 0, 5, 5, -1, 7, 2, 2, 8, -4}, 2, 3, 2);
    is(x.argMax(-1), Shape.of(2, 3), 0, 0, 0, 1, 0, 0);
    is(x.argMax(1), Shape.of(2, 2), 2, 2, 2, 0);
    is(x.argMax(0), Shape.of(3, 2), 0, 1, 0, 1, 1, 0);
    is(x.sum(1), Shape.of(2, 2), 10, 6, 9, 5);
    is(x.mean(-1), Shape.of(2, 3), 2, 1, 5, 3, 2, 2);
    is(x.min(0), Shape.of(3, 2), -1, 1, 2, 0, 5, -4);
    is(x.max(0), Shape.of(3, 2), 3, 7, 2, 2, 8, 5);
    assertEquals(30, x.sum());
    assertEquals(2.5, x.mean());
    assertEquals(-4, x.min());
    assertEquals(8, x.max());
    Tensor nan = Tensor.vector(1, Float.NaN, 3);
    is(nan.argMax(0), Shape.of(), 1);
    assertTrue(Double.isNaN(nan.min()) && Double.isNaN(nan.max()));
    assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(0).max());
    assertTrue(Double.isNaN(Tensor.zeros(0).mean()));
  }

  @Test
  void calculatesInFloat32() {
    Tensor x = range(2, 2);
    is(x.add(0.1).mul(3).div(2), Shape.of(2, 2), 0.15f, 1.6500001f, 3.1499999f, 4.6499996f);
    is(x.sub(x.rows(1, 0)), Shape.of(2, 2), -2, -2, 2, 2);
    is(x.mul(x).add(x).div(x.add(1)), Shape.of(2, 2), 0, 1, 2, 3);
    is(x.map(Tensor.of(new float[] {1, 0, 0, 4}, 2, 2), Math::hypot), Shape.of(2, 2), 1, 1, 2, 5);
    is(x.map(Math::sqrt), Shape.of(2, 2), 0, 1, 1.4142135f, 1.7320508f);
    is(x, Shape.of(2, 2), 0, 1, 2, 3);
    assertThrows(IllegalArgumentException.class, () -> x.add(range(4)));
  }
}
