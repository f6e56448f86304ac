package io.github.markhor.data.resize;

import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.ResizeMethod;
import java.util.Arrays;

/**
 * Brings decoded pictures to a size as TensorFlow's {@code tf.image.resize} does, and Keras with
 * it: in float, without rounding, after cropping or before padding to the target's shape.
 */
public record TensorFlowResizer(ResizeMethod method, boolean crops, boolean pads)
    implements PictureResizer {
  /** The source pixels that make up each target pixel of an axis, and their weights. */
  private record Axis(int[] first, float[][] weights) {}

  @Override
  public void resize(Picture picture, int height, int width, float[] target) {
    int channels = picture.channels();
    CropBox from = crops ? crop(picture, height, width) : CropBox.whole(picture);
    CropBox to = pads ? pad(picture, height, width) : new CropBox(0, 0, height, width);
    Arrays.fill(target, 0, height * width * channels, 0);
    Axis rows = axis(from.top(), from.height(), to.height());
    Axis columns = axis(from.left(), from.width(), to.width());
    float[] lines = new float[from.height() * to.width() * channels];
    for (int row = 0; row < from.height(); row++) {
      int line = (from.top() + row) * picture.width();
      for (int i = 0; i < to.width(); i++) {
        for (int c = 0; c < channels; c++) {
          float sum = 0;
          for (int tap = 0; tap < columns.weights[i].length; tap++) {
            int at = (line + columns.first[i] + tap) * channels + c;
            sum += level(picture, at) * columns.weights[i][tap];
          }
          lines[(row * to.width() + i) * channels + c] = sum;
        }
      }
    }
    int length = to.width() * channels;
    for (int i = 0; i < to.height(); i++) {
      int at = ((to.top() + i) * width + to.left()) * channels;
      for (int tap = 0; tap < rows.weights[i].length; tap++) {
        int line = (rows.first[i] - from.top() + tap) * length;
        for (int j = 0; j < length; j++) {
          target[at + j] += lines[line + j] * rows.weights[i][tap];
        }
      }
    }
  }

  private static float level(Picture picture, int at) {
    return picture.isWide() ? picture.wideLevels()[at] : picture.levels()[at] & 255;
  }

  private static CropBox crop(Picture picture, int height, int width) {
    int h = picture.height();
    int w = picture.width();
    int cropHeight = Math.max(1, Math.min(h, (int) ((float) ((long) w * height) / width)));
    int cropWidth = Math.max(1, Math.min(w, (int) ((float) ((long) h * width) / height)));
    return new CropBox((h - cropHeight) / 2, (w - cropWidth) / 2, cropHeight, cropWidth);
  }

  private static CropBox pad(Picture picture, int height, int width) {
    float ratio = Math.max((float) picture.width() / width, (float) picture.height() / height);
    float h = picture.height() / ratio;
    float w = picture.width() / ratio;
    int top = Math.max(0, (int) Math.floor((height - h) / 2));
    int left = Math.max(0, (int) Math.floor((width - w) / 2));
    if (h < 1 || w < 1) {
      throw new IllegalArgumentException(
          "A picture of "
              + picture.height()
              + "x"
              + picture.width()
              + " has no pixels left when it is made to fit into "
              + height
              + "x"
              + width
              + ".");
    }
    return new CropBox(top, left, (int) h, (int) w);
  }

  private Axis axis(int start, int length, int target) {
    int[] first = new int[target];
    float[][] weights = new float[target][];
    float scale = (float) length / target;
    for (int i = 0; i < target; i++) {
      if (method == ResizeMethod.NEAREST) {
        first[i] = Math.min((int) Math.floor((i + 0.5f) * scale), length - 1);
        weights[i] = new float[] {1};
      } else if (method == ResizeMethod.AREA) {
        first[i] = (int) (i * scale);
        weights[i] = area(i * scale, (i + 1) * scale, length);
      } else {
        float point = (i + 0.5f) * scale;
        int from = Math.max(0, (int) Math.ceil(point - TensorFlowFilter.reach(method) - 0.5f));
        int to =
            Math.min(length - 1, (int) Math.floor(point + TensorFlowFilter.reach(method) - 0.5f));
        first[i] = from;
        weights[i] = kernel(point, from, to);
      }
      first[i] += start;
    }
    return new Axis(first, weights);
  }

  private static float[] area(float from, float to, int length) {
    int first = (int) from;
    int end = Math.min(length, (int) Math.ceil(to));
    float[] weights = new float[end - first];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = (Math.min(first + j + 1, to) - Math.max(first + j, from)) / (to - from);
    }
    return weights;
  }

  /** The weights of the pixels within the picture; they make up for those beyond. */
  private float[] kernel(float point, int from, int to) {
    float[] weights = new float[to - from + 1];
    float sum = 0;
    for (int j = 0; j < weights.length; j++) {
      weights[j] = TensorFlowFilter.weight(method, from + j + 0.5f - point);
      sum += weights[j];
    }
    for (int j = 0; j < weights.length && sum != 0; j++) {
      weights[j] /= sum;
    }
    return weights;
  }
}
