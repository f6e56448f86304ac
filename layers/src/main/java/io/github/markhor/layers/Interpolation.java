package io.github.markhor.layers;

/** How the numbers between the pixels of a picture are computed. */
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
  LANCZOS5
}
