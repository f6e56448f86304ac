package io.github.markhor.file;

import java.util.List;

/** Offers the toy format as a user's library would. */
public final class ToyFormats implements ModelFormatCatalogue {
  @Override
  public List<ModelFormat> formats() {
    return List.of(new ToyFormat());
  }
}
