package io.github.markhor.data.picture;

/**
 * How {@code ImageDataset.fromDirectory} brings pictures to their size: TensorFlow's methods, which
 * unlike {@link Interpolation} do not average over the pixels that a smaller picture leaves out,
 * and do not round.
 *
 * @see <a href="https://www.tensorflow.org/api_docs/python/tf/image/resize">TensorFlow: resize</a>
 */
public enum ResizeMethod {
  /** Blends the four pixels around a point. The default. */
  BILINEAR,
  /** The pixel that the point lies in. */
  NEAREST,
  /** Blends sixteen pixels by a cubic with a = -1/2. */
  BICUBIC,
  /** The mean over the area of the new pixel. */
  AREA,
  /** A Lanczos-windowed sinc that reaches three pixels. */
  LANCZOS3,
  /** A Lanczos-windowed sinc that reaches five pixels. */
  LANCZOS5,
  /** A Gaussian of half a pixel that reaches one pixel and a half. */
  GAUSSIAN,
  /** Mitchell and Netravali's cubic. */
  MITCHELLCUBIC
}
