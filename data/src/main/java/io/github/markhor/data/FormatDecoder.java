package io.github.markhor.data;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Gives each file to the decoder that reads its format as Pillow does: OpenCV's for most, others
 * for what OpenCV changes.
 */
final class FormatDecoder implements PictureDecoder {
  private final PictureDecoder common = new OpenCvDecoder();
  private PictureDecoder gif;
  private PictureDecoder cmyk;
  private PictureDecoder tiff;

  @Override
  public void decode(
      byte[] file, int length, Path name, ColorMode mode, int reduction, Picture into) {
    of(file, length).decode(file, length, name, mode, reduction, into);
  }

  private PictureDecoder of(byte[] file, int length) {
    if (GifDecoder.isGif(file, length)) {
      gif = made(gif, GifDecoder::new);
      return gif;
    }
    if (TiffFile.isKnown(file, length)) {
      tiff = made(tiff, TiffDecoder::new);
      return tiff;
    }
    if (CmykJpegDecoder.isCmykJpeg(file, length)) {
      cmyk = made(cmyk, CmykJpegDecoder::create);
      return cmyk;
    }
    return common;
  }

  private static PictureDecoder made(PictureDecoder existing, Supplier<PictureDecoder> maker) {
    return existing == null ? maker.get() : existing;
  }

  @Override
  public void close() {
    common.close();
  }
}
