package io.github.markhor.data;

import io.github.markhor.data.folders.ClassFolders;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Notices;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;

/**
 * The pictures below a folder that holds one subfolder for each class, as Keras's {@code
 * flow_from_directory} finds them. Made by {@link ImageDataGenerator#flowFromDirectory}.
 *
 * <p>Every subfolder is a class, hidden and empty ones too, or those that are asked for. As in
 * Keras, pictures are the files whose names end in png, jpg, jpeg, bmp, ppm, tif or tiff, in upper
 * or lower case, at any depth; those of a {@link io.github.markhor.data.picture.PictureFormat} of
 * the user's own count too. They come in the order of their folders' paths and then their names, by
 * code point.
 *
 * <p>Epochs come in that order only with {@code shuffle(false)}; otherwise {@link #indices} tells
 * the order. {@code predict} takes the pictures in that order always, unlike Keras, so that
 * predictions match {@link #filenames} and {@link #classes}.
 */
public final class DirectoryImages extends FileImages {
  private static final Logger LOG = Notices.logger(DirectoryImages.class);

  private final Path directory;
  private final ClassFolders found;

  DirectoryImages(GeneratorSettings settings, Path directory, Flow flow) {
    this(settings, directory, flow, scan(settings, directory, flow));
  }

  /** The pictures of a folder without classes, in the order of their names. */
  static DirectoryImages unlabelled(GeneratorSettings settings, Path directory, Flow flow) {
    refuseWithin(directory, flow);
    ClassFolders found = chosen(ClassFolders.unlabelled(directory, flow.followLinks()), flow);
    if (found.files().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one picture below " + directory + ". Received: none");
    }
    Flow inOrder = flow.classMode(ClassMode.NONE).shuffle(false);
    return new DirectoryImages(settings, directory, inOrder, found);
  }

  private DirectoryImages(
      GeneratorSettings settings, Path directory, Flow flow, ClassFolders found) {
    super(settings, flow, found.files(), found.names(), found.classNames());
    this.directory = directory;
    this.found = found;
    LOG.info("Found {} images belonging to {} classes.", samples(), found.classNames().size());
  }

  private static void refuseWithin(Path directory, Flow flow) {
    flow.badPictures()
        .folder()
        .ifPresent(folder -> ClassFolders.refuseWithin(directory, "bad pictures", folder));
    if (flow.saver() != null) {
      ClassFolders.refuseWithin(directory, "saved pictures", flow.saver().directory());
    }
  }

  private static ClassFolders scan(GeneratorSettings settings, Path directory, Flow flow) {
    Split split = settings.split(flow.subset());
    refuseWithin(directory, flow);
    ClassFolders found =
        chosen(
            ClassFolders.scan(directory, flow.classes(), flow.followLinks())
                .part(split::from, split::to),
            flow);
    checkClasses(found, directory, flow);
    if (found.files().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one picture below the classes "
              + found.classNames()
              + " of "
              + directory
              + split.phrase()
              + ". Received: none");
    }
    return found;
  }

  private static ClassFolders chosen(ClassFolders found, Flow flow) {
    int[] samples = flow.samplesOf(found.files().size());
    return samples == null ? found : found.rows(samples);
  }

  private static void checkClasses(ClassFolders found, Path directory, Flow flow) {
    if (flow.classMode() == ClassMode.RAW || flow.classMode() == ClassMode.MULTI_OUTPUT) {
      throw new IllegalArgumentException(
          "Expected for a directory a classMode whose labels follow from the folders. Received: "
              + flow.classMode());
    }
    List<String> names = found.classNames();
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a subfolder of "
              + directory
              + " for each class. Received: none"
              + (ClassFolders.hasPictures(directory)
                  ? "; the pictures that lie in the folder itself belong to no class"
                  : ""));
    }
    if (flow.classMode() == ClassMode.BINARY && names.size() != 2) {
      throw new IllegalArgumentException(
          "Expected two classes for the binary classMode. Received: "
              + names.size()
              + ", "
              + names);
    }
    boolean labelled =
        flow.classMode() == ClassMode.CATEGORICAL || flow.classMode() == ClassMode.SPARSE;
    if (labelled && names.size() == 1) {
      LOG.warn("{} holds only one class, {}: there is nothing to tell apart.", directory, names);
    }
    boolean[] seen = new boolean[names.size()];
    for (int number : found.classes()) {
      seen[number] = true;
    }
    for (int i = 0; i < seen.length; i++) {
      if (!seen[i] && !found.files().isEmpty()) {
        LOG.warn("The class {} of {} has no pictures.", names.get(i), directory);
      }
    }
  }

  @Override
  int[] classesOf(int sample) {
    return new int[] {found.classes()[sample]};
  }

  @Override
  Tensor weights(int[] numbers) {
    return null;
  }

  /** The class number of each file, in the order of {@link #filenames}. */
  @Override
  public int[] classes() {
    return found.classes().clone();
  }

  /** The folder that was searched. */
  public Path directory() {
    return directory;
  }
}
