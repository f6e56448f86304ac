package io.github.markhor.data.decode;

import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureDecoder;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureSize;
import java.util.List;
import java.util.Optional;

/** TIFF and BigTIFF, of several pages the first; with alpha or inks, by a decoder of our own. */
final class TiffFormat extends OpenCvFormat {
  @Override
  public String name() {
    return "TIFF";
  }

  @Override
  public List<String> endings() {
    return List.of("tif", "tiff");
  }

  @Override
  public boolean countsInDatasets() {
    return false;
  }

  @Override
  public boolean recognizes(PictureFile file) {
    return file.startsWith("II*\0")
        || file.startsWith("MM\0*")
        || file.startsWith("II+\0")
        || file.startsWith("MM\0+");
  }

  @Override
  public Optional<PictureSize> size(PictureFile file) {
    return TiffTags.read(file)
        .map(tags -> new PictureSize(tags.get(TiffTags.HEIGHT, 0), tags.get(TiffTags.WIDTH, 0)))
        .filter(size -> size.pixels() > 0);
  }

  @Override
  public PictureDecoder decoder() {
    return new Decoder();
  }

  private static final class Decoder implements PictureDecoder {
    private final OpenCvDecoder common = new OpenCvDecoder();

    @Override
    public void decode(PictureFile file, int reduction, Picture into) {
      Optional<TiffTags> tags = TiffTags.read(file).filter(AlphaTiffDecoder::reads);
      if (tags.isPresent()) {
        AlphaTiffDecoder.decode(tags.get(), file, into);
      } else {
        common.decode(file, reduction, into);
      }
    }

    @Override
    public void close() {
      common.close();
    }
  }
}
