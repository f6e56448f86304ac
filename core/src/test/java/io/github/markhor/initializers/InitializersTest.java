package io.github.markhor.initializers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializersTest {
  /** A Conv2D kernel: fan-in 3·5·20 = 300, fan-out 3·5·40 = 600. */
  private static final Shape KERNEL = Shape.of(3, 5, 20, 40);

  static Stream<Arguments> distributions() {
    double none = Double.POSITIVE_INFINITY;
    return Stream.of(
        Arguments.of(GlorotUniform.of(), 0, Math.sqrt(2.0 / 900), Math.sqrt(6.0 / 900)),
        Arguments.of(GlorotNormal.of(), 0, Math.sqrt(2.0 / 900), 2 * Math.sqrt(2.0 / 900) / 0.8796),
        Arguments.of(HeUniform.of(), 0, Math.sqrt(2.0 / 300), Math.sqrt(6.0 / 300)),
        Arguments.of(HeNormal.of(), 0, Math.sqrt(2.0 / 300), 2 * Math.sqrt(2.0 / 300) / 0.8796),
        Arguments.of(LecunUniform.of(), 0, Math.sqrt(1.0 / 300), Math.sqrt(3.0 / 300)),
        Arguments.of(LecunNormal.of(), 0, Math.sqrt(1.0 / 300), 2 * Math.sqrt(1.0 / 300) / 0.8796),
        Arguments.of(RandomUniform.of(-0.1, 0.4), 0.15, 0.5 / Math.sqrt(12), 0.25),
        Arguments.of(RandomNormal.of(0.5, 0.2), 0.5, 0.2, none),
        Arguments.of(TruncatedNormal.of(-1, 0.5), -1, 0.5 * 0.8796, 1),
        Arguments.of(
            VarianceScaling.of(
                3, VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.UNTRUNCATED_NORMAL),
            0,
            Math.sqrt(3.0 / 600),
            none),
        Arguments.of(VarianceScaling.of(), 0, Math.sqrt(1.0 / 300), none));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void numbersHaveTheStatedMeanDeviationAndBounds(
      Initializer initializer, double mean, double deviation, double bound) {
    float[] values = initializer.values(KERNEL, 42);
    assertEquals(12_000, values.length);
    double sum = 0;
    double furthest = 0;
    for (float value : values) {
      sum += value;
      furthest = Math.max(furthest, Math.abs(value - mean));
    }
    double found = sum / values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - found) * (value - found);
    }
    // Five standard errors.
    assertEquals(mean, found, 5 * deviation / Math.sqrt(values.length));
    assertEquals(deviation, Math.sqrt(squares / values.length), 5 * deviation / Math.sqrt(24_000));
    assertTrue(furthest <= bound * 1.0001, furthest + " from the mean");
    if (Double.isFinite(bound)) {
      assertTrue(furthest > 0.95 * bound, furthest + " from the mean");
    } else if (initializer instanceof RandomNormal) {
      assertTrue(furthest > 2.5 * deviation, furthest + " from the mean");
    }
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void theSeedDecidesAndAnOwnOneGoesFirst(Initializer initializer) {
    float[] values = initializer.values(KERNEL, 1);
    assertArrayEquals(values, initializer.values(KERNEL, 1));
    assertFalse(Arrays.equals(values, initializer.values(KERNEL, 2)));
    Initializer own = ((Seeded<?>) initializer).seed(1);
    assertArrayEquals(values, own.values(KERNEL, 2));
  }

  @Test
  void constantsAreConstant() {
    assertArrayEquals(new float[] {0, 0, 0}, Zeros.of().values(Shape.of(3), 1));
    assertArrayEquals(new float[] {1, 1}, Ones.of().values(Shape.of(2, 1), 1));
    assertArrayEquals(new float[] {-2.5f}, Constant.of(-2.5).values(Shape.of(), 1));
  }

  @Test
  void theIdentityNeedNotBeSquare() {
    assertArrayEquals(new float[] {3, 0, 0, 0, 3, 0}, Identity.of(3).values(Shape.of(2, 3), 1));
    assertThrows(IllegalArgumentException.class, () -> Identity.of().values(Shape.of(2, 3, 4), 1));
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void rowsOrColumnsAreOrthonormal(Shape shape) {
    int columns = shape.size(-1);
    float[] values = Orthogonal.of(1.5).values(shape, 9);
    int rows = values.length / columns;
    boolean wide = rows < columns;
    int count = Math.min(rows, columns);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double product = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          int a = wide ? i * columns + k : k * columns + i;
          int b = wide ? j * columns + k : k * columns + j;
          product += (double) values[a] * values[b];
        }
        assertEquals(i == j ? 2.25 : 0, product, 1e-5);
      }
    }
  }

  static Stream<Shape> matrices() {
    return Stream.of(Shape.of(7, 7), Shape.of(3, 8), Shape.of(2, 3, 2, 5), Shape.of(9, 1));
  }

  @Test
  void configsMakeTheSameAgain() {
    List<Initializer> all =
        List.of(
            Zeros.of(),
            Ones.of(),
            Constant.of(0.3),
            Identity.of(2),
            Orthogonal.of(1.5).seed(4),
            RandomUniform.of(-1, 2),
            RandomNormal.of(3, 4).seed(5),
            TruncatedNormal.of(1, 2),
            VarianceScaling.of(
                2, VarianceScaling.Mode.FAN_AVG, VarianceScaling.Distribution.UNIFORM),
            GlorotUniform.of().seed(-3),
            GlorotNormal.of(),
            HeUniform.of(),
            HeNormal.of().seed(8),
            LecunUniform.of(),
            LecunNormal.of());
    for (Initializer initializer : all) {
      Map<String, Object> description =
          Map.of("class_name", initializer.className(), "config", initializer.config().values());
      Initializer again = Registry.make(Initializer.class, description, Dialect.KERAS_3);
      assertEquals(initializer.getClass(), again.getClass());
      assertEquals(initializer.config().values(), again.config().values());
      assertArrayEquals(initializer.values(Shape.of(4, 3), 6), again.values(Shape.of(4, 3), 6));
      assertTrue(Registry.names(Initializer.class).contains(initializer.className()));
    }
  }

  @Test
  void readsNamesAndOldWaysOfWriting() {
    assertEquals(
        "GlorotUniform",
        Registry.make(Initializer.class, "glorot_uniform", Dialect.KERAS_2).className());
    Map<String, Object> old =
        Map.of(
            "class_name",
            "VarianceScaling",
            "config",
            Map.of("scale", 2.0, "mode", "fan_in", "distribution", "normal"));
    assertEquals(
        "truncated_normal",
        Registry.make(Initializer.class, old, Dialect.KERAS_2).config().get("distribution"));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void numbersOneByOneAreTheValues(Initializer initializer) {
    float[] values = initializer.values(KERNEL, 5);
    DoubleSupplier numbers = initializer.numbers(KERNEL, 5);
    for (float value : values) {
      assertEquals(value, (float) numbers.getAsDouble());
    }
  }

  @Test
  void anInitializerOfTooFewNumbersIsRefused() {
    Initializer tooShort =
        new Initializer() {
          @Override
          public float[] values(Shape shape, long seed) {
            return new float[3];
          }

          @Override
          public String className() {
            return "TooShort";
          }

          @Override
          public Config config() {
            return new Config();
          }
        };
    String message =
        assertThrows(IllegalArgumentException.class, () -> tooShort.numbers(Shape.of(2, 2), 1))
            .getMessage();
    assertTrue(message.contains("Received: 3"), message);
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> RandomUniform.of(1, 0));
    assertThrows(IllegalArgumentException.class, () -> RandomNormal.of(0, -1));
    assertThrows(IllegalArgumentException.class, () -> TruncatedNormal.of(0, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Constant.of(Double.NaN));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            VarianceScaling.of(
                0, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM));
    assertThrows(IllegalArgumentException.class, () -> Orthogonal.of().values(Shape.of(3), 1));
  }
}
