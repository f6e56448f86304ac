package io.github.markhor.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A directory of pictures as a manifest describes it, new and in a place of its own. */
record Tree(Path root) implements AutoCloseable {
  /** The directory of a case; one that does not exist where the case has no manifest. */
  static Tree of(Case given) throws IOException {
    Path root = Files.createTempDirectory("pictures");
    if (!given.has("tree")) {
      return new Tree(root.resolve("no-such-folder"));
    }
    Map<?, ?> manifest =
        new ObjectMapper()
            .readValue(given.folder().resolve(given.string("tree")).toFile(), Map.class);
    for (Object folder : (List<?>) manifest.get("folders")) {
      Files.createDirectories(root.resolve((String) folder));
    }
    for (Map.Entry<?, ?> file : ((Map<?, ?>) manifest.get("files")).entrySet()) {
      Path path = root.resolve((String) file.getKey());
      Files.createDirectories(path.getParent());
      if (file.getValue() instanceof Map<?, ?> content) {
        Files.writeString(path, (String) content.get("text"));
      } else {
        Files.copy(given.folder().resolve((String) file.getValue()), path);
      }
    }
    for (Map.Entry<?, ?> link : ((Map<?, ?>) manifest.get("links")).entrySet()) {
      Path path = root.resolve((String) link.getKey());
      Files.createDirectories(path.getParent());
      Files.createSymbolicLink(path, Path.of((String) link.getValue()));
    }
    return new Tree(root);
  }

  /** A folder beside the pictures, for what a case writes. */
  static Path folder() throws IOException {
    return Files.createTempDirectory("saved");
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete(Files.exists(root) ? root : root.getParent());
  }
}
