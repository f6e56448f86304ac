package io.github.markhor.data.picture;

/**
 * The filling of a transformed picture where the original has no pixels, per axis, with the line
 * {@code a b c d} as example. The names in lower case are Keras's strings.
 */
public enum FillMode {
  /** The value {@code cval}: {@code k k k k | a b c d | k k k k}. Nothing blends at the edge. */
  CONSTANT,
  /** The nearest pixel: {@code a a a a | a b c d | d d d d}. The default. */
  NEAREST,
  /** A mirror that doubles the edge: {@code d c b a | a b c d | d c b a}. */
  REFLECT,
  /** The other side, with the first pixel upon the last: {@code a b c | a b c d | b c a}. */
  WRAP
}
