package io.github.markhor.layers;

import io.github.markhor.graph.Type;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pictures at places of any kind; for affine maps there is {@link
 * io.github.markhor.graph.Warp}. The gradient with respect to the pictures is exact; with respect
 * to the places there is none.
 *
 * @param bilinear whether four pixels are interpolated; else the nearest is read
 * @param value the number beyond the edges under {@link FillMode#CONSTANT}
 */
record Sampler(boolean bilinear, FillMode fill, double value) {
  /** The most numbers of a table whose places float32 tells apart. */
  private static final int LARGEST = 1 << 24;

  /**
   * The pictures' numbers at the places, (N, h, w, C).
   *
   * @param pictures (N, H, W, C) in float32
   * @param x the columns, (N, h, w, 1), from 0
   * @param y the rows, (N, h, w, 1), from 0
   */
  Value read(Value pictures, Value x, Value y) {
    Shape shape = pictures.shape();
    int n = shape.size(0);
    long each = shape.elements() / n;
    if (each > LARGEST) {
      throw new IllegalArgumentException(
          "Expected pictures of at most " + LARGEST + " numbers. Received: " + shape.dropFirst());
    }
    int together = (int) Math.max(1, Math.min(n, LARGEST / Math.max(1, each)));
    List<Value> parts = new ArrayList<>();
    for (int from = 0; from < n; from += together) {
      int to = Math.min(n, from + together);
      parts.add(readTogether(part(pictures, from, to), part(x, from, to), part(y, from, to)));
    }
    return parts.get(0).concat(0, parts.subList(1, parts.size()).toArray(new Value[0]));
  }

  private static Value part(Value batch, int from, int to) {
    return batch.pad(new int[] {-from, 0, 0, 0}, new int[] {to - batch.shape().size(0), 0, 0, 0});
  }

  private Value readTogether(Value pictures, Value x, Value y) {
    // Far beyond the edges, which keeps the whole numbers exact.
    Value column = x.clip(-1e6, 1e6);
    Value row = y.clip(-1e6, 1e6);
    if (!bilinear) {
      return pixels(pictures, floor(column.add(0.5)), floor(row.add(0.5)));
    }
    Value left = floor(column);
    Value above = floor(row);
    Value toRight = column.sub(left);
    Value down = row.sub(above);
    Value upper =
        between(pixels(pictures, left, above), pixels(pictures, left.add(1), above), toRight);
    Value below = above.add(1);
    Value lower =
        between(pixels(pictures, left, below), pixels(pictures, left.add(1), below), toRight);
    return between(upper, lower, down);
  }

  private static Value floor(Value x) {
    return x.unary(Unary.Kind.FLOOR);
  }

  private static Value between(Value one, Value other, Value share) {
    return one.mul(share.neg().add(1)).add(other.mul(share));
  }

  /** The pixels in whole columns and rows, which may be beyond the edges. */
  private Value pixels(Value pictures, Value columns, Value rows) {
    Shape shape = pictures.shape();
    int height = shape.size(1);
    int width = shape.size(2);
    int channels = shape.size(3);
    Value pixel = inside(rows, height).mul(width).add(inside(columns, width));
    Value places =
        pixel
            .add(numbers(pictures, (double) height * width, shape.size(0), 1, 1, 1))
            .mul(channels)
            .add(numbers(pictures, 1, channels));
    Value table = pictures.reshape(Math.toIntExact(shape.elements()));
    Value read = table.lookup(places);
    if (fill != FillMode.CONSTANT) {
      return read;
    }
    Value there = isInside(rows, height).mul(isInside(columns, width));
    return there.select(read, value);
  }

  /** 0, step, 2 · step and so on. */
  private static Value numbers(Value like, double step, int... sizes) {
    float[] numbers = new float[(int) Shape.of(sizes).elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (i * step);
    }
    return like.graph().constant(Type.float32(Shape.of(sizes)), numbers);
  }

  private static Value isInside(Value at, int size) {
    return at.greaterEqual(0).mul(at.less(size));
  }

  /** Whole numbers brought to 0 to size - 1, as Keras does; see {@link FillMode}. */
  private Value inside(Value at, int size) {
    return switch (fill) {
      case CONSTANT, NEAREST -> at.clip(0, size - 1);
      case WRAP -> remainder(at, size);
      case REFLECT -> {
        Value twice = remainder(at.abs(), 2 * size);
        yield twice.less(size).select(twice, twice.neg().add(2 * size - 1));
      }
    };
  }

  private static Value remainder(Value at, int size) {
    // The quotient may be rounded to the next whole number, which the limits undo.
    return at.sub(floor(at.div(size)).mul(size)).clip(0, size - 1);
  }
}
