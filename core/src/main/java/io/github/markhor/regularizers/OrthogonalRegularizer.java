package io.github.markhor.regularizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;

/**
 * {@code factor} (default: 0.01) times the mean, over all pairs of rows of a matrix, of |cos| of
 * the angle between them: 0 where the rows are orthogonal to each other. See <a
 * href="https://keras.io/api/layers/regularizers/">Keras: regularizers</a>.
 */
public final class OrthogonalRegularizer implements Regularizer {
  /** What is to be orthogonal. */
  public enum Mode {
    ROWS,
    COLUMNS;

    String kerasName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final double factor;
  private final Mode mode;

  private OrthogonalRegularizer(double factor, Mode mode) {
    this.factor = L1L2.checked("factor", factor);
    this.mode = mode;
  }

  public static OrthogonalRegularizer of() {
    return of(0.01);
  }

  public static OrthogonalRegularizer of(double factor) {
    return new OrthogonalRegularizer(factor, Mode.ROWS);
  }

  /** A copy for rows or columns. Default: rows. */
  public OrthogonalRegularizer mode(Mode mode) {
    return new OrthogonalRegularizer(factor, mode);
  }

  static OrthogonalRegularizer fromConfig(Config config) {
    String name = config.getString("mode", "rows");
    for (Mode mode : Mode.values()) {
      if (mode.kerasName().equals(name)) {
        return of(config.getDouble("factor", 0.01)).mode(mode);
      }
    }
    throw new IllegalArgumentException("Expected mode rows or columns. Received: mode=" + name);
  }

  /**
   * The penalty.
   *
   * @throws IllegalArgumentException if x is not a matrix of at least two rows, or columns
   */
  @Override
  public Value penalty(Value x) {
    Shape shape = x.shape();
    int size = shape.rank() == 2 ? shape.size(mode == Mode.ROWS ? 0 : 1) : 0;
    if (size < 2) {
      throw new IllegalArgumentException(
          "Expected a matrix of at least two " + mode.kerasName() + ". Received: shape=" + shape);
    }
    Value rows = mode == Mode.ROWS ? x : x.transpose(1, 0);
    Value lengths = rows.square().sumKeeping(1).sqrt().max(KerasDefaults.EPSILON);
    Value unit = rows.div(lengths);
    Value cosines = unit.matMul(unit.transpose(1, 0)).abs().mul(offDiagonal(x, size));
    return cosines.sum().mul(factor / (size * (size - 1.0)));
  }

  private static Value offDiagonal(Value x, int size) {
    float[] values = new float[Math.multiplyExact(size, size)];
    Arrays.fill(values, 1);
    for (int i = 0; i < size; i++) {
      values[i * size + i] = 0;
    }
    return x.graph().constant(Type.float32(Shape.of(size, size)), values);
  }

  @Override
  public String className() {
    return "OrthogonalRegularizer";
  }

  @Override
  public Config config() {
    return new Config().with("factor", factor).with("mode", mode.kerasName());
  }

  @Override
  public String toString() {
    return className() + config().values();
  }
}
