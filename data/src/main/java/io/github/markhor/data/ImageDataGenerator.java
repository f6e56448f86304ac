package io.github.markhor.data;

import io.github.markhor.config.Require;
import io.github.markhor.data.augment.Augmenter;
import io.github.markhor.data.augment.FeatureStatistics;
import io.github.markhor.data.augment.PicturePipeline;
import io.github.markhor.data.batch.ChannelOrder;
import io.github.markhor.data.numpy.RandomState;
import io.github.markhor.data.picture.PictureTransform;
import io.github.markhor.data.table.Columns;
import io.github.markhor.data.table.DataFrame;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Changes pictures on their way into a model, as Keras's {@code ImageDataGenerator}: by random
 * transforms, then the user's function, rescaling and standardization. One generator may serve any
 * number of sources. {@link #fit} alone changes the generator.
 *
 * <pre>{@code
 * var augment = ImageDataGenerator.builder()
 *     .rescale(1 / 255.0).shearRange(0.2).zoomRange(0.2).horizontalFlip(true).build();
 * var flow = Flow.defaults().targetSize(150, 150);
 * var train = augment.flowFromDirectory(Path.of("data/train"), flow);
 * }</pre>
 *
 * <p>It differs from Keras in three places. The pictures of {@link Subset#VALIDATION} are never
 * transformed at random, only standardized; Keras augments them, so that its validation figures are
 * those of harder pictures. Pictures turn about their own centre, which Keras misses where they are
 * not square. And {@code heightShiftRange} moves pictures up and down, {@code widthShiftRange} to
 * the sides, as their names and Keras's documentation say. {@link
 * ImageDataGeneratorBuilder#kerasReplay(long)} keeps all three, for comparisons.
 *
 * @see <a href="https://keras.io/api/data_loading/image/">Keras: image data loading</a>
 */
public final class ImageDataGenerator {
  private final GeneratorSettings settings;
  private final PicturePipeline pipeline;
  private final ChannelOrder channelOrder;

  ImageDataGenerator(GeneratorSettings settings) {
    this.settings = settings;
    this.pipeline = settings.pipeline();
    this.channelOrder = settings.channelOrder();
  }

  /** A generator that only multiplies: {@code rescaling(1 / 255.0)} gives values of 0 to 1. */
  public static ImageDataGenerator rescaling(double factor) {
    return builder().rescale(factor).build();
  }

  /** The settings of a new generator, which at first change nothing. */
  public static ImageDataGeneratorBuilder builder() {
    return new ImageDataGeneratorBuilder();
  }

  /**
   * The pictures below a folder that holds one subfolder for each class.
   *
   * @throws IllegalArgumentException if the folder does not exist, holds no class or no picture, a
   *     class asked for is missing, or the class mode does not fit the number of classes
   */
  public DirectoryImages flowFromDirectory(Path directory, Flow flow) {
    Require.notNull("directory", directory);
    Require.notNull("flow", flow);
    Require.notNull("directory", directory);
    return new DirectoryImages(settings, directory, Require.notNull("flow", flow));
  }

  /**
   * All pictures below a folder, in the order of their names and without labels: for prediction.
   * The flow's class mode, classes and shuffling do not count.
   *
   * @throws IllegalArgumentException if the folder does not exist or holds no picture
   */
  public DirectoryImages flowFromFolder(Path directory, Flow flow) {
    Require.notNull("directory", directory);
    Require.notNull("flow", flow);
    Require.notNull("directory", directory);
    return DirectoryImages.unlabelled(settings, directory, Require.notNull("flow", flow));
  }

  /**
   * Pictures from an array.
   *
   * @param x the pictures, (N, H, W, C); read when batches are made, so it must not change
   * @param y the labels, (N, ...)
   * @throws IllegalArgumentException if the shapes do not fit, or the parts of a split hold
   *     different classes
   */
  public ArrayImages flow(Tensor x, Tensor y, ArrayFlow flow) {
    return flow(x, y, null, flow);
  }

  /** Pictures from an array, without labels: for prediction. */
  public ArrayImages flow(Tensor x, ArrayFlow flow) {
    Require.notNull("x", x);
    Require.notNull("flow", flow);
    return flow(x, null, null, flow);
  }

  /**
   * Pictures from an array, with a weight for each.
   *
   * @param x the pictures, (N, H, W, C)
   * @param y the labels, (N, ...); null for none
   * @param sampleWeight the weights, (N,); null for ones
   */
  public ArrayImages flow(Tensor x, Tensor y, Tensor sampleWeight, ArrayFlow flow) {
    Require.notNull("x", x);
    Require.notNull("flow", flow);
    return flow(List.of(x), y, sampleWeight, flow);
  }

  /**
   * Pictures from an array, with further inputs that go through unchanged: {@link
   * io.github.markhor.source.Batch#inputs}.
   *
   * @param inputs the pictures, (N, H, W, C), then arrays of as many rows, (N, ...)
   * @param y the labels, (N, ...); null for none
   * @param sampleWeight the weights, (N,); null for ones
   */
  public ArrayImages flow(List<Tensor> inputs, Tensor y, Tensor sampleWeight, ArrayFlow flow) {
    Require.notNull("inputs", inputs);
    Require.notNull("flow", flow);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("Expected pictures. Received: an empty list of inputs");
    }
    List<Tensor> copy = List.copyOf(inputs);
    return new ArrayImages(settings, copy, y, sampleWeight, Require.notNull("flow", flow));
  }

  /**
   * The pictures that a table names, with classes or other labels from its columns.
   *
   * @param directory that names of files are relative to; null for the working directory
   * @throws IllegalArgumentException if a column is missing or holds values of another kind, the
   *     class mode does not fit the number of classes, or no row remains
   */
  public DataFrameImages flowFromDataframe(
      DataFrame frame, Path directory, Columns columns, Flow flow) {
    Require.notNull("frame", frame);
    Require.notNull("columns", columns);
    return new DataFrameImages(settings, frame, directory, columns, Require.notNull("flow", flow));
  }

  /**
   * Draws the transform of a picture: a function of its arguments and this generator's ranges
   * alone, whether it repeats Keras's batches or not.
   *
   * @param pictureShape (H, W, C)
   * @param index the picture's number in its data set
   */
  public PictureTransform randomTransform(Shape pictureShape, long seed, int epoch, int index) {
    Shape shape = channelOrder.toLast(checkPicture(pictureShape, 3));
    return pipeline.ranges().draw(shape.size(0), shape.size(1), seed, epoch, index);
  }

  /**
   * Draws the next transform as Keras's {@code get_random_transform} does.
   *
   * @param pictureShape (H, W, C)
   * @throws IllegalStateException unless the generator was built with {@link
   *     ImageDataGeneratorBuilder#kerasReplay(long)}: only such a generator applies the transform
   *     as Keras does
   */
  public PictureTransform randomTransform(Shape pictureShape, RandomState random) {
    if (settings.replay() == null) {
      throw new IllegalStateException(
          "Expected a generator that was built with kerasReplay, to draw as Keras does.");
    }
    Shape shape = channelOrder.toLast(checkPicture(pictureShape, 3));
    return pipeline.ranges().drawAsKeras(shape.size(0), shape.size(1), random);
  }

  /**
   * A transformed copy of a picture, not standardized.
   *
   * @param x the picture, (H, W, C)
   */
  public Tensor applyTransform(Tensor x, PictureTransform transform) {
    checkPicture(x.shape(), 3);
    Shape shape = channelOrder.toLast(x.shape());
    Augmenter augmenter = new Augmenter(pipeline, shape.size(0), shape.size(1), shape.size(2));
    channelOrder.toLast(x.buffer(), augmenter.picture(), shape);
    augmenter.transform(transform);
    return Tensor.of(channelOrder.fromLast(augmenter.picture(), shape), x.shape());
  }

  /**
   * Learns the mean, deviation and whitening of pictures, for {@code featurewiseCenter}, {@code
   * featurewiseStdNormalization} and {@code zcaWhitening}. The pictures are rescaled first; neither
   * the user's function nor the samplewise steps are applied. An epoch of a source uses the
   * statistics that were learned before it began.
   *
   * @param x the pictures to train on, (N, H, W, C)
   * @return this generator
   * @throws IllegalArgumentException if x is not of rank 4, or empty
   */
  public ImageDataGenerator fit(Tensor x) {
    Shape shape = x.shape();
    if (shape.rank() != 4 || shape.elements() == 0) {
      throw new IllegalArgumentException(
          "Expected pictures of rank 4, (N, H, W, C), at least one. Received: " + shape);
    }
    pipeline
        .learned()
        .set(FeatureStatistics.of(channelOrder.toLast(x), pipeline.standardization()));
    return this;
  }

  /** The mean of each channel that {@link #fit} has found; empty without. */
  public float[] mean() {
    FeatureStatistics found = pipeline.learned().get();
    return found == null ? new float[0] : found.mean().clone();
  }

  /** The standard deviation of each channel that {@link #fit} has found; empty without. */
  public float[] std() {
    FeatureStatistics found = pipeline.learned().get();
    return found == null ? new float[0] : found.std().clone();
  }

  /**
   * A standardized copy: the user's function, rescaling, the samplewise and the featurewise steps,
   * whitening, in this order.
   *
   * @param x a picture (H, W, C), or (N, H, W, C), whose samplewise mean and deviation are then, as
   *     in Keras, those of the whole array
   */
  public Tensor standardize(Tensor x) {
    checkPicture(x.shape(), 3, 4);
    Shape shape = channelOrder.toLast(x.shape());
    int channels = shape.size(-1);
    int width = shape.size(-2);
    float[] values = channelOrder.toLast(x).toArray();
    int height = values.length == 0 ? 0 : values.length / channels / width;
    pipeline.warnUnlessFitted();
    pipeline.standardization().apply(values, height, width, channels, pipeline.learned().get());
    return channelOrder.fromLast(Tensor.of(values, shape));
  }

  private static Shape checkPicture(Shape shape, int... ranks) {
    if (Arrays.stream(ranks).noneMatch(rank -> rank == shape.rank())) {
      throw new IllegalArgumentException(
          "Expected a picture of shape (H, W, C), of rank "
              + Arrays.toString(ranks)
              + ". Received: "
              + shape);
    }
    return shape;
  }

  /** The share of each class, or of an array, that is kept for validation. */
  public double validationSplit() {
    return settings.validationSplit();
  }
}
