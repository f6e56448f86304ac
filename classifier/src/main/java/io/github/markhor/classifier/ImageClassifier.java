package io.github.markhor.classifier;

import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.config.Require;
import io.github.markhor.data.BadPictures;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.Pictures;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.reports.Evaluation;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A model that tells classes of pictures apart, with their names and with what it wants of a
 * picture: file in, class out.
 *
 * <pre>{@code
 * try (ImageClassifier classifier = ImageClassifier.load(Path.of("out"))) {
 *   System.out.println(classifier.classify(Path.of("cat.jpg")).best());
 * }
 * }</pre>
 *
 * <p>Any number of threads may classify at the same time.
 */
public final class ImageClassifier implements AutoCloseable {
  private static final int BATCH = 32;

  private final Model model;
  private final PictureInput input;
  private final List<String> classNames;
  private final Flow flow;
  private final ImageDataGenerator generator;
  private final boolean logits;

  private ImageClassifier(Model model, PictureInput input, List<String> classNames) {
    this.model = model;
    this.input = input;
    this.classNames = classNames;
    this.flow = input.flow();
    this.generator = input.generator().build();
    this.logits = endsInLogits(model);
  }

  /**
   * A classifier of a model, which belongs to it from now on and is closed with it.
   *
   * @param model with one input (H, W, C) and one output, of a unit for each class, or of one unit,
   *     the probability of the second of two classes; its {@link Model#classNames()} are used where
   *     it has them, else numbers
   * @throws IllegalArgumentException if the model is not of this kind
   */
  public static ImageClassifier of(Model model, PictureInput input) {
    return of(Require.notNull("model", model), input, model.classNames());
  }

  private static ImageClassifier of(Model model, PictureInput input, List<String> names) {
    Require.notNull("input", input);
    if (model.inputShapes().size() != 1
        || model.outputShapes().size() != 1
        || model.outputShape().rank() != 1) {
      throw new IllegalArgumentException(
          "Expected a model with one picture as its input and the probabilities of classes as its"
              + " output. Received: inputs "
              + model.inputShapes()
              + " and outputs "
              + model.outputShapes());
    }
    Shape own = Shape.of(input.height(), input.width(), input.flow().colorMode().channels());
    if (!fits(model.inputShape(), own)) {
      throw new IllegalArgumentException(
          "Expected pictures as the model takes them, "
              + model.inputShape()
              + ": PictureInput.of(model.inputShape()) is of that size. Received: "
              + own);
    }
    int units = model.outputShape().size(0);
    int classes = Math.max(2, units);
    List<String> named =
        names.isEmpty() ? IntStream.range(0, classes).mapToObj(String::valueOf).toList() : names;
    if (named.size() != classes) {
      throw new IllegalArgumentException(
          "Expected a name for each of "
              + classes
              + " classes. Received: "
              + named.size()
              + " names, "
              + named);
    }
    return new ImageClassifier(model, input, List.copyOf(named));
  }

  private static boolean fits(Shape known, Shape picture) {
    return known.rank() == 3
        && IntStream.range(0, 3)
            .allMatch(axis -> known.size(axis) < 0 || known.size(axis) == picture.size(axis));
  }

  /**
   * Loads a classifier: a folder that {@link #save} or {@link ClassifierTraining} has written, the
   * export of Teachable Machine ({@code keras_model.h5} and {@code labels.txt}), or any model file
   * for pictures of one size. Where no {@code classifier.json} lies beside the model, it gets
   * levels from 0 to 255, in Teachable Machine's case the middle of a picture from -1 to 1; {@link
   * #load(Path, UnaryOperator)} says otherwise. The names of classes are the model's, or those in
   * {@code labels.txt} beside it.
   *
   * <p>What the model was compiled with is left in the file; {@link Model#load} goes on training.
   *
   * @throws IllegalArgumentException if there is no model or it is no classifier of pictures
   * @throws io.github.markhor.file.ModelFileException if it cannot be read
   */
  public static ImageClassifier load(Path path) {
    return load(path, UnaryOperator.identity());
  }

  /**
   * Loads a classifier and changes what becomes of a picture before the model sees it.
   *
   * @param change gets what {@link #load(Path)} would take: {@code input ->
   *     input.scale(PixelScale.ZERO_TO_ONE)}
   */
  public static ImageClassifier load(Path path, UnaryOperator<PictureInput> change) {
    Require.notNull("path", path);
    Path file = Files.isDirectory(path) ? ClassifierFiles.model(path) : path;
    Model model = Model.load(file, LoadOptions.defaults().compile(false));
    try {
      PictureInput wanted = change.apply(input(file, model));
      List<String> names = model.classNames();
      return of(model, wanted, names.isEmpty() ? ClassifierFiles.labels(file) : names);
    } catch (RuntimeException problem) {
      model.close();
      throw problem;
    }
  }

  private static PictureInput input(Path file, Model model) {
    return ClassifierFiles.input(file)
        .orElseGet(
            () -> {
              PictureInput plain = PictureInput.of(model.inputShape());
              boolean teachable =
                  file.getFileName().toString().equals(ClassifierFiles.TEACHABLE_MACHINE);
              return teachable
                  ? plain.scale(PixelScale.MINUS_ONE_TO_ONE).keepAspectRatio(true)
                  : plain;
            });
  }

  /**
   * Whether the last layer gives numbers of any size, as networks do that are trained fromLogits.
   */
  private static boolean endsInLogits(Model model) {
    BuiltLayer last = model.layer(model.outputNames().get(0));
    while (last.inner() != null && !last.layers().isEmpty()) {
      last = last.layers().get(last.layers().size() - 1);
    }
    return "linear".equals(last.config().get("activation"));
  }

  /** The model; closed with the classifier. */
  public Model model() {
    return model;
  }

  /** What becomes of a picture before the model sees it. */
  public PictureInput input() {
    return input;
  }

  /** The classes, in the order of their numbers. */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * Classifies a picture.
   *
   * @throws io.github.markhor.data.picture.PictureException if the file cannot be read
   */
  public Classification classify(Path picture) {
    return classify(List.of(Require.notNull("picture", picture))).get(0);
  }

  /**
   * Classifies a picture from the bytes of its file, an upload for one.
   *
   * @throws io.github.markhor.data.picture.PictureException if the bytes are no picture
   */
  public Classification classify(byte[] picture) {
    return classified(List.of(Pictures.load(picture, flow))).get(0);
  }

  /** Classifies a picture of the JDK. */
  public Classification classify(BufferedImage picture) {
    return classified(List.of(Pictures.load(picture, flow))).get(0);
  }

  /**
   * Classifies pictures, in batches of 32, which is quicker than one by one.
   *
   * @return what is said of each, in the same order
   * @throws io.github.markhor.data.picture.PictureException if a file cannot be read
   */
  public List<Classification> classify(List<Path> pictures) {
    Require.noneNull("pictures", pictures);
    List<Classification> all = new ArrayList<>();
    for (int from = 0; from < pictures.size(); from += BATCH) {
      List<Path> some = pictures.subList(from, Math.min(from + BATCH, pictures.size()));
      all.addAll(classified(some.parallelStream().map(file -> Pictures.load(file, flow)).toList()));
    }
    return all;
  }

  /**
   * Classifies a picture that has the model's size already, of levels from 0 to 255.
   *
   * @param picture (H, W, C)
   * @throws IllegalArgumentException if it has another shape
   */
  public Classification classify(Tensor picture) {
    return classified(List.of(Require.notNull("picture", picture))).get(0);
  }

  /**
   * Classifies pictures that have the model's size already, in one batch.
   *
   * @param pictures (H, W, C) each, of levels from 0 to 255
   * @return what is said of each, in the same order
   * @throws IllegalArgumentException if one has another shape
   */
  public List<Classification> classifyAll(List<Tensor> pictures) {
    List<Tensor> all = Require.noneNull("pictures", pictures);
    return all.isEmpty() ? List.of() : classified(all);
  }

  /**
   * Makes a picture into what the model gets, (H, W, C).
   *
   * @param picture (H, W, C), of the model's size, of levels from 0 to 255, as {@code
   *     Pictures.load(file, classifier.input().flow())} gives it
   */
  public Tensor prepare(Tensor picture) {
    return generator.standardize(picture);
  }

  private List<Classification> classified(List<Tensor> pictures) {
    Shape shape = Shape.of(input.height(), input.width(), channels());
    for (Tensor picture : pictures) {
      if (!picture.shape().equals(shape)) {
        throw new IllegalArgumentException(
            "Expected pictures of the shape "
                + shape
                + "; Pictures.load(file, classifier.input().flow()) gives them. Received: "
                + picture.shape());
      }
    }
    Tensor batch = Tensor.stack(pictures.stream().map(generator::standardize).toList());
    Tensor predictions = model.predict(batch);
    return IntStream.range(0, pictures.size())
        .mapToObj(i -> classification(predictions.slice(i, i + 1).toArray()))
        .toList();
  }

  private int channels() {
    return input.flow().colorMode().channels();
  }

  private Classification classification(float[] outputs) {
    double[] probabilities = probabilities(outputs);
    if (!Arrays.stream(probabilities).allMatch(Double::isFinite)) {
      throw new IllegalStateException(
          "Expected finite predictions: the picture or the model's weights hold NaN or numbers that"
              + " are too large. Received: "
              + Arrays.toString(outputs));
    }
    return new Classification(
        IntStream.range(0, probabilities.length)
            .mapToObj(c -> new Classification.Score(classNames.get(c), probabilities[c]))
            .toList());
  }

  private double[] probabilities(float[] outputs) {
    if (outputs.length == 1) {
      double second = logits ? 1 / (1 + Math.exp(-outputs[0])) : outputs[0];
      return new double[] {1 - second, second};
    }
    double[] all = new double[outputs.length];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < all.length; c++) {
      all[c] = outputs[c];
      greatest = Math.max(greatest, all[c]);
    }
    if (logits) {
      double sum = 0;
      for (int c = 0; c < all.length; c++) {
        all[c] = Math.exp(all[c] - greatest);
        sum += all[c];
      }
      for (int c = 0; c < all.length; c++) {
        all[c] /= sum;
      }
    }
    return all;
  }

  /**
   * The pictures of a folder with a folder for each class, labelled, in the order of the files'
   * names, as the model wants them: to be evaluated with, or reported on. Pictures that cannot be
   * read are left out.
   *
   * @throws IllegalArgumentException if it holds no such folder or no picture
   */
  public DirectoryImages labelled(Path folder) {
    return generator.flowFromDirectory(
        folder,
        flow.classes(classNames).shuffle(false).batchSize(BATCH).badPictures(BadPictures.skip()));
  }

  /** How well pictures are classified that lie in a folder for each class. */
  public Evaluation evaluate(Path folder) {
    try (DirectoryImages pictures = labelled(folder)) {
      return Evaluation.of(model, pictures);
    }
  }

  /**
   * Saves the classifier into a folder, which is made: {@code model.keras}, which Keras opens, what
   * it wants of pictures in {@code classifier.json}, and the classes in {@code labels.txt}.
   */
  public void save(Path folder) {
    Require.notNull("folder", folder);
    model.save(folder.resolve(ClassifierFiles.MODEL));
    ClassifierFiles.save(folder, input, classNames);
  }

  @Override
  public void close() {
    model.close();
  }

  @Override
  public String toString() {
    return "ImageClassifier of " + classNames + " for pictures of " + input;
  }
}
