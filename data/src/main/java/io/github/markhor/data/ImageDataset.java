package io.github.markhor.data;

import io.github.markhor.config.Require;
import io.github.markhor.data.batch.ChannelOrder;
import io.github.markhor.data.decode.FileDecoder;
import io.github.markhor.data.folders.DatasetFiles;
import io.github.markhor.data.natives.OpenCv;
import io.github.markhor.data.read.FilePictureReader;
import io.github.markhor.data.read.PictureReader;
import io.github.markhor.source.Targets;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Notices;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;

/**
 * Pictures below a folder as Keras's {@code image_dataset_from_directory} gives them: resized as
 * TensorFlow does, of values 0 to 255, not augmented. It differs from {@link
 * ImageDataGenerator#flowFromDirectory} in much: folders whose names begin with a dot are no
 * classes; GIF counts, TIFF and PPM do not; the files of all classes are shuffled before the split,
 * whose last part validates; resizing neither averages nor rounds. Of grey of 16 bits the upper
 * eight are kept.
 *
 * <pre>{@code
 * try (ImageDataset.Both both =
 *     ImageDataset.bothFromDirectory(
 *         Path.of("pictures"), ImageDatasetOptions.defaults().validationSplit(0.2).seed(1))) {
 *   model.fit(both.training(), FitOptions.defaults().validation(both.validation()));
 * }
 * }</pre>
 *
 * <p>The order of the files, {@link #filepaths}, is Keras's for a seed. The order of an epoch's
 * batches, where they are shuffled, is Markhor's own.
 */
public final class ImageDataset extends ImageSource {
  private static final Logger LOG = Notices.logger(ImageDataset.class);

  private final ImageDatasetOptions options;
  private final DatasetFiles found;

  private ImageDataset(ImageDatasetOptions options, DatasetFiles found) {
    super(
        GeneratorSettings.unchanged(new ChannelOrder(options.hasChannelsFirst())),
        options,
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
   *     split lacks its share, its subset, or its seed where the files are shuffled
   */
  public static ImageDataset fromDirectory(Path directory, ImageDatasetOptions options) {
    Require.notNull("directory", directory);
    Require.notNull("options", options);
    Require.notNull("options", options);
    ImageDatasetOptions seeded = checkSplit(options, options.subset() != null);
    return part(directory, seeded, find(directory, seeded), seeded.subset());
  }

  /**
   * Both parts of a split, {@code subset="both"} in Keras. The validation part is not shuffled from
   * epoch to epoch.
   *
   * @throws IllegalArgumentException as {@link #fromDirectory}
   */
  public static Both bothFromDirectory(Path directory, ImageDatasetOptions options) {
    Require.notNull("options", options);
    ImageDatasetOptions seeded = checkSplit(options, true);
    DatasetFiles all = find(directory, seeded);
    ImageDataset training = part(directory, seeded, all, Subset.TRAINING);
    return new Both(training, part(directory, seeded.shuffle(false), all, Subset.VALIDATION));
  }

  /** The options with a seed. */
  private static ImageDatasetOptions checkSplit(ImageDatasetOptions options, boolean splits) {
    if (splits != options.validationSplit() > 0) {
      throw new IllegalArgumentException(
          "Expected validationSplit (validation_split) and subset together. Received: "
              + (splits ? "a subset without a split" : "a split without a subset"));
    }
    if (splits && options.shuffle() && !options.hasSeed()) {
      throw new IllegalArgumentException(
          "Expected a seed for a split of shuffled files, or the parts would overlap. Received:"
              + " none");
    }
    if (options.choosesSamples() && options.shuffle() && !options.hasSeed()) {
      throw new IllegalArgumentException(
          "Expected a seed for samples of shuffled files, whose numbers follow from it, or"
              + " shuffle(false). Received: none");
    }
    return options.seed(options.pickSeed());
  }

  private static DatasetFiles find(Path directory, ImageDatasetOptions options) {
    boolean hasLabels = options.labelMode() != LabelMode.NONE;
    DatasetFiles all;
    if (options.infersLabels() && hasLabels) {
      all = DatasetFiles.ofClasses(directory, options.classNames(), options.followsLinks());
    } else {
      if (options.classNames() != null) {
        throw new IllegalArgumentException(
            "Expected no classNames (class_names) where the labels are given, or none are wanted."
                + " Received: "
                + options.classNames());
      }
      List<Integer> labels = hasLabels ? options.labels() : null;
      all = DatasetFiles.ofFolder(directory, labels, options.followsLinks());
    }
    if (options.shuffle()) {
      all.shuffle(options.pickSeed());
    }
    return all;
  }

  private static DatasetFiles chosen(DatasetFiles found, ImageDatasetOptions options) {
    int[] samples = options.samplesOf(found.files().size());
    return samples == null ? found : found.rows(samples);
  }

  private static ImageDataset part(
      Path directory, ImageDatasetOptions options, DatasetFiles all, Subset subset) {
    if (options.labelMode() == LabelMode.BINARY
        && all.classNames() != null
        && all.classNames().size() != 2) {
      throw new IllegalArgumentException(
          "Expected two classes for the binary labelMode. Received: " + all.classNames());
    }
    int count = all.files().size();
    int held = (int) (options.validationSplit() * count);
    int from = subset == Subset.VALIDATION ? count - held : 0;
    int to = subset == Subset.TRAINING ? count - held : count;
    DatasetFiles part = chosen(all.part(from, to), options);
    if (subset != null && all.labels() != null) {
      warnOfUnseenClasses(all.labels(), count - held);
    }
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
    return new ImageDataset(subset == null ? options : options.subset(subset), part);
  }

  /** Without shuffling, the last files are those of the last classes; Keras says nothing. */
  private static void warnOfUnseenClasses(List<Integer> labels, int trained) {
    TreeSet<Integer> unseen = new TreeSet<>(labels.subList(trained, labels.size()));
    unseen.removeAll(labels.subList(0, trained));
    if (!unseen.isEmpty()) {
      LOG.warn(
          "The validation part has the classes {}, of which the training part has no sample: let the"
              + " split shuffle the files, with shuffle(true) and a seed.",
          unseen);
    }
  }

  @Override
  PictureReader reader() {
    return new FilePictureReader(
        found.files(),
        new FileDecoder(options.colorMode(), false, true),
        options.resizer(),
        options.height(),
        options.width());
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
  public Targets targets() {
    boolean areNumbers = found.labels() != null && options.labelMode() == LabelMode.INT;
    Tensor y = areNumbers ? Tensor.ofLabels(classes()) : null;
    return new Targets(y, null, this::name);
  }

  @Override
  String name(int sample) {
    return found.names().get(sample);
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

  /** The class number of each file, in the order of {@link #filenames}; empty without labels. */
  @Override
  public int[] classes() {
    return found.labels() == null
        ? new int[0]
        : found.labels().stream().mapToInt(Integer::intValue).toArray();
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
