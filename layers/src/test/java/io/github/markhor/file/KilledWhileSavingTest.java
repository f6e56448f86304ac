package io.github.markhor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Input;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills processes that save: the file is always whole, the one before or the one after. */
final class KilledWhileSavingTest {
  private static final int WEIGHTS = 400 * 300;

  @TempDir Path folder;

  private static Sequential model() {
    return Sequential.of(Input.of(400), Dense.of(300).useBias(false));
  }

  /** Saves without end: each time all weights are one higher. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    try (Sequential model = model()) {
      for (int i = 0; ; i++) {
        float[] values = new float[WEIGHTS];
        Arrays.fill(values, i);
        model.setWeights(List.of(Tensor.of(values, 400, 300)));
        model.save(file);
        if (i == 0) {
          Files.createFile(Path.of(arguments[1]));
        }
      }
    }
  }

  @ParameterizedTest
  @Tag("slow")
  @ValueSource(strings = {"model.h5"})
  void theFileIsAlwaysWhole(String name) throws Exception {
    Random random = new Random(17);
    Set<Float> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      seen.add(killOnce(folder.resolve(i + name), random.nextInt(120_000)));
    }
    assertTrue(seen.size() > 5, "killed at different moments: " + seen);
  }

  @Test
  void onceInQuickTests() throws Exception {
    killOnce(folder.resolve("once.h5"), 30_000);
  }

  /** Starts a process, kills it some time after its first save, and loads what it left. */
  private float killOnce(Path file, int microseconds) throws Exception {
    Path ready = file.resolveSibling(file.getFileName() + ".ready");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWhileSavingTest.class.getName(),
                file.toString(),
                ready.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      while (!Files.exists(ready)) {
        assertTrue(process.isAlive(), () -> log());
        Thread.sleep(2);
      }
      TimeUnit.MICROSECONDS.sleep(microseconds);
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (Model model = Model.load(file)) {
      float[] weights = model.getWeights().get(0).toArray();
      assertEquals(WEIGHTS, weights.length);
      for (float weight : weights) {
        assertEquals(weights[0], weight);
      }
      return weights[0];
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException problem) {
      return problem.toString();
    }
  }
}
