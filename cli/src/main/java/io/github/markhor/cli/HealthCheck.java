package io.github.markhor.cli;

import io.github.markhor.Markhor;
import io.github.markhor.Sequential;
import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Backends;
import io.github.markhor.data.Pictures;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.reports.ClassCounts;
import io.github.markhor.tensor.Bytes;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntToDoubleFunction;

/**
 * One thing that Markhor needs, tried.
 *
 * @param found what is there, or what is wrong
 * @param remedy what helps; empty if nothing is wrong
 */
record HealthCheck(String name, boolean well, String found, String remedy) {
  /** The loss of the steps of {@link #training}, as Keras 3.15 computes them. */
  private static final double[] KERAS_LOSSES = {1.1450287, 1.0454153, 0.9531724, 0.7795496};

  private static final double ROUNDING = 1e-4;
  private static final long LEAST_HEAP = 200L << 20;

  static List<HealthCheck> all() {
    return List.of(
        well("markhor", Markhor.version()),
        java(),
        memory(),
        tried(
            "backend",
            HealthCheck::backend,
            "Add the natives of this platform, io.github.markhor:markhor-natives, to the class path."),
        tried(
            "training",
            HealthCheck::training,
            "The processor computes other numbers than Keras. Report it with the lines above;"
                + " ONEDNN_MAX_CPU_ISA=AVX2 may help."),
        tried(
            "pictures",
            HealthCheck::pictures,
            "Add OpenCV's natives of this platform, io.github.markhor:markhor-natives, to the class"
                + " path."),
        tried(
            "fonts",
            HealthCheck::fonts,
            "On Debian and Ubuntu: apt-get install fontconfig fonts-dejavu-core."));
  }

  private static HealthCheck well(String name, String found) {
    return new HealthCheck(name, true, found, "");
  }

  private static HealthCheck tried(String name, Callable<String> attempt, String remedy) {
    try {
      return well(name, attempt.call());
    } catch (Exception | LinkageError problem) {
      String message = problem.getMessage() == null ? problem.toString() : problem.getMessage();
      return new HealthCheck(name, false, message.lines().findFirst().orElse(""), remedy);
    }
  }

  private static HealthCheck java() {
    String found =
        System.getProperty("java.vendor")
            + " "
            + Runtime.version()
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors";
    return well("java", found);
  }

  private static HealthCheck memory() {
    long heap = Runtime.getRuntime().maxMemory();
    var system = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    String machine =
        system instanceof com.sun.management.OperatingSystemMXBean known
            ? ", " + Bytes.text(known.getTotalMemorySize()) + " in the machine"
            : "";
    String found = Bytes.text(heap) + " of heap" + machine;
    return heap >= LEAST_HEAP
        ? well("memory", found)
        : new HealthCheck("memory", false, found, "Start Java with more: -Xmx512m.");
  }

  private static String backend() {
    Backend backend = Backends.get(null);
    return backend.name() + ": " + backend.description();
  }

  /** Trains a small network with weights that are known and compares the losses with Keras's. */
  private static String training() {
    try (Sequential model =
        Sequential.of(
            Input.of(8, 8, 1),
            Conv2D.of(2, 3).activation("relu"),
            MaxPooling2D.of(2),
            Flatten.of(),
            Dense.of(3).activation("softmax"))) {
      List<Tensor> weights = new ArrayList<>();
      for (Tensor weight : model.getWeights()) {
        weights.add(
            Tensor.of(
                numbers(weight.toArray().length, i -> 0.5 * Math.sin(i + 1)), weight.shape()));
      }
      model.setWeights(weights);
      model.compile(SGD.of(0.1).momentum(0.9), SparseCategoricalCrossentropy.of());
      Tensor x = Tensor.of(numbers(6 * 64, i -> Math.cos(0.7 * i)), 6, 8, 8, 1);
      Tensor y = Tensor.ofLabels(0, 2, 1, 1, 0, 2);
      double worst = 0;
      for (double expected : KERAS_LOSSES) {
        double loss = model.trainOnBatch(x, y).get("loss");
        worst = Math.max(worst, Math.abs(loss - expected));
        if (!(Math.abs(loss - expected) < ROUNDING)) {
          throw new IllegalStateException(
              String.format(
                  Locale.ROOT,
                  "A step of training gives a loss of %f instead of %f",
                  loss,
                  expected));
        }
      }
      return String.format(
          Locale.ROOT,
          "%d steps equal Keras's to %.0e",
          KERAS_LOSSES.length,
          Math.max(worst, 1e-7));
    }
  }

  private static float[] numbers(int count, IntToDoubleFunction each) {
    float[] all = new float[count];
    for (int i = 0; i < count; i++) {
      all[i] = (float) each.applyAsDouble(i);
    }
    return all;
  }

  /** Writes a picture in each common format and reads it again. */
  private static String pictures() throws IOException {
    Path folder = Files.createTempDirectory("markhor-doctor");
    try {
      for (String format : List.of("png", "jpg", "bmp")) {
        Path file = folder.resolve("picture." + format);
        var image =
            new java.awt.image.BufferedImage(9, 7, java.awt.image.BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(0, 0, 9, 7);
        javax.imageio.ImageIO.write(image, format, file.toFile());
        float[] levels = Pictures.load(file, "rgb").toArray();
        Files.delete(file);
        if (levels.length != 9 * 7 * 3 || levels[0] < 250) {
          throw new IllegalStateException("A white " + format + " is read as " + levels[0]);
        }
      }
      return "png, jpg and bmp are read";
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  private static String fonts() {
    ClassCounts.of(Map.of("a class", 1)).image();
    return "reports can be drawn";
  }
}
