package io.github.markhor.layers;

import io.github.markhor.graph.Warp;

/** The pixels beyond the edges of a picture that is moved; a b c d is the picture. */
public enum FillMode {
  /** The fill value: k k k | a b c d | k k k. */
  CONSTANT,
  /** The pixel at the edge: a a a | a b c d | d d d. */
  NEAREST,
  /** The picture mirrored: c b a | a b c d | d c b. */
  REFLECT,
  /** The picture again: b c d | a b c d | a b c. */
  WRAP;

  Warp.Fill fill() {
    return Warp.Fill.valueOf(name());
  }
}
