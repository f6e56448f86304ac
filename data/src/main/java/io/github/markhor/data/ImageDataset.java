package io.github.markhor.data;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures below a folder as Keras's {@code image_dataset_from_directory} gives them: resized as
 * TensorFlow does, of values 0 to 255, not augmented. It differs from {@link
 * ImageDataGenerator#flowFromDirectory} in much: folders whose names begin with a dot are no
 * classes; GIF counts and TIFF does not; the files of all classes are shuffled before the split, of
 * which the last part validates; resizing neither averages nor rounds.
 *
 * <p>The order of the files, {@link #filepaths}, is Keras's for a seed. The order of an epoch's
 * batches, where they are shuffled, is Markhor's own.
 */
public final class ImageDataset extends ImageSource {
  private static final Logger LOG = LoggerFactory.getLogger(ImageDataset.class);

  private final ImageDatasetOptions options;
  private final DatasetFiles found;

  private ImageDataset(ImageDatasetOptions options, DatasetFiles found, Batching batching) {
    super(
        ImageDataGenerator.builder().channelsFirst(options.hasChannelsFirst()).build(),
        batching,
        found.files().size(),
        Shape.of(options.height(), options.width(), options.colorMode().channels()),
        0);
    this.options = options;
    this.found = found;
    OpenCv.load();
    LOG.info("Found {} files.", samples());
  }

  /** The two parts of a split. */
  public record Both(ImageDataset training, ImageDataset validation) implements AutoCloseable {
    @Override
    public void close() {
      training.close();
      validation.close();
    }
  }

  /**
   * The pictures below a folder.
   *
   * @throws IllegalArgumentException if the folder does not exist, or holds no picture; if a class
   *     asked for is missing; if there are more than two classes for the binary label mode; if a
   *     split is not said in full: share, subset, and a seed unless the order is that of the names
   */
  public static ImageDataset fromDirectory(Path directory, ImageDatasetOptions options) {
    Batching batching = check(options, options.batching().subset() != null);
    DatasetFiles all = DatasetFiles.find(directory, options, batching.seed());
    return part(directory, options, all, batching, options.batching().subset());
  }

  /**
   * Both parts of a split, {@code subset="both"} in Keras. The validation part is not shuffled from
   * epoch to epoch.
   *
   * @throws IllegalArgumentException as {@link #fromDirectory}
   */
  public static Both bothFromDirectory(Path directory, ImageDatasetOptions options) {
    Batching batching = check(options, true);
    DatasetFiles all = DatasetFiles.find(directory, options, batching.seed());
    ImageDataset training = part(directory, options, all, batching, Subset.TRAINING);
    Batching inOrder = batching.withShuffle(false);
    return new Both(training, part(directory, options, all, inOrder, Subset.VALIDATION));
  }

  /** The batching with a seed. */
  private static Batching check(ImageDatasetOptions options, boolean splits) {
    Objects.requireNonNull(options, "options");
    if (splits != options.validationSplit() > 0) {
      throw new IllegalArgumentException(
          "Expected validationSplit (validation_split) and subset together. Received: "
              + (splits ? "a subset without a split" : "a split without a subset"));
    }
    Batching batching = options.batching();
    if (splits && batching.shuffle() && batching.seed() == null) {
      throw new IllegalArgumentException(
          "Expected a seed for a split of shuffled files, or the parts would overlap. Received:"
              + " none");
    }
    return batching.seed() != null ? batching : batching.withSeed(batching.pickSeed());
  }

  private static ImageDataset part(
      Path directory,
      ImageDatasetOptions options,
      DatasetFiles all,
      Batching batching,
      Subset subset) {
    if (options.labelMode() == LabelMode.BINARY
        && all.classNames() != null
        && all.classNames().size() != 2) {
      throw new IllegalArgumentException(
          "Expected two classes for the binary labelMode. Received: " + all.classNames());
    }
    DatasetFiles part = all.part(options.validationSplit(), subset);
    if (part.files().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one picture below "
              + directory
              + (subset == null
                  ? ""
                  : ", for the subset "
                      + subset
                      + " of validationSplit "
                      + options.validationSplit())
              + ". Received: "
              + all.files().size()
              + " in all");
    }
    return new ImageDataset(options, part, batching.withSubset(subset));
  }

  @Override
  PictureReader reader() {
    PictureLoader loader =
        new PictureLoader(options.colorMode(), Interpolation.NEAREST, false, false);
    TensorResizer resizer = options.resizer();
    return new PictureReader() {
      @Override
      public void read(int sample, float[] into) {
        Path file = found.files().get(sample);
        try {
          resizer.resize(loader.read(file), options.height(), options.width(), into);
        } catch (IllegalArgumentException e) {
          throw new PictureException(file, e.getMessage(), e);
        }
      }

      @Override
      public void close() {
        loader.close();
      }
    };
  }

  @Override
  Tensor labels(int[] numbers, Tensor x) {
    if (found.labels() == null) {
      return null;
    }
    int[] labels = new int[numbers.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = found.labels().get(numbers[i]);
    }
    return switch (options.labelMode()) {
      case CATEGORICAL -> oneHot(labels, found.classNames().size());
      case BINARY -> Tensor.ofLabels(labels).reshape(labels.length, 1);
      default -> Tensor.ofLabels(labels);
    };
  }

  private static Tensor oneHot(int[] labels, int classes) {
    float[] rows = new float[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      // As in Keras, a label beyond the classes is a row of zeros.
      if (labels[i] >= 0 && labels[i] < classes) {
        rows[i * classes + labels[i]] = 1;
      }
    }
    return Tensor.of(rows, labels.length, classes);
  }

  @Override
  Tensor weights(int[] numbers) {
    return null;
  }

  @Override
  public Shape labelShape() {
    if (found.labels() == null) {
      return null;
    }
    return switch (options.labelMode()) {
      case CATEGORICAL -> Shape.of(found.classNames().size());
      case BINARY -> Shape.of(1);
      default -> Shape.of();
    };
  }

  /** The names of the classes in the order of their numbers; empty where there are no labels. */
  @Override
  public List<String> classNames() {
    return found.classNames() == null ? List.of() : found.classNames();
  }

  /** The files, in Keras's order: sorted, or shuffled by the seed. */
  public List<Path> filepaths() {
    return List.copyOf(found.files());
  }

  /** The files relative to the folder, with {@code /} on every system. */
  public List<String> filenames() {
    return List.copyOf(found.names());
  }
}
