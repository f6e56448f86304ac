package io.github.markhor.benchmarks;

import io.github.markhor.Model;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains from Keras's start on Keras's batches; {@code peers/keras_drift.py} compares. */
@Command(
    name = "drift",
    description = "Trains from Keras's start on Keras's batches; peers/keras_drift.py compares.")
final class Drift implements Runnable {
  private static final int BATCH = 256;
  private static final int BATCHES = 10;
  private static final int STEPS = 300;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      required = true,
      description = "A folder that keras_drift.py has prepared.")
  private Path folder;

  @Override
  public void run() {
    try (Model model = Model.load(folder.resolve("start.h5"))) {
      Tensor x = read(folder.resolve("x.f32"), model.inputShape().prepend(BATCH * BATCHES));
      Tensor y = read(folder.resolve("y.f32"), model.outputShape().prepend(BATCH * BATCHES));
      List<String> losses = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        int from = step % BATCHES * BATCH;
        losses.add(
            model
                .trainOnBatch(x.slice(from, from + BATCH), y.slice(from, from + BATCH))
                .get("loss")
                .toString());
      }
      Files.write(folder.resolve("markhor.csv"), losses);
      model.save(folder.resolve("markhor.h5"));
      System.out.println("loss " + losses.get(0) + " -> " + losses.get(STEPS - 1));
    } catch (IOException problem) {
      throw new UncheckedIOException(
          "Expected a folder that keras_drift.py has prepared. Received: " + folder, problem);
    }
  }

  private static Tensor read(Path file, Shape shape) throws IOException {
    FloatBuffer numbers =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[numbers.remaining()];
    numbers.get(values);
    return Tensor.of(values, shape);
  }
}
