package io.github.markhor.data.datasets;

import io.github.markhor.config.Require;
import io.github.markhor.text.Download;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A well-known data set, read from its original files. Immutable.
 *
 * <pre>{@code
 * var cifar = Datasets.cifar10().download(Path.of("data/cifar10")).load(Path.of("data/cifar10"));
 * model.fit(cifar.xTrain(), cifar.yTrain(), FitOptions.defaults().epochs(10));
 * }</pre>
 */
public final class Dataset {
  private final String name;
  private final URI address;
  private final List<RemoteFile> files;
  private final Format format;

  /** A file of a data set, and its checksum. */
  record RemoteFile(String name, String md5) {}

  /** How the files become arrays. */
  interface Format {
    /** Reads the files in a folder; missing ones are named by an {@link IllegalStateException}. */
    DatasetArrays read(Path folder);
  }

  Dataset(String name, String address, List<RemoteFile> files, Format format) {
    this(name, URI.create(address), files, format);
  }

  private Dataset(String name, URI address, List<RemoteFile> files, Format format) {
    this.name = name;
    this.address = address;
    this.files = files;
    this.format = format;
  }

  /** The same, fetched from another address: a mirror. @param folder ends in {@code /} */
  public Dataset from(URI folder) {
    return new Dataset(name, Require.notNull("folder", folder), files, format);
  }

  /** The address from which the files are fetched. */
  public URI address() {
    return address;
  }

  /**
   * Fetches the files that a folder lacks, and checks them. An interrupted download goes on where
   * it stopped. The proxy is that of Java's system properties.
   *
   * @return this
   * @throws java.io.UncheckedIOException if a file cannot be fetched
   * @throws IllegalStateException if a checksum is wrong
   */
  public Dataset download(Path folder) {
    for (RemoteFile file : files) {
      new Download(address.resolve(file.name()), folder.resolve(file.name()), file.md5()).run();
    }
    return this;
  }

  /**
   * Reads the files of a folder, packed or unpacked.
   *
   * @throws IllegalStateException if a file is missing or not what it should be
   */
  public DatasetArrays load(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "Expected a folder with the files of "
              + name
              + "; download(folder) fetches them from "
              + address
              + ". Received: "
              + folder
              + ", which is no folder");
    }
    return format.read(folder);
  }

  @Override
  public String toString() {
    return name;
  }
}
