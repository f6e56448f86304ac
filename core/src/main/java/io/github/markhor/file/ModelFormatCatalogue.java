package io.github.markhor.file;

import java.util.List;

/**
 * Lists formats of model files; found by {@link java.util.ServiceLoader}, so that a library's own
 * formats can be read and written too.
 */
public interface ModelFormatCatalogue {
  /** The formats, in any order. */
  List<ModelFormat> formats();
}
