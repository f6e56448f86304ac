package io.github.markhor.examples;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static io.github.markhor.layers.Padding.SAME;
import static io.github.markhor.metrics.Metrics.ACCURACY;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.callbacks.CSVLogger;
import io.github.markhor.callbacks.EarlyStopping;
import io.github.markhor.callbacks.ModelCheckpoint;
import io.github.markhor.callbacks.TensorBoard;
import io.github.markhor.cli.Program;
import io.github.markhor.data.ArrayFlow;
import io.github.markhor.data.ArrayImages;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.Flow;
import io.github.markhor.data.FolderSplit;
import io.github.markhor.data.Folders;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.ImageDataGeneratorBuilder;
import io.github.markhor.data.Pictures;
import io.github.markhor.data.Subset;
import io.github.markhor.data.Transfer;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.Layer;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.RMSprop;
import io.github.markhor.reports.ClassificationReport;
import io.github.markhor.reports.ConfusionMatrix;
import io.github.markhor.reports.Evaluation;
import io.github.markhor.reports.FeatureMaps;
import io.github.markhor.reports.HtmlReport;
import io.github.markhor.reports.Images;
import io.github.markhor.reports.LiveCurves;
import io.github.markhor.reports.PredictionGrid;
import io.github.markhor.reports.SampleGrid;
import io.github.markhor.reports.TrainingCurves;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Tells dishes apart: a deep network with wide convolutions, trained on strongly augmented pictures
 * of ten classes of Food-101. {@code --help} lists the options.
 */
@Command(
    name = "bin/run Food101",
    sortOptions = false,
    description = "Trains a deep convolutional network on classes of Food-101.",
    footer = {
      "",
      "Example: bin/run Food101 --data food-101 --classes pizza,sushi,waffles",
      "writes the best weights, a report, grids and maps into out/food101."
    })
public final class Food101 extends Program {
  private static final int SIZE = 128;
  private static final double VALIDATION_SPLIT = 0.15;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The data set's folder, which holds images/ and meta/. Default: drawn shapes in such a"
              + " folder.")
  private Path data;

  @Option(
      names = "--classes",
      paramLabel = "NAME",
      split = ",",
      description = "The classes to tell apart, separated by commas. Default: the first ten.")
  private List<String> classes = List.of();

  @Option(
      names = "--gap",
      description =
          "Averages the last maps in place of flattening them; pictures may have any size then.")
  private boolean gap;

  @Option(names = "--plain", description = "Trains without augmentation.")
  private boolean plain;

  @Option(
      names = "--size",
      converter = Program.AtLeastOne.class,
      paramLabel = "PIXELS",
      description =
          "Height and width of the pictures, 88 at least: smaller ones train more quickly. Default:"
              + " ${DEFAULT-VALUE}.",
      defaultValue = "128")
  private int size;

  @Option(
      names = "--batch-size",
      converter = Program.AtLeastOne.class,
      paramLabel = "N",
      description = "Pictures in a step. Default: ${DEFAULT-VALUE}.",
      defaultValue = "32")
  private int batchSize;

  @Option(
      names = "--patience",
      converter = Program.AtLeastZero.class,
      paramLabel = "P",
      description =
          "Epochs without a better validation loss until training ends. Default: ${DEFAULT-VALUE}.",
      defaultValue = "10")
  private int patience;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description = "float32 or mixed_bfloat16. Default: ${DEFAULT-VALUE}.",
      defaultValue = "float32")
  private String policy;

  @Mixin private final ExampleOptions options = new ExampleOptions("out/food101", 100);

  private final Map<String, Object> results = new LinkedHashMap<>();

  /** Runs the example. */
  public static void main(String[] line) {
    new Food101().run(line);
  }

  @Override
  public Integer call() throws IOException {
    if (data == null) {
      data = options.file("food-101");
      draw();
    }
    Path pictures = options.file("pictures");
    // Linked and not copied: the data set has 5 GB.
    FolderSplit.of(data.resolve("images"), pictures)
        .lists(
            Map.of(
                "train", data.resolve("meta/train.json"), "test", data.resolve("meta/test.json")))
        .transfer(Transfer.HARD_LINK)
        .run();
    if (classes.isEmpty()) {
      classes = Folders.classCounts(pictures.resolve("train")).keySet().stream().limit(10).toList();
    }
    Path best = options.file("best.weights.h5");
    train(pictures.resolve("train"), best);
    test(pictures.resolve("test"), best);
    options.end(results);
    return 0;
  }

  /** Pictures and lists as the data set has them. */
  private void draw() throws IOException {
    Path images = data.resolve("images");
    DrawnShapes.draw(images, 160, 50, options.seed);
    Map<String, List<String>> train = new LinkedHashMap<>();
    Map<String, List<String>> test = new LinkedHashMap<>();
    for (String name : DrawnShapes.CLASSES) {
      List<String> all =
          IntStream.range(0, 50).mapToObj(i -> String.format("%s/%06d", name, i)).toList();
      train.put(name, all.subList(0, 40));
      test.put(name, all.subList(40, 50));
    }
    Files.createDirectories(data.resolve("meta"));
    ObjectMapper json = new ObjectMapper();
    json.writeValue(data.resolve("meta/train.json").toFile(), train);
    json.writeValue(data.resolve("meta/test.json").toFile(), test);
  }

  /** The three channels of a picture, and what augmentation makes of it. */
  private void show(Path file) {
    Tensor picture = Pictures.load(file, Flow.defaults().targetSize(size, size)).div(255);
    Images.channels(picture).titles("red", "green", "blue").save(options.file("channels.png"));
    ImageDataGenerator varied =
        ImageDataGenerator.builder()
            .horizontalFlip(true)
            .verticalFlip(true)
            .rotationRange(90)
            .heightShiftRange(0.3)
            .brightnessRange(0.1, 0.9)
            .build();
    Tensor eight = Tensor.stack(Collections.nCopies(8, picture.mul(255)));
    try (ArrayImages flow =
        varied.flow(eight, ArrayFlow.defaults().batchSize(8).seed(options.seed))) {
      Images.of(flow.batch(0).x()).range(0, 255).columns(4).save(options.file("augmented.png"));
    }
  }

  private void train(Path folder, Path best) {
    ImageDataGeneratorBuilder scaled = ImageDataGenerator.builder().rescale(1 / 255.0);
    ImageDataGenerator generator =
        (plain ? scaled : augmentation()).validationSplit(VALIDATION_SPLIT).build();
    Flow flow =
        Flow.defaults()
            .targetSize(size, size)
            .batchSize(batchSize)
            .classes(classes)
            .seed(options.seed);
    // Pictures that validate are never augmented.
    try (DirectoryImages train = generator.flowFromDirectory(folder, flow.subset(Subset.TRAINING));
        DirectoryImages validation =
            generator.flowFromDirectory(folder, flow.subset(Subset.VALIDATION));
        Sequential model = model()) {
      show(train.filepaths().get(0));
      SampleGrid.of(train, 3, 5).save(options.file("training.png"));
      model.compile(
          RMSprop.of(1e-4),
          CategoricalCrossentropy.of(),
          CompileOptions.defaults().metrics(ACCURACY));
      model.summary();
      History history =
          model.fit(
              train,
              FitOptions.defaults()
                  .epochs(options.epochs)
                  .validation(validation)
                  .callbacks(
                      ModelCheckpoint.builder(best)
                          .saveBestOnly(true)
                          .saveWeightsOnly(true)
                          .verbose(1)
                          .build(),
                      EarlyStopping.builder().patience(patience).restoreBestWeights(true).build(),
                      LiveCurves.to(options.file("live.html")),
                      TensorBoard.builder(options.file("logs")).build(),
                      CSVLogger.builder(options.file("history.csv")).build()));
      TrainingCurves.of(history).save(options.file("curves.png"));
      System.out.println(TrainingCurves.of(history).table());
      results.put("parameters", model.countParams());
      results.put("epochs", history.epochs().size());
      results.put("validation accuracy", model.evaluate(validation).get("accuracy"));
    }
  }

  private Sequential model() {
    DTypePolicy dtype = DTypePolicy.of(policy);
    return gap
        ? ending(averaging(size), classes.size(), options.seed, dtype)
        : ending(flattening(size), classes.size(), options.seed, dtype);
  }

  /** What the best weights make of pictures that were neither trained nor validated with. */
  private void test(Path folder, Path best) {
    Flow flow = Flow.defaults().targetSize(size, size).batchSize(1).classes(classes).shuffle(false);
    try (Sequential model = model();
        DirectoryImages test =
            ImageDataGenerator.rescaling(1 / 255.0).flowFromDirectory(folder, flow)) {
      model.loadWeights(best);
      Evaluation evaluation = Evaluation.of(model, test);
      ClassificationReport report = ClassificationReport.of(evaluation).sortedBy("f1").reversed();
      System.out.println(report);
      report.save(options.file("report.png"));
      ConfusionMatrix.of(evaluation).save(options.file("confusion.png"));
      PredictionGrid.of(evaluation, test, 3, 5).save(options.file("predictions.png"));
      Tensor picture = test.batch(0).x();
      for (int block = 1; block <= 4; block++) {
        String layer = "Block" + block + "_Conv1";
        FeatureMaps.of(model, layer, picture).save(options.file("maps-" + layer + ".png"));
      }
      HtmlReport.of(model, TrainingCurves.of(options.file("history.csv")), test)
          .save(options.file("report.html"));
      results.put("test accuracy", evaluation.accuracy());
    }
  }

  /** The article's augmentation of the pictures to train with. */
  public static ImageDataGeneratorBuilder augmentation() {
    return ImageDataGenerator.builder()
        .rescale(1 / 255.0)
        .brightnessRange(0.1, 0.7)
        .widthShiftRange(0.5)
        .rotationRange(90)
        .horizontalFlip(true)
        .verticalFlip(true);
  }

  /** The article's network: 10,588,458 parameters for ten classes. */
  public static Sequential network(int classes, long seed, DTypePolicy policy) {
    return ending(flattening(SIZE), classes, seed, policy);
  }

  private static List<Layer> flattening(int size) {
    List<Layer> layers = convolutions(size);
    layers.add(Flatten.of());
    layers.add(Dense.of(1024).activation(RELU));
    layers.add(Dropout.of(0.2));
    return layers;
  }

  /** The mean of each map in place of the wide dense layer. */
  private static List<Layer> averaging(int size) {
    List<Layer> layers = convolutions(size);
    layers.add(GlobalAveragePooling2D.of());
    return layers;
  }

  private static Sequential ending(List<Layer> layers, int classes, long seed, DTypePolicy policy) {
    layers.add(Dense.of(classes).activation(SOFTMAX).dtype(DTypePolicy.FLOAT32));
    return Sequential.of(
        ModelOptions.defaults().name("food101").seed(seed).dtype(policy),
        layers.toArray(Layer[]::new));
  }

  private static List<Layer> convolutions(int size) {
    return new ArrayList<Layer>(
        List.of(
            Input.of(size, size, 3),
            Conv2D.of(32, 3).padding(SAME).activation(RELU).name("Block1_Conv1"),
            Conv2D.of(32, 3).activation(RELU).name("Block1_Conv2"),
            MaxPooling2D.of(2),
            Dropout.of(0.2),
            Conv2D.of(64, 3).padding(SAME).activation(RELU).name("Block2_Conv1"),
            Conv2D.of(64, 3).activation(RELU).name("Block2_Conv2"),
            MaxPooling2D.of(2),
            Dropout.of(0.2),
            Conv2D.of(128, 3).padding(SAME).activation(RELU).name("Block3_Conv1"),
            Conv2D.of(128, 3).activation(RELU).name("Block3_Conv2"),
            Activation.of(RELU),
            MaxPooling2D.of(2),
            Dropout.of(0.2),
            Conv2D.of(512, 5).padding(SAME).activation(RELU).name("Block4_Conv1"),
            Conv2D.of(512, 5).activation(RELU).name("Block4_Conv2"),
            MaxPooling2D.of(4),
            Dropout.of(0.2)));
  }
}
