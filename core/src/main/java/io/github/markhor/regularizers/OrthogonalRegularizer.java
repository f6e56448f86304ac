package io.github.markhor.regularizers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;

/**
 * {@code factor} (default: 0.01) times the mean, over all pairs of rows of a matrix, of |cos| of
 * the angle between them: 0 where the rows are orthogonal to each other. See <a
 * href="https://keras.io/api/layers/regularizers/">Keras: regularizers</a>.
 */
public final class OrthogonalRegularizer extends Immutable<OrthogonalRegularizer>
    implements Regularizer {
  private static final double FACTOR = 0.01;

  /** The vectors that should be orthogonal to each other. */
  public enum Mode {
    ROWS,
    COLUMNS
  }

  private final double factor;
  private Mode mode = Mode.ROWS;

  private OrthogonalRegularizer(double factor) {
    this.factor = L1L2.checked("factor", factor);
  }

  /** With the factor 0.01, for rows. */
  public static OrthogonalRegularizer of() {
    return of(FACTOR);
  }

  /** With a factor, for rows. */
  public static OrthogonalRegularizer of(double factor) {
    return new OrthogonalRegularizer(factor);
  }

  /** Whether rows or columns should be orthogonal. Default: {@link Mode#ROWS}. */
  public OrthogonalRegularizer mode(Mode mode) {
    Require.notNull("mode", mode);
    return with(copy -> copy.mode = mode);
  }

  /** Whether {@code rows} or {@code columns} should be orthogonal. */
  public OrthogonalRegularizer mode(String mode) {
    return mode(KerasNames.choice(Mode.class, "mode", mode));
  }

  static OrthogonalRegularizer fromConfig(Config config) {
    return of(config.getDouble("factor", FACTOR)).mode(config.getEnum("mode", Mode.ROWS));
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
          "Expected a matrix of at least two "
              + KerasNames.of(mode)
              + ". Received: shape="
              + shape);
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
    return new Config().with("factor", factor).with("mode", KerasNames.of(mode));
  }

  @Override
  public String toString() {
    return className() + config().values();
  }
}
