package io.github.markhor.data.picture;

/** The channels that pictures are turned into, as Keras's {@code color_mode}. */
public enum ColorMode {
  /**
   * One channel, L = (19595 R + 38470 G + 7471 B + 32768) &gt;&gt; 16 of the red, green and blue
   * picture; grey pictures stay as they are.
   */
  GRAYSCALE(1),
  /** Red, green, blue; alpha is dropped without blending. The default. */
  RGB(3),
  /** Red, green, blue and alpha, 255 where the picture has none. */
  RGBA(4);

  private final int channels;

  ColorMode(int channels) {
    this.channels = channels;
  }

  /** The number of channels. */
  public int channels() {
    return channels;
  }
}
