package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.picture.PreprocessingFunction;
import io.github.markhor.source.Batch;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Much of everything, odd names, and errors of the gravest kind. */
class ScaleTest {
  private static final ImageDataGenerator PLAIN = ImageDataGenerator.builder().build();

  @TempDir Path folder;

  @Test
  void tenThousandClasses() throws IOException {
    Path picture = Drawings.write(folder.resolve("picture.png"), 3, 4, 5);
    Path data = folder.resolve("data");
    byte[] bytes = Files.readAllBytes(picture);
    for (int i = 0; i < 10_000; i++) {
      Path name = Files.createDirectories(data.resolve("class" + i));
      if (i % 100 == 7) {
        Files.write(name.resolve("p.png"), bytes);
      }
    }
    try (DirectoryImages images =
        PLAIN.flowFromDirectory(
            data, Flow.defaults().targetSize(3, 4).batchSize(8).shuffle(false))) {
      assertEquals(100, images.samples());
      assertEquals(10_000, images.classNames().size());
      // Sorted as text: class1007 comes before class107.
      assertEquals(List.of("class1", "class10", "class100"), images.classNames().subList(1, 4));
      Batch batch = images.batch(0);
      assertEquals(Shape.of(8, 10_000), batch.y().shape());
      int first = images.classes()[0];
      assertEquals("class1007", images.classNames().get(first));
      assertEquals(1, batch.y().get(0, first));
    }
  }

  @Test
  @Tag("slow")
  void aMillionNames() throws IOException {
    for (int i = 0; i < 1000; i++) {
      Path name = Files.createDirectories(folder.resolve("class" + i));
      for (int j = 0; j < 1000; j++) {
        Files.createFile(name.resolve("picture-number-" + j + ".jpg"));
      }
    }
    long before = usedHeap();
    long begin = System.nanoTime();
    try (DirectoryImages images =
        PLAIN.flowFromDirectory(folder, Flow.defaults().targetSize(8, 8))) {
      double seconds = (System.nanoTime() - begin) / 1e9;
      long megabytes = (usedHeap() - before) >> 20;
      System.out.printf("A million names: %.1f s to scan, %d MB kept%n", seconds, megabytes);
      assertEquals(1_000_000, images.samples());
      assertEquals("class0/picture-number-0.jpg", images.filenames().get(0));
      assertTrue(megabytes < 1000, megabytes + " MB");
    }
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void namesOfAllTheWorld() {
    List<String> classes = List.of("Hühner", "кошки", "犬", "🐐 markhor");
    for (String name : classes) {
      Drawings.write(folder.resolve(name).resolve(name + " é.png"), 4, 5, 1);
    }
    try (DirectoryImages images =
        PLAIN.flowFromDirectory(
            folder, Flow.defaults().targetSize(4, 5).classMode(ClassMode.SPARSE))) {
      assertEquals(classes, images.classNames());
      assertEquals("犬/犬 é.png", images.filenames().get(2));
      assertEquals(4, images.batch(0).size());
    }
  }

  @Test
  @Timeout(60)
  void anErrorInAWorkerReachesTheCaller() {
    float[] values = new float[40 * 12];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 12;
    }
    for (Error error :
        List.of(new StackOverflowError(), new OutOfMemoryError("no"), new NoClassDefFoundError())) {
      PreprocessingFunction dies =
          (picture, h, w, c) -> {
            if (picture[0] == 17) {
              throw error;
            }
          };
      var generator = ImageDataGenerator.builder().preprocessingFunction(dies).build();
      Tensor x = Tensor.of(values, 40, 2, 2, 3);
      try (ArrayImages images =
              generator.flow(x, ArrayFlow.defaults().batchSize(5).shuffle(false).workers(3));
          var epoch = images.epoch(0)) {
        for (int i = 0; i < 3; i++) {
          epoch.next().close();
        }
        assertEquals(error, assertThrows(Error.class, epoch::next));
      }
    }
  }

  @Test
  @Tag("slow")
  @Timeout(600)
  void residentMemoryIsFlatOverAHundredEpochs() throws IOException {
    Path status = Path.of("/proc/self/status");
    Assumptions.assumeTrue(Files.exists(status), "the system does not tell");
    for (int i = 0; i < 60; i++) {
      Drawings.write(folder.resolve(i % 2 == 0 ? "a" : "b").resolve(i + ".jpg"), 200, 300 + i, i);
    }
    var augment =
        ImageDataGenerator.builder().rotationRange(20).zoomRange(0.2).rescale(1 / 255.0).build();
    try (DirectoryImages images =
        augment.flowFromDirectory(
            folder, Flow.defaults().targetSize(150, 150).batchSize(16).workers(2))) {
      long before = 0;
      for (int number = 0; number < 120; number++) {
        if (number == 20) {
          before = resident(status);
        }
        try (var epoch = images.epoch(number)) {
          while (epoch.hasNext()) {
            epoch.next().close();
          }
        }
      }
      long grown = resident(status) - before;
      System.out.printf("Resident memory after 20 epochs and after 120: %+d kB%n", grown);
      // Java's own heap comes and goes by tens of megabytes; one picture kept of each batch, or
      // one buffer of each epoch, would be far more.
      assertTrue(grown < 128 << 10, "grown by " + grown + " kB");
      assertTrue(images.buffers() <= 3, images.buffers() + " buffers");
    }
  }

  private static long resident(Path status) throws IOException {
    System.gc();
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
        .sum();
  }
}
