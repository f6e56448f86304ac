package io.github.markhor.data.datasets;

import io.github.markhor.config.Require;
import io.github.markhor.text.Download;
import io.github.markhor.text.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A well-known data set of picture files, too large for arrays, in one archive. Immutable.
 *
 * <pre>{@code
 * Path food = Datasets.food101().download(Path.of("data"));
 * FolderSplit.of(food.resolve("images"), Path.of("data/split"))
 *     .lists(Map.of(
 *         "train", food.resolve("meta/train.json"), "test", food.resolve("meta/test.json")))
 *     .transfer(Transfer.MOVE)
 *     .run();
 * }</pre>
 */
public final class PictureDataset {
  private final String name;
  private final URI address;
  private final Dataset.RemoteFile archive;
  private final TarUnpacking unpacking;

  PictureDataset(String name, URI address, Dataset.RemoteFile archive, TarUnpacking unpacking) {
    this.name = name;
    this.address = address;
    this.archive = archive;
    this.unpacking = unpacking;
  }

  /** The same, fetched from another address: a mirror. @param folder ends in {@code /} */
  public PictureDataset from(URI folder) {
    return new PictureDataset(name, Require.notNull("folder", folder), archive, unpacking);
  }

  /** The address from which the archive is fetched. */
  public URI address() {
    return address;
  }

  /**
   * Fetches the archive, checks it and unpacks it, unless that has been done already; the archive
   * stays beside what was in it, and may be deleted. An interrupted download goes on where it
   * stopped. The proxy is that of Java's system properties.
   *
   * @param folder gets the archive and the data set's own folder
   * @return the data set's own folder, {@code food-101}
   * @throws java.io.UncheckedIOException if it cannot be fetched or unpacked
   * @throws IllegalStateException if the checksum is wrong
   */
  public Path download(Path folder) {
    Path unpacked = Require.notNull("folder", folder).resolve(unpacking.folder());
    if (Files.isDirectory(unpacked)) {
      return unpacked;
    }
    Path packed = folder.resolve(archive.name());
    new Download(address.resolve(archive.name()), packed, archive.md5()).run();
    Path part = folder.resolve(unpacking.folder() + ".markhor-part");
    try (Progress progress = new Progress("Unpacking " + packed, "files", -1)) {
      unpacking.run(packed, part, progress::add);
      Files.move(part, unpacked);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack " + packed + " to " + unpacked + ": " + e, e);
    }
    return unpacked;
  }

  @Override
  public String toString() {
    return name;
  }
}
