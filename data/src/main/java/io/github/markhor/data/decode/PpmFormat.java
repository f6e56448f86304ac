package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureSize;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The family of PBM, PGM and PPM, as text or binary. */
final class PpmFormat extends OpenCvFormat {
  /** Width and height, with comments and white space between. */
  private static final Pattern HEADER =
      Pattern.compile("P[1-6](?:\\s|#[^\\n]*\\n)+(\\d{1,9})(?:\\s|#[^\\n]*\\n)+(\\d{1,9})\\s");

  private static final int LONGEST_HEADER = 4096;

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
    int length = Math.min(file.length(), LONGEST_HEADER);
    String start = new String(file.bytes(), 0, length, StandardCharsets.ISO_8859_1);
    Matcher header = HEADER.matcher(start);
    return header.lookingAt()
        ? Optional.of(
            new PictureSize(Long.parseLong(header.group(2)), Long.parseLong(header.group(1))))
        : Optional.empty();
  }

  @Override
  public boolean isWritable() {
    return false;
  }
}
