package io.github.markhor.data.decode;

import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureDecoder;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * TIFF and BigTIFF, of several pages the first; with alpha, inks or planes, by a decoder of our
 * own.
 */
final class TiffFormat extends OpenCvFormat {
  /** Compressions that are not read, by their numbers in the file. */
  private static final Map<Integer, String> UNREAD =
      Map.ofEntries(
          Map.entry(32909, "PixarLog"),
          Map.entry(33003, "JPEG 2000"),
          Map.entry(33005, "JPEG 2000"),
          Map.entry(34661, "JBIG"),
          Map.entry(34676, "SGILog"),
          Map.entry(34677, "SGILog"),
          Map.entry(34712, "JPEG 2000"),
          Map.entry(34713, "a camera (Nikon NEF)"),
          Map.entry(34887, "LERC"),
          Map.entry(34892, "lossy JPEG of DNG"),
          Map.entry(34925, "LZMA"),
          Map.entry(50000, "zstd"),
          Map.entry(50001, "WebP"),
          Map.entry(50002, "JPEG XL"),
          Map.entry(52546, "JPEG XL"),
          Map.entry(65000, "a camera (Kodak DCR)"));

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
    // Canon's raw pictures have a mark of their own behind that of TIFF.
    return (file.startsWith("II*\0") && !file.holds(8, "CR\2"))
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
      Optional<TiffTags> all = TiffTags.read(file);
      String unread = UNREAD.get(all.map(tags -> tags.get(TiffTags.COMPRESSION, 1)).orElse(1));
      if (unread != null) {
        throw file.problem(
            "it is a TIFF compressed by "
                + unread
                + ", which is not read; save it without compression, or as PNG.");
      }
      boolean isPreview =
          all.isPresent()
              && (all.get().get(TiffTags.KIND, 0) & 1) != 0
              && all.get().all(TiffTags.SUBDIRECTORIES).length > 0;
      if (isPreview) {
        throw file.problem(
            "it is a camera's raw picture (such as DNG, NEF or ARW), which as TIFF holds a small"
                + " preview alone; convert it, to JPEG or PNG.");
      }
      boolean unsigned32 =
          all.isPresent()
              && all.get().get(TiffTags.BITS, 1) == 32
              && all.get().get(TiffTags.SAMPLE_FORMAT, 1) == 1;
      if (unsigned32) {
        throw file.problem(
            "its levels are whole numbers of 32 bits without a sign, which is not read; save it with"
                + " levels of 8 or 16 bits.");
      }
      Optional<TiffTags> tags = all.filter(AlphaTiffDecoder::reads);
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
