package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureDecoder;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureFormat;
import io.github.markhor.data.picture.PictureSize;
import java.util.List;
import java.util.Optional;

/** The family of PBM, PGM and PPM, as text or binary. */
final class PpmFormat implements PictureFormat {
  @Override
  public String name() {
    return "PPM";
  }

  /** Keras takes colour pictures alone; files with the others' endings can be loaded one by one. */
  @Override
  public List<String> endings() {
    return List.of("ppm");
  }

  @Override
  public boolean countsInDatasets() {
    return false;
  }

  @Override
  public boolean recognizes(PictureFile file) {
    return file.length() > 2
        && file.bytes()[0] == 'P'
        && file.bytes()[1] >= '1'
        && file.bytes()[1] <= '6';
  }

  @Override
  public Optional<PictureSize> size(PictureFile file) {
    return PpmHeader.read(file).map(header -> new PictureSize(header.height(), header.width()));
  }

  @Override
  public PictureDecoder decoder() {
    return new PpmDecoder();
  }
}
