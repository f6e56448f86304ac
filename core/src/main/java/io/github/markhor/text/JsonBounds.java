package io.github.markhor.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** The bounds within which JSON from files is read, whoever wrote it. */
public final class JsonBounds {
  private JsonBounds() {}

  /** A factory for mappers that read within the bounds. */
  public static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(100)
                .maxDocumentLength(64 << 20)
                .maxNumberLength(100)
                .build())
        .build();
  }
}
