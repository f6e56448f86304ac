package io.github.markhor.examples;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static io.github.markhor.layers.Padding.SAME;
import static io.github.markhor.metrics.Metrics.ACCURACY;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.callbacks.CSVLogger;
import io.github.markhor.callbacks.EarlyStopping;
import io.github.markhor.callbacks.ModelCheckpoint;
import io.github.markhor.cli.Program;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.Flow;
import io.github.markhor.data.FolderSplit;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.ImageDataGeneratorBuilder;
import io.github.markhor.data.Predictions;
import io.github.markhor.data.SplitParts;
import io.github.markhor.data.Subset;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.BinaryCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.reports.ArchitecturePicture;
import io.github.markhor.reports.HtmlReport;
import io.github.markhor.reports.SampleGrid;
import io.github.markhor.reports.TrainingCurves;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Tells cats from dogs: a small convolutional network, trained from nothing on augmented pictures.
 * {@code --help} lists the options.
 */
@Command(
    name = "bin/run CatsVsDogs",
    sortOptions = false,
    description =
        "Trains a small convolutional network to tell cats from dogs, or other classes of"
            + " pictures.",
    footer = {
      "",
      "Example: bin/run CatsVsDogs --kaggle train --take 25000 --test test",
      "sorts the files cat.0.jpg, dog.0.jpg ... into folders, trains, and writes the",
      "model, a report and predictions for the pictures of test into out/cats-vs-dogs."
    })
public final class CatsVsDogs extends Program {
  private static final int SIZE = 150;
  private static final int BATCH = 32;
  private static final double LEARNING_RATE = 0.01;

  @Option(
      names = "--kaggle",
      paramLabel = "DIR",
      description =
          "The folder of the competition, with pictures named cat.0.jpg, dog.0.jpg and so on."
              + " Default: drawn pictures.")
  private Path kaggle;

  @Option(
      names = "--take",
      converter = Program.AtLeastOne.class,
      paramLabel = "N",
      description = "So many of its pictures. Default: all.")
  private Integer take;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "In place of --kaggle, a folder with a folder of pictures for each class.")
  private Path data;

  @Option(
      names = "--validation",
      paramLabel = "DIR",
      description = "Such a folder to validate with. Default: a fifth of the pictures of --data.")
  private Path validation;

  @Option(
      names = "--test",
      paramLabel = "DIR",
      description = "A folder of other pictures, for predictions.csv.")
  private Path test;

  @Option(
      names = "--patience",
      converter = Program.AtLeastZero.class,
      paramLabel = "P",
      description =
          "Epochs without a better validation loss until training ends. Default: ${DEFAULT-VALUE}.",
      defaultValue = "2")
  private int patience;

  @Mixin private final ExampleOptions options = new ExampleOptions("out/cats-vs-dogs", 50);

  /** Runs the example. */
  public static void main(String[] line) {
    new CatsVsDogs().run(line);
  }

  @Override
  public Integer call() {
    if (data == null) {
      if (kaggle == null) {
        kaggle = options.file("kaggle");
        test = options.file("unknown");
        System.out.println("Drawing pictures into " + kaggle);
        DrawnPictures.drawFlat(kaggle, take == null ? 1000 : (take + 1) / 2, options.seed);
        DrawnPictures.drawUnnamed(test, 20, options.seed + 1000L);
      }
      organise();
    }
    double split = validation == null ? 0.2 : 0;
    ImageDataGenerator augment = augmentation().validationSplit(split).build();
    ImageDataGenerator plain =
        ImageDataGenerator.builder().rescale(1 / 255.0).validationSplit(split).build();
    Flow flow = Flow.defaults().targetSize(SIZE, SIZE).batchSize(BATCH).seed(options.seed);
    Flow trainFlow = validation == null ? flow.subset(Subset.TRAINING) : flow;
    Flow otherFlow = (validation == null ? flow.subset(Subset.VALIDATION) : flow).shuffle(false);
    Path others = validation == null ? data : validation;
    try (DirectoryImages train = augment.flowFromDirectory(data, trainFlow);
        DirectoryImages other = plain.flowFromDirectory(others, otherFlow);
        Sequential model = network(train.classNames().size(), options.seed, DTypePolicy.FLOAT32)) {
      SampleGrid.of(train, 2, 4).save(options.file("augmented.png"));
      train(model, train, other);
    }
    return 0;
  }

  /** Copies the files of one folder into train/cats, train/dogs, validation/cats and so on. */
  private void organise() {
    Path pictures = options.file("pictures");
    FolderSplit split =
        FolderSplit.of(kaggle, pictures)
            .classPattern("(cat|dog)\\.\\d+\\.jpg")
            .classNames(Map.of("cat", "cats", "dog", "dogs"))
            .parts(SplitParts.ratios(0.8, 0.2))
            .seed(options.seed);
    Map<String, Integer> parts = (take == null ? split : split.take(take)).run();
    System.out.println("Sorted into " + pictures + ": " + parts);
    data = pictures.resolve("train");
    validation = pictures.resolve("validation");
  }

  private void train(Sequential model, DirectoryImages train, DirectoryImages validation) {
    model.compile(
        SGD.of(LEARNING_RATE).momentum(0.9).decay(LEARNING_RATE / options.epochs),
        BinaryCrossentropy.of(),
        CompileOptions.defaults().metrics(ACCURACY));
    model.summary();
    ArchitecturePicture.of(model).save(options.file("network.svg"));
    Path best = options.file("model.h5");
    LossHistory losses = new LossHistory();
    History history =
        model.fit(
            train,
            FitOptions.defaults()
                .epochs(options.epochs)
                .validation(validation)
                .callbacks(
                    EarlyStopping.builder().patience(patience).restoreBestWeights(true).build(),
                    ModelCheckpoint.builder(best).monitor("val_loss").saveBestOnly(true).build(),
                    CSVLogger.builder(options.file("history.csv")).build(),
                    losses));
    System.out.printf(
        Locale.ROOT,
        "Loss of the first batch %.4f, of the last %.4f, over %d batches%n",
        losses.first(),
        losses.last(),
        losses.count());
    TrainingCurves.of(history).save(options.file("curves.png"));
    HtmlReport.of(model, history, validation).save(options.file("report.html"));
    if (test != null) {
      predict(best);
    }
    Map<String, Object> results = new LinkedHashMap<>(model.evaluate(validation));
    results.put("parameters", model.countParams());
    results.put("epochs", history.epochs().size());
    options.end(results);
  }

  /** Loads the saved model again, as another program would, and lets it tell. */
  private void predict(Path file) {
    Flow flow = Flow.defaults().targetSize(SIZE, SIZE).batchSize(BATCH).shuffle(false);
    try (Model model = Model.load(file);
        DirectoryImages unknown =
            ImageDataGenerator.rescaling(1 / 255.0).flowFromFolder(test, flow)) {
      Tensor predictions = model.predict(unknown);
      Predictions.save(
          options.file("predictions.csv"),
          unknown.readFilenames(),
          predictions,
          model.classNames());
    }
  }

  /** The article's augmentation of the pictures to train with. */
  public static ImageDataGeneratorBuilder augmentation() {
    return ImageDataGenerator.builder()
        .rescale(1 / 255.0)
        .shearRange(0.2)
        .zoomRange(0.2)
        .horizontalFlip(true);
  }

  /** The article's network: 1,355,938 parameters for two classes. */
  public static Sequential network(int classes, long seed, DTypePolicy policy) {
    return Sequential.of(
        ModelOptions.defaults().name("cats_vs_dogs").seed(seed).dtype(policy),
        Input.of(SIZE, SIZE, 3),
        Conv2D.of(32, 3).padding(SAME).activation(RELU),
        MaxPooling2D.of(2),
        Conv2D.of(32, 3).padding(SAME).activation(RELU),
        MaxPooling2D.of(2),
        Conv2D.of(64, 3).padding(SAME).activation(RELU),
        MaxPooling2D.of(2),
        Dropout.of(0.25),
        Flatten.of(),
        Dense.of(64).activation(RELU),
        Dropout.of(0.5),
        Dense.of(classes).activation(SOFTMAX).dtype(DTypePolicy.FLOAT32));
  }
}
