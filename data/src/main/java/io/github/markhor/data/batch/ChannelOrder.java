package io.github.markhor.data.batch;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;

/**
 * Whether the channels of a user's arrays come first, (C, H, W), or last, (H, W, C): Keras's {@code
 * data_format}. Everything inside has them last, and the order changes here alone.
 */
public record ChannelOrder(boolean channelsFirst) {
  /** The shape (..., H, W, C) of a shape of the user's, of rank 3 or 4. */
  public Shape toLast(Shape shape) {
    if (!channelsFirst) {
      return shape;
    }
    int[] sizes = shape.toArray();
    int c = sizes.length - 3;
    int channels = sizes[c];
    sizes[c] = sizes[c + 1];
    sizes[c + 1] = sizes[c + 2];
    sizes[c + 2] = channels;
    return Shape.of(sizes);
  }

  /** The user's shape of a shape (..., H, W, C), of rank 3 or 4. */
  public Shape fromLast(Shape shape) {
    if (!channelsFirst) {
      return shape;
    }
    int[] sizes = shape.toArray();
    int c = sizes.length - 1;
    int channels = sizes[c];
    sizes[c] = sizes[c - 1];
    sizes[c - 1] = sizes[c - 2];
    sizes[c - 2] = channels;
    return Shape.of(sizes);
  }

  /** Reads the user's picture from where the buffer stands, to (H, W, C) = {@code shape}. */
  public void toLast(FloatBuffer from, float[] to, Shape shape) {
    int pixels = shape.size(0) * shape.size(1);
    int channels = shape.size(2);
    if (!channelsFirst) {
      from.get(to, 0, pixels * channels);
      return;
    }
    for (int c = 0; c < channels; c++) {
      for (int i = c; i < pixels * channels; i += channels) {
        to[i] = from.get();
      }
    }
  }

  /** A picture (H, W, C) = {@code shape} in the user's layout; the same array if that is it. */
  public float[] fromLast(float[] picture, Shape shape) {
    if (!channelsFirst) {
      return picture;
    }
    int pixels = shape.size(0) * shape.size(1);
    int channels = shape.size(2);
    float[] to = new float[pixels * channels];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < pixels; i++) {
        to[c * pixels + i] = picture[i * channels + c];
      }
    }
    return to;
  }

  /** The user's pictures, of rank 3 or 4, with the channels last. */
  public Tensor toLast(Tensor x) {
    if (!channelsFirst) {
      return x;
    }
    Shape shape = toLast(x.shape());
    float[] values = new float[Math.toIntExact(shape.elements())];
    Shape each = picture(shape);
    float[] one = new float[Math.toIntExact(each.elements())];
    FloatBuffer from = x.buffer();
    for (int at = 0; at < values.length; at += one.length) {
      toLast(from, one, each);
      System.arraycopy(one, 0, values, at, one.length);
    }
    return Tensor.of(values, shape);
  }

  /** Pictures with the channels last, of rank 3 or 4, in the user's layout. */
  public Tensor fromLast(Tensor x) {
    if (!channelsFirst) {
      return x;
    }
    Shape each = picture(x.shape());
    float[] values = x.toArray();
    float[] one = new float[Math.toIntExact(each.elements())];
    for (int at = 0; at < values.length; at += one.length) {
      System.arraycopy(values, at, one, 0, one.length);
      System.arraycopy(fromLast(one, each), 0, values, at, one.length);
    }
    return Tensor.of(values, fromLast(x.shape()));
  }

  private static Shape picture(Shape shape) {
    return shape.rank() == 4 ? shape.dropFirst() : shape;
  }
}
