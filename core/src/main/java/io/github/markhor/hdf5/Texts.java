package io.github.markhor.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Elements that are texts. */
final class Texts {
  private Texts() {}

  /** The texts; null if the elements are something else. */
  static List<String> read(Hdf5File file, Datatype type, int elements, Block data) {
    switch (type.kind()) {
      case TEXT, TEXT_WITH_SPACES, LONG_TEXT -> {}
      default -> {
        return null;
      }
    }
    if ((long) elements * type.bytes() > data.remaining()) {
      throw new Hdf5Exception("texts are missing");
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < elements; i++) {
      Block element = data.part(type.bytes());
      texts.add(
          switch (type.kind()) {
            case LONG_TEXT -> file.heaps().text(element);
            case TEXT_WITH_SPACES ->
                new String(element.rest(), StandardCharsets.UTF_8).stripTrailing();
            default -> element.textToZero();
          });
    }
    return texts;
  }
}
