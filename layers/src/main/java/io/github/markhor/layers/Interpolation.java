package io.github.markhor.layers;

import io.github.markhor.config.Config;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What stands between the pixels of a picture. */
public enum Interpolation {
  /** The nearest pixel. */
  NEAREST,
  /** A straight line between two pixels. */
  BILINEAR,
  /** Keys's cubic through four pixels, a = -0.5. */
  BICUBIC,
  /** The mean of the area that a pixel of the result covers. */
  AREA,
  /** A sinc windowed to three pixels on both sides. */
  LANCZOS3,
  /** A sinc windowed to five pixels on both sides. */
  LANCZOS5;

  String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The interpolation of the argument {@code interpolation}. */
  static Interpolation of(Config config, Interpolation otherwise) {
    String name = config.getString("interpolation", otherwise.kerasName());
    List<String> names = Arrays.stream(values()).map(Interpolation::kerasName).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "Expected an interpolation, one of " + names + ". Received: interpolation=" + name);
    }
    return values()[index];
  }
}
