package io.github.markhor.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor's numbers as NumPy prints those of a float32 array: aligned, no more digits than tell
 * them apart and at most eight behind the point, the middle of more than a thousand left out.
 */
final class TensorText {
  private static final int THRESHOLD = 1000;
  private static final int EDGE = 3;
  private static final int WIDTH = 75;
  private static final int PRECISION = 8;
  private static final int FLOAT_DIGITS = 9;
  private static final String SUMMARY = "...";

  private final Tensor tensor;
  private final Shape shape;
  private final boolean summarised;
  private final NumberForm form;

  private TensorText(Tensor tensor) {
    this.tensor = tensor;
    this.shape = tensor.shape();
    this.summarised = shape.elements() > THRESHOLD;
    List<Float> shown = new ArrayList<>();
    collect(0, 0, shown);
    this.form = NumberForm.of(shown);
  }

  static String of(Tensor tensor) {
    if (tensor.shape().elements() == 0) {
      return "[]";
    }
    return new TensorText(tensor).text(0, 0, " ", WIDTH);
  }

  private boolean cuts(int axis) {
    return summarised && 2 * EDGE < shape.size(axis);
  }

  /** The places along an axis that are shown, in order. */
  private int[] places(int axis) {
    int size = shape.size(axis);
    int count = cuts(axis) ? 2 * EDGE : size;
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = cuts(axis) && i >= EDGE ? size - count + i : i;
    }
    return places;
  }

  private void collect(int axis, int offset, List<Float> into) {
    if (axis == shape.rank()) {
      into.add(tensor.at(offset));
      return;
    }
    for (int place : places(axis)) {
      collect(axis + 1, offset * shape.size(axis) + place, into);
    }
  }

  private String text(int axis, int offset, String indent, int width) {
    if (axis == shape.rank()) {
      return form.text(tensor.at(offset));
    }
    String inner =
        axis == shape.rank() - 1
            ? lines(axis, offset, indent, width)
            : blocks(axis, offset, indent, width);
    return "[" + inner.substring(indent.length()) + "]";
  }

  /** The numbers along the last axis, wrapped at the width. */
  private String lines(int axis, int offset, String indent, int width) {
    List<String> words = new ArrayList<>();
    for (int place : places(axis)) {
      words.add(text(axis + 1, offset * shape.size(axis) + place, indent, width));
    }
    if (cuts(axis)) {
      words.add(EDGE, SUMMARY);
    }
    StringBuilder done = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < words.size(); i++) {
      boolean isTooLong = line.length() + words.get(i).length() > width - 1;
      if (isTooLong && line.length() > indent.length()) {
        done.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(indent);
      }
      line.append(words.get(i)).append(i + 1 < words.size() ? " " : "");
    }
    return done.append(line).toString();
  }

  /** What lies along an axis before the last, with an empty line for each further axis between. */
  private String blocks(int axis, int offset, String indent, int width) {
    String between = "\n".repeat(shape.rank() - axis - 1);
    List<String> parts = new ArrayList<>();
    for (int place : places(axis)) {
      int at = offset * shape.size(axis) + place;
      parts.add(indent + text(axis + 1, at, indent + " ", width - 1));
    }
    if (cuts(axis)) {
      parts.add(EDGE, indent + SUMMARY);
    }
    return String.join(between, parts);
  }

  /**
   * How wide the numbers of a tensor are.
   *
   * @param isScientific whether they have exponents
   * @param left the characters before the point
   * @param right the digits behind it
   * @param exponent the digits of the exponent
   */
  private record NumberForm(boolean isScientific, int left, int right, int exponent) {
    static NumberForm of(List<Float> values) {
      List<Float> finite = values.stream().filter(Float::isFinite).toList();
      float largest = 0;
      float smallest = Float.POSITIVE_INFINITY;
      for (float value : finite) {
        largest = Math.max(largest, Math.abs(value));
        smallest = value == 0 ? smallest : Math.min(smallest, Math.abs(value));
      }
      boolean isScientific =
          largest > 0 && (largest >= 1e8f || smallest < 0.0001 || largest / smallest > 1000f);
      int left = 0;
      int right = 0;
      int exponent = 0;
      for (float value : finite) {
        String text = isScientific ? scientific(value, 0) : positional(value);
        String digits = isScientific ? text.substring(0, text.indexOf('e')) : text;
        left = Math.max(left, digits.indexOf('.'));
        right = Math.max(right, digits.length() - digits.indexOf('.') - 1);
        exponent = Math.max(exponent, isScientific ? text.length() - text.indexOf('e') - 2 : 0);
      }
      int wide = isScientific ? right + exponent + 2 : right;
      for (float value : values) {
        if (!Float.isFinite(value)) {
          left = Math.max(left, special(value).length() - wide - 1);
        }
      }
      return new NumberForm(isScientific, left, right, exponent);
    }

    String text(float value) {
      int wide = isScientific ? right + exponent + 2 : right;
      if (!Float.isFinite(value)) {
        return padded(special(value), left + wide + 1);
      }
      String text = isScientific ? scientific(value, right) : positional(value);
      int point = text.indexOf('.');
      String whole = " ".repeat(Math.max(0, left - point)) + text;
      int missing = left + 1 + wide - whole.length();
      return isScientific ? whole : whole + " ".repeat(Math.max(0, missing));
    }

    private static String padded(String text, int width) {
      return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String special(float value) {
      return Float.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }

    private static String sign(float value) {
      return value < 0 || 1 / value < 0 ? "-" : "";
    }

    /** 1.5, or "2." of a whole number. */
    private static String positional(float value) {
      BigDecimal digits = shortest(value);
      if (digits.scale() > PRECISION) {
        digits =
            new BigDecimal(Math.abs((double) value)).setScale(PRECISION, RoundingMode.HALF_EVEN);
      }
      String text = digits.signum() == 0 ? "0" : digits.stripTrailingZeros().toPlainString();
      return sign(value) + text + (text.contains(".") ? "" : ".");
    }

    /** 1.50e+02, with at least so many digits behind the point. */
    private static String scientific(float value, int fraction) {
      BigDecimal digits = shortest(value);
      if (digits.signum() == 0) {
        return sign(value) + "0." + "0".repeat(fraction) + "e+00";
      }
      digits = digits.stripTrailingZeros();
      int power = digits.precision() - digits.scale() - 1;
      String all = digits.unscaledValue().toString();
      String behind = all.substring(1);
      return sign(value)
          + all.charAt(0)
          + "."
          + behind
          + "0".repeat(Math.max(0, fraction - behind.length()))
          + (power < 0 ? "e-" : "e+")
          + (Math.abs(power) < 10 ? "0" : "")
          + Math.abs(power);
    }

    /** The fewest digits that are this float and no other, of its absolute value. */
    private static BigDecimal shortest(float value) {
      BigDecimal exact = new BigDecimal(Math.abs((double) value));
      for (int digits = 1; digits < FLOAT_DIGITS; digits++) {
        BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (rounded.floatValue() == Math.abs(value)) {
          return rounded;
        }
      }
      return exact.round(new MathContext(FLOAT_DIGITS, RoundingMode.HALF_EVEN));
    }
  }
}
