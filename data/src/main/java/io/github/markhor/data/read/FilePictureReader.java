package io.github.markhor.data.read;

import io.github.markhor.data.decode.FileDecoder;
import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.resize.PictureResizer;
import java.nio.file.Path;
import java.util.List;

/** Reads pictures from their files, in one size. */
public final class FilePictureReader implements PictureReader {
  private final List<Path> files;
  private final FileDecoder decoder;
  private final PictureResizer resizer;
  private final int height;
  private final int width;

  /**
   * A reader for one thread.
   *
   * @param files the files in the order of the pictures' numbers
   * @param decoder is closed with this reader
   */
  public FilePictureReader(
      List<Path> files, FileDecoder decoder, PictureResizer resizer, int height, int width) {
    this.files = files;
    this.decoder = decoder;
    this.resizer = resizer;
    this.height = height;
    this.width = width;
  }

  @Override
  public void read(int sample, float[] into) {
    Path file = files.get(sample);
    Picture picture = decoder.read(file, height, width);
    try {
      resizer.resize(picture, height, width, into);
    } catch (IllegalArgumentException e) {
      throw new PictureException(file, e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw decoder.tooLarge(file, e);
    }
  }

  @Override
  public void close() {
    decoder.close();
  }
}
