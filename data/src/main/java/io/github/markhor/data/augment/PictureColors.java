package io.github.markhor.data.augment;

/** Changes of a picture's colours, in place, as Keras and Pillow make them. */
final class PictureColors {
  private PictureColors() {}

  /** Adds to all values, clipped to the least and greatest that the whole picture had before. */
  static void shiftChannels(float[] picture, int values, double intensity) {
    float min = min(picture, values);
    float max = max(picture, values);
    float shift = (float) intensity;
    for (int i = 0; i < values; i++) {
      picture[i] = Math.max(min, Math.min(max, picture[i] + shift));
    }
  }

  /**
   * Multiplies the levels. They are cut to whole numbers of 0 to 255 before and after, so a picture
   * of 0..1 becomes black and nearly black; one that goes below 0 or above 255 is stretched to
   * 0..255 first, and back afterwards. The fourth channel, alpha, stays.
   */
  static void brighten(float[] picture, int values, int channels, double factor) {
    float min = min(picture, values);
    float max = max(picture, values);
    boolean stretched = min < 0 || max > 255;
    float range = 0;
    if (stretched) {
      for (int i = 0; i < values; i++) {
        picture[i] -= min;
        range = Math.max(range, picture[i]);
      }
    }
    float f = (float) factor;
    for (int i = 0; i < values; i++) {
      float level = picture[i];
      if (stretched && range != 0) {
        level = level / range * 255;
      }
      int cut = (int) level & 255;
      if (channels != 4 || i % 4 != 3) {
        cut = (int) Math.max(0, Math.min(255, cut * f));
      }
      picture[i] = stretched ? cut / 255f * (max - min) + min : cut;
    }
  }

  private static float min(float[] picture, int values) {
    float min = Float.POSITIVE_INFINITY;
    for (int i = 0; i < values; i++) {
      min = Math.min(min, picture[i]);
    }
    return min;
  }

  private static float max(float[] picture, int values) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < values; i++) {
      max = Math.max(max, picture[i]);
    }
    return max;
  }
}
