package io.github.markhor.data.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A format as a user might add one: the letters {@code TOY}, the height, the width and the channels
 * as a byte each, and the levels. The services file of the tests names it.
 */
public final class ToyFormat implements PictureFormat {
  private static final int HEADER = 6;

  @Override
  public String name() {
    return "Toy";
  }

  @Override
  public List<String> endings() {
    return List.of("toy");
  }

  @Override
  public boolean recognizes(PictureFile file) {
    return file.startsWith("TOY");
  }

  @Override
  public Optional<PictureSize> size(PictureFile file) {
    return Optional.of(new PictureSize(file.buffer().get(3) & 255, file.buffer().get(4) & 255));
  }

  @Override
  public PictureDecoder decoder() {
    return (file, reduction, into) -> {
      byte[] bytes = file.bytes();
      into.resize(bytes[3] & 255, bytes[4] & 255, bytes[5]);
      file.buffer().get(HEADER, into.levels(), 0, bytes[3] * bytes[4] * bytes[5]);
    };
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void write(Picture picture, Path file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'T', 'O', 'Y'});
    out.write(picture.height());
    out.write(picture.width());
    out.write(picture.channels());
    int values = picture.height() * picture.width() * picture.channels();
    out.write(picture.levels(), 0, values);
    Files.write(file, out.toByteArray());
  }
}
