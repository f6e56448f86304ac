package io.github.markhor.data;

import io.github.markhor.config.Require;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The treatment of pictures that cannot be read. Immutable.
 *
 * <p>A picture that is left out makes its batch smaller, and stays left out as long as its source
 * is open, so that an epoch's batches do not depend on the number of workers. {@link
 * DirectoryImages#badPictures} lists the pictures left out, and a warning counts them.
 */
public final class BadPictures {
  private static final BadPictures FAIL = new BadPictures("fail", null);
  private static final BadPictures SKIP = new BadPictures("skip", null);

  private final String name;
  private final Path folder;

  private BadPictures(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  /** The epoch fails at the picture's batch, with an error that names the file. The default. */
  public static BadPictures fail() {
    return FAIL;
  }

  /** The picture is left out of its batch. */
  public static BadPictures skip() {
    return SKIP;
  }

  /**
   * The picture is left out, and its file is moved into a folder, under its name below the source's
   * folder; where a file of that name is there already, {@code name-2.png} and so on, so that
   * nothing is replaced. A line of {@code list.csv} there, or {@code list-2.csv} where that is
   * another file, gives its name, the problem, and its name in the folder.
   *
   * @param folder made when the first picture is moved. It must not lie in the folder whose
   *     pictures are read, where it would be taken for a class the next time
   */
  public static BadPictures quarantine(Path folder) {
    return new BadPictures("quarantine", Require.notNull("folder", folder));
  }

  boolean leavesOut() {
    return this != FAIL;
  }

  /** The folder that bad files are moved to. */
  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  @Override
  public String toString() {
    return folder == null ? name : name + " to " + folder;
  }
}
