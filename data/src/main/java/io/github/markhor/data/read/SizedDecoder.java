package io.github.markhor.data.read;

import io.github.markhor.data.decode.FileDecoder;
import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.resize.PictureResizer;
import java.util.function.Function;

/** Decodes pictures, wherever they lie, and brings them to one size. Each thread has its own. */
public final class SizedDecoder implements AutoCloseable {
  private final FileDecoder decoder;
  private final PictureResizer resizer;
  private final int height;
  private final int width;

  /**
   * A decoder for one thread.
   *
   * @param decoder is closed with this one
   */
  public SizedDecoder(FileDecoder decoder, PictureResizer resizer, int height, int width) {
    this.decoder = decoder;
    this.resizer = resizer;
    this.height = height;
    this.width = width;
  }

  /**
   * Writes a picture, (H, W, C).
   *
   * @param decoding calls one of the decoder's {@code read} methods
   */
  public void read(Function<FileDecoder, Picture> decoding, float[] into) {
    Picture picture = decoding.apply(decoder);
    try {
      resizer.resize(picture, height, width, into);
    } catch (IllegalArgumentException e) {
      throw decoder.problem(e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw decoder.tooLarge(e);
    }
  }

  @Override
  public void close() {
    decoder.close();
  }
}
