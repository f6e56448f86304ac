package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureDecoder;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureFormat;
import io.github.markhor.data.picture.PictureSize;
import java.util.List;
import java.util.Optional;

/** GIF; of an animation, the first frame. */
final class GifFormat implements PictureFormat {
  @Override
  public String name() {
    return "GIF";
  }

  @Override
  public List<String> endings() {
    return List.of("gif");
  }

  @Override
  public boolean countsInFlows() {
    return false;
  }

  @Override
  public boolean recognizes(PictureFile file) {
    return file.startsWith("GIF8");
  }

  @Override
  public Optional<PictureSize> size(PictureFile file) {
    return Optional.of(new GifDecoder().canvas(file));
  }

  @Override
  public PictureDecoder decoder() {
    return new GifDecoder();
  }
}
