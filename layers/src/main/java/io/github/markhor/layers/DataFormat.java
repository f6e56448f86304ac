package io.github.markhor.layers;

import io.github.markhor.Shape;
import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import java.util.Locale;

/** Where the channels of pictures are. Computing is always done with the channels last. */
public enum DataFormat {
  /** (N, H, W, C). */
  CHANNELS_LAST,
  /** (N, C, H, W), transposed before and after. */
  CHANNELS_FIRST;

  String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DataFormat of(Config config) {
    String name = config.getString("data_format", "channels_last");
    for (DataFormat format : values()) {
      if (format.kerasName().equals(name)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "Expected a data format channels_last or channels_first. Received: data_format=" + name);
  }

  /** The shape (H, W, C) of pictures in this format, without the batch. */
  Shape toLast(Shape picture) {
    return this == CHANNELS_LAST
        ? picture
        : Shape.of(picture.size(1), picture.size(2), picture.size(0));
  }

  /** The shape in this format of pictures (H, W, C), without the batch. */
  Shape fromLast(Shape picture) {
    return this == CHANNELS_LAST
        ? picture
        : Shape.of(picture.size(2), picture.size(0), picture.size(1));
  }

  /** Pictures in this format as (N, H, W, C). */
  Value toLast(Value pictures) {
    return this == CHANNELS_LAST ? pictures : pictures.transpose(0, 2, 3, 1);
  }

  /** Pictures (N, H, W, C) in this format. */
  Value fromLast(Value pictures) {
    return this == CHANNELS_LAST ? pictures : pictures.transpose(0, 3, 1, 2);
  }
}
