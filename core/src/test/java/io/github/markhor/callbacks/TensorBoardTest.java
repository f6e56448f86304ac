package io.github.markhor.callbacks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Sequential;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTest {
  @TempDir Path folder;

  private final Sequential model = Scripted.model();

  @AfterEach
  void close() {
    model.close();
  }

  /** The fields of a message by number: Long, 8 or 4 bytes, or the bytes of a field with length. */
  private static Map<Integer, Object> fields(byte[] message) {
    Map<Integer, Object> fields = new TreeMap<>();
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int key = (int) varint(in);
      Object value =
          switch (key & 7) {
            case 0 -> varint(in);
            case 1 -> in.getDouble();
            case 5 -> in.getFloat();
            default -> {
              byte[] bytes = new byte[(int) varint(in)];
              in.get(bytes);
              yield bytes;
            }
          };
      fields.put(key >>> 3, value);
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /** CRC-32C bit by bit, masked as TFRecord prescribes. */
  private static int checksum(byte[] bytes) {
    int crc = -1;
    for (byte each : bytes) {
      crc ^= each & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >>> 1 ^ (crc & 1) * 0x82F63B78;
      }
    }
    crc = ~crc;
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }

  /** The messages of the only file in a folder. */
  private static List<Map<Integer, Object>> events(Path folder) throws IOException {
    List<Map<Integer, Object>> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      byte[] all = Files.readAllBytes(files.toList().get(0));
      ByteBuffer in = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
      while (in.hasRemaining()) {
        byte[] length = new byte[8];
        in.get(length);
        assertEquals(checksum(length), in.getInt());
        byte[] event = new byte[(int) ByteBuffer.wrap(length).order(in.order()).getLong()];
        in.get(event);
        assertEquals(checksum(event), in.getInt());
        events.add(fields(event));
      }
    }
    return events;
  }

  /** The written values, as "step tag" with the fields of the value. */
  private static Map<String, Map<Integer, Object>> values(Path folder) throws IOException {
    Map<String, Map<Integer, Object>> values = new TreeMap<>();
    for (Map<Integer, Object> event : events(folder)) {
      if (event.containsKey(5)) {
        Map<Integer, Object> value = fields((byte[]) fields((byte[]) event.get(5)).get(1));
        String tag = new String((byte[]) value.get(1), StandardCharsets.UTF_8);
        values.put(event.get(2) + " " + tag, value);
      }
    }
    return values;
  }

  @Test
  void writesTheNumbersOfEpochsForTrainingAndValidation() throws IOException {
    new Scripted("val_loss", 5, 4.25).fit(model, TensorBoard.builder(folder).build());
    Map<String, Map<Integer, Object>> train = values(folder.resolve("train"));
    assertEquals(
        List.of("0 epoch_learning_rate", "0 epoch_loss", "1 epoch_learning_rate", "1 epoch_loss"),
        List.copyOf(train.keySet()));
    assertEquals(0.125f, train.get("1 epoch_learning_rate").get(2));
    Map<String, Map<Integer, Object>> validation = values(folder.resolve("validation"));
    assertEquals(4.25f, validation.get("1 epoch_loss").get(2));
    Map<Integer, Object> first = events(folder.resolve("train")).get(0);
    assertEquals("brain.Event:2", new String((byte[]) first.get(3), StandardCharsets.UTF_8));
    assertEquals(System.currentTimeMillis() / 1000.0, (double) first.get(1), 600);
  }

  @Test
  void writesEverySoManyBatches() throws IOException {
    new Scripted("val_loss", 5, 4, 3).fit(model, TensorBoard.builder(folder).updateFreq(3).build());
    List<String> batches =
        values(folder.resolve("train")).keySet().stream()
            .filter(key -> key.contains("batch_"))
            .toList();
    // Two batches an epoch, six in all.
    assertEquals(List.of("3 batch_loss", "6 batch_loss"), batches);
  }

  private static BatchSource oneSample(float x, float y) {
    return new BatchSource() {
      @Override
      public int samples() {
        return 1;
      }

      @Override
      public int batchSize() {
        return 1;
      }

      @Override
      public Shape inputShape() {
        return Shape.of(1);
      }

      @Override
      public Shape labelShape() {
        return Shape.of(1);
      }

      @Override
      public Batches epoch(int epoch) {
        Tensor label = Tensor.of(new float[] {y}, 1, 1);
        Batch batch = new Batch(Tensor.of(new float[] {x}, 1, 1), label, null);
        Iterator<Batch> one = List.of(batch).iterator();
        return new Batches() {
          @Override
          public boolean hasNext() {
            return one.hasNext();
          }

          @Override
          public Batch next() {
            return one.next();
          }
        };
      }
    };
  }

  @Test
  void evaluationsAreWrittenAtTheirStep() throws IOException {
    new Scripted("val_loss", 1, 1).fit(model);
    Map<String, Double> logs =
        model.evaluate(oneSample(2, 7), 0, TensorBoard.builder(folder).build());
    Map<Integer, Object> value =
        values(folder.resolve("validation")).get("4 evaluation_loss_vs_iterations");
    assertEquals(logs.get("loss").floatValue(), value.get(2));
  }

  @Test
  void histogramsAndPicturesOfTheWeightsAreWritten() throws IOException {
    Scripted script = new Scripted("val_loss", 1, 1, 1);
    script.fit(model, TensorBoard.builder(folder).histogramFreq(2).writeImages(true).build());
    Map<String, Map<Integer, Object>> train = values(folder.resolve("train"));
    List<String> tags = train.keySet().stream().filter(key -> key.contains("/")).toList();
    assertEquals(4, tags.size(), tags::toString);
    String tag = tags.get(2);
    assertTrue(tag.startsWith("2 ") && tag.endsWith("/scale/histogram"), tag);
    Map<Integer, Object> histogram = fields((byte[]) train.get(tag).get(5));
    assertEquals((double) script.weights.get(2), histogram.get(1));
    assertEquals(1.0, histogram.get(3));
    byte[] png = (byte[]) fields((byte[]) train.get(tags.get(3)).get(4)).get(4);
    assertEquals(1, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
  }

  @Test
  void aHistogramCountsEveryFiniteNumberOnce() {
    float[] values = {-1, 2, 0.5f, 2, Float.NaN, -0.95f, Float.POSITIVE_INFINITY};
    Histogram histogram = Histogram.of(values);
    assertEquals(30, histogram.counts().length);
    // Ranges of a tenth from −1 on.
    assertEquals(2, histogram.counts()[0]);
    assertEquals(1, histogram.counts()[15]);
    assertEquals(2, histogram.counts()[29]);
    assertEquals(-0.9, histogram.limits()[0], 1e-12);
    assertEquals(2, histogram.limits()[29]);
    assertEquals(2.55, histogram.sum(), 1e-6);
    assertArrayEquals(new double[] {3}, Histogram.of(new float[] {4, 4, 4}).counts());
  }

  @Test
  void filtersAreDrawnSideBySide() throws IOException {
    assertEquals(null, WeightImage.of(Tensor.of(new float[32], 2, 2, 2, 4)));
    // Three filters of 2 by 2 over three channels; the filter runs fastest.
    float[] square = new float[4 * 9];
    square[0] = 1;
    square[(3 * 3 + 2) * 3 + 2] = 0.5f;
    WeightImage drawn = WeightImage.of(Tensor.of(square, 2, 2, 3, 3));
    assertEquals(5, drawn.width());
    assertEquals(5, drawn.height());
    var pixels = ImageIO.read(new ByteArrayInputStream(drawn.png()));
    assertEquals(0xFF0000, pixels.getRGB(0, 0) & 0xFFFFFF);
    assertEquals(0x000080, pixels.getRGB(1, 4) & 0xFFFFFF);
    assertEquals(0, pixels.getRGB(3, 0) & 0xFFFFFF);
  }

  @Test
  void aFolderThatCannotBeMadeIsRefusedBeforeTheFirstStep() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThrows(
        UncheckedIOException.class,
        () -> new Scripted("val_loss", 1).fit(model, TensorBoard.builder(file).build()));
    assertEquals(0, model.trainingState().iterations());
  }
}
