package io.github.markhor.file.keras;

import io.github.markhor.file.zip.ZipInput;
import io.github.markhor.file.zip.ZipOutput;
import io.github.markhor.hdf5.Hdf5Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;

/** Makes {@code .keras} files that Markhor does not write. */
final class Archives {
  private Archives() {}

  /** A copy whose config is changed, without what Markhor alone puts into it. */
  static void withConfig(Path from, Path to, UnaryOperator<String> change) throws IOException {
    try (ZipInput zip = new ZipInput(from)) {
      ByteBuffer weights = zip.content(Entries.WEIGHTS);
      write(to, "3.15.1", change.apply(zip.text(Entries.CONFIG)), out -> writeAll(weights, out));
    }
  }

  private static void writeAll(ByteBuffer bytes, FileChannel out) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /** A file of a version of Keras. */
  static void write(Path to, String version, String config, Hdf5Output weights) throws IOException {
    write(to, version, config, weights::write);
  }

  private static void write(Path to, String version, String config, ZipOutput.Content weights)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            to,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ZipOutput zip = new ZipOutput(channel);
      zip.add(Entries.METADATA, "{\"keras_version\": \"" + version + "\"}");
      zip.add(Entries.CONFIG, config);
      zip.add(Entries.WEIGHTS, weights);
      zip.finish();
    }
  }
}
