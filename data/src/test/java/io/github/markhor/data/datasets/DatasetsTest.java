package io.github.markhor.data.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  @TempDir Path folder;

  private void idx(String name, boolean packed, int magic, int[] sizes, int first)
      throws IOException {
    Path file = folder.resolve(name + (packed ? ".gz" : ""));
    try (OutputStream bytes = Files.newOutputStream(file);
        DataOutputStream out = new DataOutputStream(packed ? new GZIPOutputStream(bytes) : bytes)) {
      out.writeInt(magic);
      int count = 1;
      for (int size : sizes) {
        out.writeInt(size);
        count *= size;
      }
      for (int i = 0; i < count; i++) {
        out.write(first + i * 3);
      }
    }
  }

  private void mnistFiles() throws IOException {
    idx("train-images-idx3-ubyte", true, 0x803, new int[] {3, 5, 4}, 100);
    idx("train-labels-idx1-ubyte", true, 0x801, new int[] {3}, 2);
    idx("t10k-images-idx3-ubyte", false, 0x803, new int[] {2, 5, 4}, 7);
    idx("t10k-labels-idx1-ubyte", false, 0x801, new int[] {2}, 1);
  }

  @Test
  void readsTheFilesOfMnistPackedAndUnpacked() throws IOException {
    mnistFiles();
    DatasetArrays mnist = Datasets.mnist().load(folder);
    assertEquals(Shape.of(3, 5, 4, 1), mnist.xTrain().shape());
    assertEquals(Shape.of(2, 5, 4, 1), mnist.xTest().shape());
    assertEquals(100 + 33 * 3, mnist.xTrain().get(1, 3, 1, 0));
    assertEquals((100 + 59 * 3) % 256, mnist.xTrain().get(2, 4, 3, 0));
    assertArrayEquals(new float[] {2, 5, 8}, mnist.yTrain().toArray());
    assertArrayEquals(new float[] {1, 4}, mnist.yTest().toArray());
    assertEquals("Sneaker", Datasets.fashionMnist().load(folder).classNames().get(7));
  }

  @Test
  void saysWhatIsMissingOrWrong() throws IOException {
    Dataset mnist = Datasets.mnist();
    assertTrue(
        assertThrows(IllegalStateException.class, () -> mnist.load(folder))
            .getMessage()
            .contains("train-images-idx3-ubyte"));
    assertTrue(
        assertThrows(IllegalStateException.class, () -> mnist.load(folder.resolve("none")))
            .getMessage()
            .contains(mnist.address().toString()));
    mnistFiles();
    idx("t10k-labels-idx1-ubyte", false, 0x801, new int[] {3}, 1);
    assertThrows(IllegalStateException.class, () -> mnist.load(folder));
    idx("t10k-labels-idx1-ubyte", false, 0x803, new int[] {2}, 1);
    assertThrows(IllegalStateException.class, () -> mnist.load(folder));
    Path cut = folder.resolve("t10k-images-idx3-ubyte");
    idx("t10k-labels-idx1-ubyte", false, 0x801, new int[] {2}, 1);
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 40));
    assertThrows(RuntimeException.class, () -> mnist.load(folder));
  }

  /** Records of CIFAR's kind: pixel i of plane c is (number + 5 c + i) modulo 256. */
  private static byte[] records(int labels, int... numbers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int number : numbers) {
      for (int l = 0; l < labels; l++) {
        out.write(labels == 2 && l == 0 ? 77 : number);
      }
      for (int i = 0; i < 3 * 1024; i++) {
        out.write(number + 5 * (i / 1024) + i % 1024);
      }
    }
    return out.toByteArray();
  }

  private static void entry(OutputStream tar, String name, byte[] content) throws IOException {
    byte[] header = new byte[512];
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(path, 0, header, 0, path.length);
    byte[] size = String.format("%011o", content.length).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(size, 0, header, 124, size.length);
    tar.write(header);
    tar.write(content);
    tar.write(new byte[(512 - content.length % 512) % 512]);
  }

  @Test
  void readsCifarFromItsArchive() throws IOException {
    Path archive = folder.resolve("cifar-10-binary.tar.gz");
    try (OutputStream tar = new GZIPOutputStream(Files.newOutputStream(archive))) {
      entry(tar, "cifar-10-batches-bin/", new byte[0]);
      entry(tar, "cifar-10-batches-bin/readme.html", new byte[700]);
      for (int i = 1; i <= 5; i++) {
        entry(tar, "cifar-10-batches-bin/data_batch_" + i + ".bin", records(1, i, i + 2));
      }
      entry(tar, "cifar-10-batches-bin/test_batch.bin", records(1, 9));
      tar.write(new byte[1024]);
    }
    DatasetArrays cifar = Datasets.cifar10().load(folder);
    assertEquals(Shape.of(10, 32, 32, 3), cifar.xTrain().shape());
    assertArrayEquals(new float[] {1, 3, 2, 4, 3, 5, 4, 6, 5, 7}, cifar.yTrain().toArray());
    assertArrayEquals(new float[] {9}, cifar.yTest().toArray());
    assertEquals((4 + 5 * 2 + 32 * 6 + 3) % 256, cifar.xTrain().get(3, 6, 3, 2));
    assertEquals("truck", cifar.classNames().get(9));
  }

  @Test
  void readsCifar100UnpackedWithItsFineLabels() throws IOException {
    Path unpacked = Files.createDirectory(folder.resolve("cifar-100-binary"));
    Files.write(unpacked.resolve("train.bin"), records(2, 41, 3));
    Files.write(unpacked.resolve("test.bin"), records(2, 8));
    Files.writeString(unpacked.resolve("fine_label_names.txt"), "apple\naquarium_fish\n\n");
    DatasetArrays cifar = Datasets.cifar100().load(folder);
    assertArrayEquals(new float[] {41, 3}, cifar.yTrain().toArray());
    assertEquals((41 + 5 + 32 * 2 + 1) % 256, cifar.xTrain().get(0, 2, 1, 1));
    assertEquals(List.of("apple", "aquarium_fish"), cifar.classNames());
    Files.write(unpacked.resolve("test.bin"), new byte[3000]);
    assertThrows(IllegalStateException.class, () -> Datasets.cifar100().load(folder));
    Files.delete(unpacked.resolve("test.bin"));
    assertTrue(
        assertThrows(IllegalStateException.class, () -> Datasets.cifar100().load(folder))
            .getMessage()
            .contains("test.bin"));
    assertFalse(Files.exists(unpacked.resolve("test.bin")));
  }
}
