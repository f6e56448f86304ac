package io.github.markhor.data.picture;

/**
 * How a picture is brought to its target size, as Pillow does it: Keras's {@code interpolation}.
 */
public enum Interpolation {
  /** The pixel below the middle of each new pixel; picks, never blends. Keras's default. */
  NEAREST,
  /** The mean over the new pixel's area. */
  BOX,
  /** A triangle of two pixels' width, widened when the picture shrinks. */
  BILINEAR,
  /** A Hamming-windowed sinc of two pixels' width: as quick as bilinear and sharper. */
  HAMMING,
  /** A cubic of four pixels' width with a = -1/2. */
  BICUBIC,
  /** A Lanczos-windowed sinc of six pixels' width. */
  LANCZOS
}
