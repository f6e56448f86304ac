package io.github.markhor.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.markhor.CompileOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.constraints.MaxNorm;
import io.github.markhor.data.numpy.Npz;
import io.github.markhor.data.numpy.NumpyArray;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.Padding;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.RMSprop;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.regularizers.L2;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes models for {@code check_written.py}, which opens them in real Keras: the round trips of
 * the cases, and models of Markhor's own with the optimizers that no case has.
 */
final class WriteForKeras {
  private static final int STEPS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  private WriteForKeras(Path folder) {
    this.folder = folder;
  }

  /** Writes all models to a folder; says on {@code out} which files cannot be read yet. */
  static void write(Path cases, Path folder, PrintStream out) throws IOException {
    Files.createDirectories(folder);
    WriteForKeras writer = new WriteForKeras(folder);
    Case write = Case.read("files", cases.resolve("files").resolve("write.json"));
    for (Object file : write.list("round_trips")) {
      String name = (String) file;
      try {
        writer.roundTrip(cases.resolve("files"), name);
      } catch (ModelFileException refused) {
        out.println("not read: " + name + ": " + refused.getMessage());
      }
    }
    writer.own("own-sgd-decay", SGD.of(0.05).momentum(0.9).nesterov(true).decay(0.1));
    writer.own("own-sgd-plain", SGD.of(0.05));
    writer.own("own-sgd-weight-decay", SGD.of(0.05).weightDecay(0.01));
    writer.own("own-adam-amsgrad-clipnorm", Adam.of(0.01).amsgrad(true).clipnorm(0.5));
    writer.own("own-adam-decay", Adam.of(0.01).decay(0.2));
    writer.own("own-rmsprop", RMSprop.of(0.004).rho(0.8));
    writer.own("own-rmsprop-decay", RMSprop.of(0.004).decay(0.3));
    writer.own("own-rmsprop-legacy", RMSprop.of(0.004).legacyEpsilon(true).decay(0.3));
    writer.own(
        "own-rmsprop-centered", RMSprop.of(0.004).momentum(0.5).centered(true).clipvalue(0.1));
  }

  private void roundTrip(Path files, String name) throws IOException {
    String stem = name.substring(0, name.lastIndexOf('.'));
    Case given = Case.read("files", files.resolve(stem + ".json"));
    try (Model model = Model.load(files.resolve(name))) {
      save(model, stem);
      writeWeights(model, stem + "-weights", given.tensor("x"));
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      predict(model, given.tensor("x"), arrays);
      if (given.has("train")) {
        train(model, given.array("train_x"), given.array("train_y"), arrays);
      }
      Npz.write(folder.resolve(stem + ".npz"), numpy(arrays));
    }
    JSON.writeValue(folder.resolve(stem + ".json").toFile(), Map.of("like", name));
  }

  private static Map<String, NumpyArray> numpy(Map<String, NpyArray> arrays) {
    Map<String, NumpyArray> written = new LinkedHashMap<>();
    arrays.forEach((name, array) -> written.put(name, array.numpy()));
    return written;
  }

  private void save(Model model, String name) {
    model.save(folder.resolve(name + ".h5"));
    model.save(folder.resolve(name + ".keras"));
  }

  /** Weights alone, and the architecture that they are for. */
  private void writeWeights(Model model, String name, Tensor x) throws IOException {
    model.saveWeights(folder.resolve(name + ".weights.h5"));
    Files.writeString(folder.resolve(name + ".model.json"), model.toJson());
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    predict(model, x, arrays);
    Npz.write(folder.resolve(name + ".npz"), numpy(arrays));
  }

  private static void predict(Model model, Tensor x, Map<String, NpyArray> arrays) {
    arrays.put("x", NpyArray.of(x));
    arrays.put("y", NpyArray.of(model.predict(x)));
  }

  /** Goes on training after the model was saved, as Keras is to do. */
  private static void train(Model model, NpyArray x, NpyArray y, Map<String, NpyArray> arrays) {
    arrays.put("train_x", x);
    arrays.put("train_y", y);
    arrays.put("iterations", NpyArray.of((double) model.trainingState().iterations()));
    Optimizer optimizer = model.trainingState().optimizer();
    if (optimizer.config().get("decay") == null && !optimizer.hasSchedule()) {
      arrays.put("learning_rate", NpyArray.of(model.learningRate()));
    }
    double[] losses = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      losses[step] = model.trainOnBatch(x.row(step).tensor(), y.row(step).tensor()).get("loss");
    }
    arrays.put("losses", new NpyArray(Shape.of(STEPS), losses));
  }

  /** A model of Markhor's own, trained a little before it is saved. */
  private void own(String name, Optimizer optimizer) throws IOException {
    Random random = new Random(7);
    NpyArray x = random(random, STEPS, 6, 9, 8, 2);
    NpyArray y = oneHot(random, STEPS, 6, 3);
    try (Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(3).name("net"),
            Input.of(9, 8, 2),
            Conv2D.of(4, 3)
                .padding(Padding.SAME)
                .strides(2)
                .kernelRegularizer(L2.of(0.01))
                .name("edges"),
            BatchNormalization.of(),
            Activation.of("relu"),
            GlobalAveragePooling2D.of(),
            Dense.of(5).activation("tanh").kernelConstraint(MaxNorm.of(2)),
            Dense.of(3).activation("softmax"))) {
      model.compile(
          optimizer,
          CategoricalCrossentropy.of().labelSmoothing(0.1),
          CompileOptions.defaults()
              .metrics("accuracy", "mse")
              .weightedMetrics("categorical_accuracy"));
      model.setClassNames(List.of("café", "dog", "猫"));
      for (int step = 0; step < STEPS; step++) {
        model.trainOnBatch(x.row(step).tensor(), y.row(step).tensor());
      }
      save(model, name);
      if (optimizer.config().get("legacy_epsilon") != null) {
        // Keras 3 has no such optimizer.
        Files.delete(folder.resolve(name + ".keras"));
      }
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      predict(model, x.row(0).tensor(), arrays);
      train(model, x, y, arrays);
      Npz.write(folder.resolve(name + ".npz"), numpy(arrays));
    }
  }

  private static NpyArray random(Random random, int... sizes) {
    Shape shape = Shape.of(sizes);
    float[] values = new float[(int) shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return NpyArray.of(shape, values);
  }

  private static NpyArray oneHot(Random random, int steps, int samples, int classes) {
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < steps * samples; i++) {
      int label = random.nextInt(classes);
      for (int c = 0; c < classes; c++) {
        values.add(c == label ? 1f : 0f);
      }
    }
    float[] all = new float[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(i);
    }
    return NpyArray.of(Shape.of(steps, samples, classes), all);
  }
}
