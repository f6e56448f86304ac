package io.github.markhor.layers;

import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;

/** Arithmetic of colours, on pictures (N, H, W, 3) in float32: red, green, blue. */
final class Colors {
  static final int CHANNELS = 3;

  private Colors() {}

  /** One channel, (N, H, W, 1). */
  static Value channel(Value pictures, int channel) {
    int after = pictures.shape().size(3) - 1 - channel;
    return pictures.pad(new int[] {0, 0, 0, -channel}, new int[] {0, 0, 0, -after});
  }

  /** The brightness that the eye sees, (N, H, W, 1); the weights of ITU-R BT.601. */
  static Value gray(Value pictures) {
    Type type = new Type(Shape.of(CHANNELS), pictures.dtype());
    Value weights = pictures.graph().constant(type, 0.2989f, 0.5870f, 0.1140f);
    return pictures.mul(weights).sumKeeping(3);
  }

  /**
   * A picture by hue, saturation and value, each (N, H, W, 1). Smith, "Color Gamut Transform Pairs"
   * (1978).
   *
   * @param hue a share of the circle, from 0 (red) over 1/3 (green) and 2/3 (blue) to 1
   * @param saturation from 0, gray, to 1
   * @param value the largest of the three channels
   */
  record Hsv(Value hue, Value saturation, Value value) {
    /** Of pictures whose numbers are 0 to 1. */
    static Hsv of(Value pictures) {
      Value red = channel(pictures, 0);
      Value green = channel(pictures, 1);
      Value blue = channel(pictures, 2);
      Value largest = red.max(green).max(blue);
      Value range = largest.sub(red.min(green).min(blue));
      Value saturation = range.div(largest.greater(0).select(largest, 1));
      Value sixth = range.greater(0).select(range, 1).mul(6);
      Value ofRed = green.sub(blue).div(sixth);
      Value ofGreen = blue.sub(red).div(sixth).add(1 / 3.0);
      Value ofBlue = red.sub(green).div(sixth).add(2 / 3.0);
      Value hue = red.equal(largest).select(ofRed, green.equal(largest).select(ofGreen, ofBlue));
      Value colored = range.greater(0).select(hue, 0);
      return new Hsv(colored.less(0).select(colored.add(1), colored), saturation, largest);
    }

    /** The same colours as pictures (N, H, W, 3). */
    Value pictures() {
      Value six = hue.mul(6);
      Value red = six.sub(3).abs().sub(1).clip(0, 1);
      Value green = six.sub(2).abs().neg().add(2).clip(0, 1);
      Value blue = six.sub(4).abs().neg().add(2).clip(0, 1);
      Value pure = red.concat(3, green, blue);
      return saturation.neg().add(1).add(saturation.mul(pure)).mul(value);
    }
  }
}
