package io.github.markhor.benchmarks.parts;

import io.github.markhor.benchmarks.Augmentation;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One picture from its file, a JPEG of 500×375 that is drawn here, to 150×150 numbers: read,
 * decoded, resized and, as in the cats-vs-dogs article, sheared, zoomed and flipped; by one worker.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PicturesFromFiles {
  private static final int EACH = 32;
  private static final int CLASSES = 2;

  @Param({"none", "cats-vs-dogs"})
  public String augmentation;

  private Path folder;
  private BatchSource source;
  private int epoch;

  @Setup
  public void draw() throws IOException {
    folder = Files.createTempDirectory("pictures");
    for (int label = 0; label < CLASSES; label++) {
      Path of = Files.createDirectory(folder.resolve("class" + label));
      for (int i = 0; i < EACH; i++) {
        ImageIO.write(picture(label * EACH + i), "jpg", of.resolve(i + ".jpg").toFile());
      }
    }
    ImageDataGenerator generator = Augmentation.of(augmentation);
    source =
        generator.flowFromDirectory(
            folder, Flow.defaults().targetSize(150, 150).workers(1).seed(1));
  }

  /** Disks of many sizes and some noise: what a JPEG encoder makes of it is as large as a photo. */
  private static BufferedImage picture(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage picture = new BufferedImage(500, 375, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    for (int i = 0; i < 300; i++) {
      int size = random.nextInt(4, 120);
      graphics.setColor(new Color(random.nextInt(0x1000000)));
      graphics.fillOval(random.nextInt(500) - size / 2, random.nextInt(375) - size / 2, size, size);
    }
    graphics.dispose();
    for (int y = 0; y < 375; y++) {
      for (int x = 0; x < 500; x++) {
        picture.setRGB(x, y, picture.getRGB(x, y) ^ random.nextInt(8) * 0x010101);
      }
    }
    return picture;
  }

  @TearDown
  public void delete() throws IOException {
    source.close();
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(CLASSES * EACH)
  public float augmented() {
    float sum = 0;
    try (BatchSource.Batches batches = source.epoch(epoch++)) {
      while (batches.hasNext()) {
        try (Batch batch = batches.next()) {
          sum += batch.x().buffer().get(0);
        }
      }
    }
    return sum;
  }
}
