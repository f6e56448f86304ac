package io.github.markhor.data.read;

import io.github.markhor.data.decode.FileDecoder;
import io.github.markhor.data.resize.PictureResizer;
import java.nio.file.Path;
import java.util.List;

/** Reads pictures from their files, in one size. */
public final class FilePictureReader implements PictureReader {
  private final List<Path> files;
  private final SizedDecoder decoder;
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
    this.decoder = new SizedDecoder(decoder, resizer, height, width);
    this.height = height;
    this.width = width;
  }

  @Override
  public void read(int sample, float[] into) {
    decoder.read(d -> d.read(files.get(sample), height, width), into);
  }

  @Override
  public void close() {
    decoder.close();
  }
}
