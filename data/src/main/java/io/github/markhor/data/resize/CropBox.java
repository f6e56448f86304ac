package io.github.markhor.data.resize;

import io.github.markhor.data.picture.Picture;

/** The part of a picture that is resized: whole pixels from (top, left). */
record CropBox(int top, int left, int height, int width) {
  static CropBox whole(Picture picture) {
    return new CropBox(0, 0, picture.height(), picture.width());
  }

  /** The largest centred part of a picture with the target's aspect ratio. */
  static CropBox ofAspect(Picture picture, int targetHeight, int targetWidth) {
    int h = picture.height();
    int w = picture.width();
    int height = (int) Math.min(h, (long) w * targetHeight / targetWidth);
    int width = (int) Math.min(w, (long) h * targetWidth / targetHeight);
    if (height == 0 || width == 0) {
      throw new IllegalArgumentException(
          "A picture of "
              + h
              + "x"
              + w
              + " has no part of the shape of the target size "
              + targetHeight
              + "x"
              + targetWidth
              + ".");
    }
    return new CropBox((h - height) / 2, (w - width) / 2, height, width);
  }
}
