package io.github.markhor.applications;

import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Registry;
import io.github.markhor.config.Require;
import io.github.markhor.layer.LayerGraph;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.ActivationFunction;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.GlobalMaxPooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.ZeroPadding2D;
import io.github.markhor.tensor.Shape;
import io.github.markhor.text.Download;
import io.github.markhor.text.Notices;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;

/**
 * The description of a published network for pictures (N, H, W, C), as {@code keras.applications}
 * has it: the same layers under the same names. Immutable: each method that sets an argument
 * returns a changed copy.
 *
 * @param <A> the family's own class
 */
public abstract class Application<A extends Application<A>> extends Immutable<A> {
  private static final Logger LOG = Notices.logger(Applications.class);

  private final int defaultSize;
  private final int smallestSize;
  private final Preprocessing preprocessing;
  private final PublishedWeights published;
  private String name;
  private boolean includeTop = true;
  private Shape inputShape;
  private Pooling pooling;
  private int classes = 1000;
  private ActivationFunction classifierActivation = Activations.SOFTMAX;
  private Path weights;

  /**
   * A network with Keras's defaults.
   *
   * @param defaultSize the height and width of the pictures that it was made for
   * @param smallestSize the smallest height and width that it can take
   * @param published null where they depend on arguments of the family
   */
  Application(
      String name,
      int defaultSize,
      int smallestSize,
      Preprocessing preprocessing,
      PublishedWeights published) {
    this.name = name;
    this.defaultSize = defaultSize;
    this.smallestSize = smallestSize;
    this.preprocessing = preprocessing;
    this.published = published;
  }

  /** The model's name. Default: Keras's, such as {@code resnet50}. */
  public final A name(String name) {
    Require.notNull("name", name);
    return with(copy -> ((Application<?>) copy).name = name);
  }

  /**
   * Whether the network ends in its classifier; otherwise in the feature maps before, or in what
   * {@link #pooling} makes of them. Default: true.
   */
  public final A includeTop(boolean includeTop) {
    return with(copy -> ((Application<?>) copy).includeTop = includeTop);
  }

  /**
   * The shape of a picture, (H, W, C); -1 stands for a size that is not known, without the
   * classifier. Default: that of the pictures which the network was made for, and without
   * classifier (-1, -1, 3).
   */
  public final A inputShape(int... sizes) {
    Shape shape = Shape.partly(sizes);
    return with(copy -> ((Application<?>) copy).inputShape = shape);
  }

  /** What becomes of the feature maps where there is no classifier; null: they stay. */
  public final A pooling(Pooling pooling) {
    return with(copy -> ((Application<?>) copy).pooling = pooling);
  }

  /** The pooling of Keras's name: {@code avg}, {@code max}. */
  public final A pooling(String pooling) {
    return pooling(KerasNames.choice(Pooling.class, "pooling", pooling));
  }

  /** The number of classes of the classifier. Default: 1000, ImageNet's. */
  public final A classes(int classes) {
    Require.positive("classes", classes);
    return with(copy -> ((Application<?>) copy).classes = classes);
  }

  /** The activation of the classifier. Default: softmax. */
  public final A classifierActivation(ActivationFunction activation) {
    Require.notNull("classifierActivation", activation);
    return with(copy -> ((Application<?>) copy).classifierActivation = activation);
  }

  /** The activation of Keras's name; {@code linear} gives logits. */
  public final A classifierActivation(String name) {
    return classifierActivation(Registry.make(ActivationFunction.class, name, Dialect.KERAS_3));
  }

  /**
   * A file with the weights of these layers, in their order, which {@link #model()} loads: one that
   * Keras publishes, at {@link #publishedWeights}, or one that Markhor or Keras has saved. If Keras
   * publishes another file for this network, by its digest, a warning is logged. Default: none,
   * weights are random.
   *
   * @param weights a {@code .h5}, {@code .weights.h5} or {@code .keras} file
   */
  public final A weights(Path weights) {
    Require.notNull("weights", weights);
    return with(copy -> ((Application<?>) copy).weights = weights);
  }

  /**
   * The address of the file of weights for ImageNet that Keras publishes for this network, with or
   * without its classifier; empty if there is none for these arguments. Nothing is fetched: {@link
   * #downloadWeights} does that.
   */
  public final Optional<URI> publishedWeights() {
    return Optional.ofNullable(published(checkedShape())).map(files -> files.address(includeTop));
  }

  /**
   * With the weights for ImageNet that Keras publishes for this network, Keras's {@code
   * weights="imagenet"}: the file is fetched from {@link #publishedWeights} into a folder, unless
   * it is there, and checked by its digest. An interrupted download goes on where it stopped. Say
   * {@link #includeTop} first. The proxy is that of Java's system properties.
   *
   * @throws IllegalStateException if nothing is published for these arguments, or the digest is
   *     wrong
   * @throws java.io.UncheckedIOException if the file cannot be fetched
   */
  public final A downloadWeights(Path folder) {
    return downloadWeights(folder, address -> address);
  }

  /**
   * The same from another address.
   *
   * @param mirror gives the address for that of the publisher
   */
  public final A downloadWeights(Path folder, UnaryOperator<URI> mirror) {
    Require.notNull("folder", folder);
    PublishedWeights files = published(checkedShape());
    if (files == null || files.digest(includeTop) == null) {
      throw new IllegalStateException(
          "Expected a network whose weights Keras publishes with a digest; weights(file) takes any"
              + " file. Received: "
              + name()
              + (includeTop ? "" : " without its classifier"));
    }
    URI address = files.address(includeTop);
    String path = address.getPath();
    Path file = folder.resolve(path.substring(path.lastIndexOf('/') + 1));
    new Download(mirror.apply(address), file, files.digest(includeTop)).run();
    return weights(file);
  }

  /**
   * The model, with random weights or those of the file.
   *
   * @throws io.github.markhor.file.ModelFileException if the file cannot be read or does not fit
   */
  public final Model model() {
    return model(ModelOptions.defaults());
  }

  /**
   * The model, with random weights or those of the file.
   *
   * @param options seed and dtype policy; the name is the network's
   * @throws io.github.markhor.file.ModelFileException if the file cannot be read or does not fit
   */
  public final Model model(ModelOptions options) {
    LayerGraph graph = graph();
    Model model = Model.of(options.name(name()), graph.inputs(), graph.outputs());
    if (weights == null) {
      return model;
    }
    try {
      warnUnlessPublished();
      model.loadWeights(weights);
      return model;
    } catch (RuntimeException problem) {
      model.close();
      throw problem;
    }
  }

  private void warnUnlessPublished() {
    PublishedWeights files = published(checkedShape());
    String expected = files == null ? null : files.digest(includeTop);
    String found = expected == null ? null : PublishedWeights.digest(weights, expected);
    if (found != null && !found.equals(expected)) {
      LOG.warn(
          "{} is not the file of weights for ImageNet that Keras publishes for {}: its digest is {}"
              + " instead of {}.",
          weights,
          name(),
          found,
          expected);
    }
  }

  /** Whether the weights come from a file that Keras publishes, by its digest. */
  final boolean hasPublishedWeights() {
    return weights != null
        && published != null
        && published
            .digest(includeTop)
            .equals(PublishedWeights.digest(weights, published.digest(includeTop)));
  }

  /** The height and width of the pictures that the network was made for. */
  public final int defaultSize() {
    return defaultSize;
  }

  /** The network: one input, one output. */
  public final LayerGraph graph() {
    Shape shape = checkedShape();
    Input input = Input.of(shape.toArray());
    return new LayerGraph(List.of(input), List.of(apply(input)));
  }

  /**
   * The network's layers for a symbol (H, W, C), as a part of a larger network: Keras's {@code
   * input_tensor}.
   */
  public final Symbol apply(Symbol input) {
    AutoNames names = new AutoNames();
    Symbol features = features(input, names);
    return includeTop ? top(features, names) : bottom(features, names);
  }

  /**
   * Prepares a picture for the published weights. Fits {@code ImageDataGenerator}'s preprocessing
   * function, without rescaling.
   *
   * @param picture (H, W, C), 0 to 255; changed in place
   */
  public final void preprocessInput(float[] picture, int height, int width, int channels) {
    preprocessing.apply(picture, height, width, channels);
  }

  /**
   * Prepares pictures for the published weights as a part of a model, which then takes levels from
   * 0 to 255: {@code application.apply(application.preprocessInput(pictures))}.
   *
   * @param pictures a symbol (H, W, 3)
   */
  public final Symbol preprocessInput(Symbol pictures) {
    return preprocessing.apply(pictures);
  }

  /** The layers up to the feature maps. */
  abstract Symbol features(Symbol x, AutoNames names);

  /** The classifier behind the feature maps. */
  Symbol top(Symbol x, AutoNames names) {
    return classifier().apply(GlobalAveragePooling2D.of().name("avg_pool").apply(x));
  }

  /** What follows the feature maps where there is no classifier. */
  Symbol bottom(Symbol x, AutoNames names) {
    if (pooling == null) {
      return x;
    }
    if (pooling == Pooling.AVG) {
      GlobalAveragePooling2D average = GlobalAveragePooling2D.of();
      return (namesPooling() ? average.name("avg_pool") : names.named(average)).apply(x);
    }
    GlobalMaxPooling2D maximum = GlobalMaxPooling2D.of();
    return (namesPooling() ? maximum.name("max_pool") : names.named(maximum)).apply(x);
  }

  /** Whether the pooling is called avg_pool or max_pool, and not by its class. */
  boolean namesPooling() {
    return true;
  }

  /** The last layer of most classifiers. */
  final Dense classifier() {
    return Dense.of(classes).activation(classifierActivation).name("predictions");
  }

  final int classes() {
    return classes;
  }

  final ActivationFunction classifierActivation() {
    return classifierActivation;
  }

  /** The shape of a picture, unless one is given. */
  Shape defaultShape(boolean includeTop) {
    int size = includeTop ? defaultSize : Shape.UNKNOWN;
    return Shape.partly(size, size, 3);
  }

  /** Whether the size of the pictures must be known. */
  boolean needsSize(boolean includeTop) {
    return includeTop;
  }

  private Shape checkedShape() {
    Shape shape = inputShape == null ? defaultShape(includeTop) : inputShape;
    boolean fits = shape.rank() == 3 && shape.size(2) > 0;
    for (int axis = 0; fits && axis < 2; axis++) {
      int size = shape.size(axis);
      fits = size == Shape.UNKNOWN ? !needsSize(includeTop) : size >= smallestSize;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "Expected an inputShape (H, W, C) of "
              + smallestSize
              + "×"
              + smallestSize
              + " or more"
              + (needsSize(includeTop) ? ", of known sizes," : "")
              + " for "
              + getClass().getSimpleName()
              + ". Received: inputShape="
              + shape);
    }
    return shape;
  }

  /** The model's name. */
  public final String name() {
    return name == null ? defaultName(checkedShape()) : name;
  }

  /** The files of weights that Keras publishes for the network as described, or null. */
  PublishedWeights published(Shape input) {
    return published;
  }

  /** The height of square pictures if it is one of these, else the last of these. */
  static int sizeAmong(Shape input, int... sizes) {
    int height = input.size(0);
    boolean square = height == input.size(1);
    return Arrays.stream(sizes)
        .filter(size -> square && size == height)
        .findFirst()
        .orElse(sizes[sizes.length - 1]);
  }

  /** The name of a network whose name depends on its arguments. */
  String defaultName(Shape input) {
    throw new IllegalStateException("Expected a name.");
  }

  /** The name that Keras gives to a network of this width. */
  static String nameOf(String family, double alpha, Shape input) {
    int rows = input.size(0);
    String size = rows == Shape.UNKNOWN ? "None" : String.valueOf(rows);
    return String.format(Locale.ROOT, "%s_%.2f_%s", family, alpha, size);
  }

  /** What all numbers of filters are multiplied by, if it can be. */
  static double checkedAlpha(double alpha) {
    if (!(alpha > 0) || !Double.isFinite(alpha)) {
      throw new IllegalArgumentException(
          "Expected a finite number above 0. Received: alpha=" + alpha);
    }
    return alpha;
  }

  /** A number of filters that 8 divides, near this one and not less than nine tenths of it. */
  static int divisibleBy8(double filters) {
    int near = Math.max(8, (int) (filters + 4) / 8 * 8);
    return near < 0.9 * filters ? near + 8 : near;
  }

  /**
   * The zeros around pictures before a convolution with strides of 2, so that its windows lie where
   * TensorFlow's padding "same" has them for pictures of even size.
   */
  static ZeroPadding2D padding(Symbol x, int kernelSize) {
    int after = kernelSize / 2;
    int top = after - evenness(x.shape().size(0));
    int left = after - evenness(x.shape().size(1));
    return ZeroPadding2D.of(top, after, left, after);
  }

  /** 1 for even sizes and those that are not known, 0 for odd ones. */
  private static int evenness(int size) {
    return size == Shape.UNKNOWN ? 1 : 1 - size % 2;
  }
}
