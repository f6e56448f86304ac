package io.github.markhor.conformance;

import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.picture.PictureTransform;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Draws many transforms and compares their distribution with what Keras draws from. */
final class RandomKind {
  private RandomKind() {}

  static void run(Case given, Checks checks) {
    if (given.has("error")) {
      Refusals.check(given, checks, () -> KerasArguments.generator(given.map("generator")).build());
      return;
    }
    ImageDataGenerator generator = KerasArguments.generator(given.map("generator")).build();
    int[] sizes = given.list("img_shape").stream().mapToInt(size -> (Integer) size).toArray();
    PictureTransform[] drawn = new PictureTransform[given.number("draws")];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = generator.randomTransform(Shape.of(sizes), 20_26, i % 3, i);
    }
    Map<String, Object> parameters = given.map("parameters");
    for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      // Markhor moves rows where Keras, given the range of the height, moves columns.
      String own = name.equals("tx") ? "ty" : name.equals("ty") ? "tx" : name;
      double[] values = new double[drawn.length];
      Arrays.setAll(values, (IntToDoubleFunction) i -> value(drawn[i], own));
      Map<?, ?> expected = (Map<?, ?>) parameter.getValue();
      new Distribution(name, expected, given.map("tolerance"), checks).check(values);
    }
  }

  /** A parameter as a number; NaN for one that is absent. */
  static double value(PictureTransform t, String name) {
    return switch (name) {
      case "theta" -> t.theta();
      case "tx" -> t.tx();
      case "ty" -> t.ty();
      case "shear" -> t.shear();
      case "zx" -> t.zx();
      case "zy" -> t.zy();
      case "flip_horizontal" -> t.flipHorizontal() ? 1 : 0;
      case "flip_vertical" -> t.flipVertical() ? 1 : 0;
      case "channel_shift_intensity" -> t.channelShift() == 0 ? Double.NaN : t.channelShift();
      case "brightness" -> t.brightness().orElse(Double.NaN);
      default -> throw KerasArguments.unknown("a known parameter", name);
    };
  }

  /** A parameter of the JSON as such a number. */
  static double number(Object value) {
    return value == null
        ? Double.NaN
        : value instanceof Boolean flag ? (flag ? 1 : 0) : JsonNumbers.number(value);
  }

  /** The distribution expected of many draws of one parameter. */
  private record Distribution(
      String name, Map<?, ?> expected, Map<String, Object> tolerance, Checks checks) {
    void check(double[] values) {
      switch ((String) expected.get("distribution")) {
        case "constant" -> {
          double constant = number(expected.get("value"));
          for (double value : values) {
            if (value != constant && !(Double.isNaN(value) && Double.isNaN(constant))) {
              checks.that(false, name + ": expected always " + constant + ", received " + value);
              return;
            }
          }
          checks.that(true, name);
        }
        case "uniform" -> checkUniform(values);
        case "discrete" -> {
          List<?> wanted = (List<?>) expected.get("values");
          List<?> shares = (List<?>) expected.get("probabilities");
          double seen = 0;
          for (int i = 0; i < wanted.size(); i++) {
            seen += checkShare(values, number(wanted.get(i)), number(shares.get(i)));
          }
          checks.that(Math.abs(seen - 1) < 1e-9, name + ": some values are none of " + wanted);
          checkMoments(values);
        }
        case "coin" -> {
          Object share = expected.get("probability");
          double seen = checkShare(values, 1, share == null ? 0.5 : number(share));
          checks.that(seen > 0 && seen < 1, name + ": always the same");
        }
        default ->
            throw KerasArguments.unknown("a known distribution", expected.get("distribution"));
      }
    }

    private void checkUniform(double[] values) {
      double low = Math.min(number(expected.get("low")), number(expected.get("high")));
      double high = Math.max(number(expected.get("low")), number(expected.get("high")));
      for (double value : values) {
        if (!(value >= low && value <= high)) {
          checks.that(
              false, name + ": expected from " + low + " to " + high + ", received " + value);
          return;
        }
      }
      checkMoments(values);
    }

    private double checkShare(double[] values, double wanted, double share) {
      double seen = Arrays.stream(values).filter(value -> value == wanted).count();
      seen /= values.length;
      double error = Math.sqrt(share * (1 - share) / values.length);
      double allowed = number(tolerance.get("share_in_standard_errors")) * error;
      checks.that(
          Math.abs(seen - share) <= allowed + 1e-12,
          name + ": expected " + wanted + " in a share of " + share + ", received " + seen);
      return seen;
    }

    private void checkMoments(double[] values) {
      double mean = Arrays.stream(values).average().orElseThrow();
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      double std = Math.sqrt(squares / values.length);
      double wantedMean = number(expected.get("mean"));
      double wantedStd = number(expected.get("std"));
      double allowed =
          number(tolerance.get("mean_in_standard_errors")) * wantedStd / Math.sqrt(values.length);
      checks.that(
          Math.abs(mean - wantedMean) <= allowed + 1e-12,
          name + ": expected the mean " + wantedMean + ", received " + mean);
      checks.that(
          Math.abs(std - wantedStd) <= number(tolerance.get("std_relative")) * wantedStd + 1e-12,
          name + ": expected the deviation " + wantedStd + ", received " + std);
    }
  }
}
