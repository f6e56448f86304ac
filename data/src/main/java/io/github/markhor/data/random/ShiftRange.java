package io.github.markhor.data.random;

import io.github.markhor.config.Require;
import io.github.markhor.data.numpy.RandomState;
import java.util.Arrays;

/** The range of shifts along an axis, in the ways in which Keras takes it. */
public final class ShiftRange {
  static final ShiftRange NONE = new ShiftRange(Kind.UNIFORM, new double[] {0});

  private final Kind kind;
  private final double[] values;

  private ShiftRange(Kind kind, double[] values) {
    this.kind = kind;
    this.values = values;
  }

  private enum Kind {
    /** Any number up to the value: a share of the length below 1, otherwise pixels. */
    UNIFORM,
    /** A whole number of pixels below the value. */
    WHOLE,
    /** One of the values: shares of the length if all are below 1, otherwise pixels. */
    CHOICE
  }

  /**
   * Any number up to a value, to either side: a share of the length below 1, otherwise pixels. The
   * sign of the value does not matter.
   */
  public static ShiftRange upTo(String name, double range) {
    return new ShiftRange(Kind.UNIFORM, new double[] {Require.finite(name, range)});
  }

  /** A whole number of pixels below a value, to either side. Its sign does not matter. */
  public static ShiftRange wholeBelow(int range) {
    return new ShiftRange(Kind.WHOLE, new double[] {range});
  }

  /** One of several values: shares of the length if all are below 1, otherwise pixels. */
  public static ShiftRange oneOf(String name, double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException(
          "Expected " + name + " to be given at least one value. Received: none");
    }
    for (double value : values) {
      Require.finite(name, value);
    }
    return new ShiftRange(Kind.CHOICE, values.clone());
  }

  /** Whether two shifts can differ. */
  boolean varies() {
    double none = kind == Kind.WHOLE ? 1 : 0; // no whole number but 0 is below 1
    return Arrays.stream(values).anyMatch(value -> Math.abs(value) > none);
  }

  /** A shift in pixels, from two numbers of [0, 1): how far and to which side. */
  double draw(double far, double side, int length) {
    double sign = side < 0.5 ? -1 : 1;
    switch (kind) {
      case WHOLE:
        return sign * Math.floor(far * Math.abs(values[0])) + 0.0;
      case CHOICE:
        return sign * values[(int) (far * values.length)] * unit(length, true);
      default:
        double range = Math.abs(values[0]) < 1 ? values[0] * length : values[0];
        return range == 0 ? 0 : (2 * far - 1) * range;
    }
  }

  /**
   * The same from NumPy's generator, with Keras's calls in their order. Keras takes every negative
   * value, be it of pixels, for a share of the length.
   */
  double drawAsKeras(RandomState random, int length) {
    if (kind != Kind.CHOICE && values[0] == 0) {
      return 0;
    }
    double shift;
    if (kind == Kind.CHOICE) {
      shift = random.choice(values) * random.choice(-1, 1);
    } else if (kind == Kind.WHOLE && values[0] > 0) {
      shift = random.randint((int) values[0]) * random.choice(-1, 1);
    } else {
      shift = random.uniform(-values[0], values[0]);
    }
    return shift * unit(length, false);
  }

  /** The factor of a value: values below 1, of either sign unless Keras is repeated, are shares. */
  private int unit(int length, boolean eitherSign) {
    double greatest =
        Arrays.stream(values).map(v -> eitherSign ? Math.abs(v) : v).max().getAsDouble();
    return greatest < 1 ? length : 1;
  }
}
