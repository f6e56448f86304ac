package io.github.markhor.data;

import io.github.markhor.Shape;
import io.github.markhor.Tensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures below a folder that holds one subfolder for each class, as Keras's {@code
 * flow_from_directory} finds them. Made by {@link ImageDataGenerator#flowFromDirectory}.
 *
 * <p>Every subfolder is a class, hidden and empty ones too, or those that are asked for. Pictures
 * are the files whose names end in png, jpg, jpeg, bmp, ppm, tif or tiff, in upper or lower case,
 * at any depth. They come in the order of their folders' paths and then their names, by code point.
 *
 * <p>Batches come in that order only with {@code shuffle(false)}, which is what predictions that
 * are to be matched with {@link #filenames} want; otherwise {@link #indices} tells the order.
 */
public final class DirectoryImages extends ImageSource {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryImages.class);

  /** What Keras draws the numbers in the names of saved pictures from. */
  private static final int FILE_NUMBERS = 10_000_000;

  private final Path directory;
  private final Flow flow;
  private final ClassFolders found;
  private final PictureFiles files;

  DirectoryImages(ImageDataGenerator generator, Path directory, Flow flow) {
    this(generator, directory, flow, scan(generator, directory, flow));
  }

  private DirectoryImages(
      ImageDataGenerator generator, Path directory, Flow flow, ClassFolders found) {
    super(
        generator,
        flow.batching(),
        found.files().size(),
        Shape.of(flow.height(), flow.width(), flow.colorMode().channels()),
        FILE_NUMBERS);
    this.directory = directory;
    this.flow = flow;
    this.found = found;
    this.files = new PictureFiles(found.files(), found.names(), flow);
    LOG.info("Found {} images belonging to {} classes.", samples(), found.classNames().size());
  }

  private static ClassFolders scan(ImageDataGenerator generator, Path directory, Flow flow) {
    checkSubset(flow.batching(), generator);
    ClassFolders found =
        ClassFolders.scan(
            directory,
            flow.classes(),
            flow.followLinks(),
            generator.validationSplit(),
            flow.batching().subset());
    checkClasses(found, directory, flow);
    if (found.files().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one picture below the classes "
              + found.classNames()
              + " of "
              + directory
              + (flow.batching().subset() == null
                  ? ""
                  : ", for the subset "
                      + flow.batching().subset()
                      + " of validationSplit "
                      + generator.validationSplit())
              + ". Received: none");
    }
    // What is missing of the natives is told here, and not when training has begun.
    OpenCv.load();
    return found;
  }

  private static void checkClasses(ClassFolders found, Path directory, Flow flow) {
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
  PictureReader reader() {
    return files.reader();
  }

  @Override
  LeftOut leftOut() {
    return files.leftOut();
  }

  /** What has been left out by {@link Flow#badPictures}, in the order of {@link #filenames}. */
  public List<PictureException> badPictures() {
    return files.leftOut().problems();
  }

  @Override
  public void close() {
    super.close();
    files.close();
  }

  @Override
  Tensor labels(int[] numbers, Tensor x) {
    int classes = found.classNames().size();
    switch (flow.classMode()) {
      case CATEGORICAL:
        float[] rows = new float[numbers.length * classes];
        for (int i = 0; i < numbers.length; i++) {
          rows[i * classes + found.classes()[numbers[i]]] = 1;
        }
        return Tensor.of(rows, numbers.length, classes);
      case BINARY:
      case SPARSE:
        int[] labels = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
          labels[i] = found.classes()[numbers[i]];
        }
        return Tensor.ofLabels(labels);
      case INPUT:
        return x;
      default:
        return null;
    }
  }

  @Override
  Tensor weights(int[] numbers) {
    return null;
  }

  @Override
  public Shape labelShape() {
    switch (flow.classMode()) {
      case CATEGORICAL:
        return Shape.of(found.classNames().size());
      case BINARY:
      case SPARSE:
        return Shape.of();
      case INPUT:
        return inputShape();
      default:
        return null;
    }
  }

  /** The names of the classes in the order of their numbers. */
  @Override
  public List<String> classNames() {
    return found.classNames();
  }

  /** The number of each class, in the order of the numbers. */
  public Map<String, Integer> classIndices() {
    Map<String, Integer> indices = new LinkedHashMap<>();
    for (int i = 0; i < classNames().size(); i++) {
      indices.put(classNames().get(i), i);
    }
    return Collections.unmodifiableMap(indices);
  }

  /** The class number of each file, in the order of {@link #filenames}. */
  @Override
  public int[] classes() {
    return found.classes().clone();
  }

  /** The files relative to the directory, with {@code /} on every system. */
  public List<String> filenames() {
    return found.names();
  }

  /** The files themselves, in the order of {@link #filenames}. */
  public List<Path> filepaths() {
    return found.files();
  }

  /** The folder that was searched. */
  public Path directory() {
    return directory;
  }
}
