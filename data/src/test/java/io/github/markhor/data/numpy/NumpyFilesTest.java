package io.github.markhor.data.numpy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.Drawings;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyFilesTest {
  @TempDir Path folder;

  private Path file(String header, int... bytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[10 + text.length + bytes.length];
    System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, 0, all, 0, 8);
    all[8] = (byte) text.length;
    all[9] = (byte) (text.length >> 8);
    System.arraycopy(text, 0, all, 10, text.length);
    for (int i = 0; i < bytes.length; i++) {
      all[10 + text.length + i] = (byte) bytes[i];
    }
    return Files.write(folder.resolve("array.npy"), all);
  }

  @Test
  void writesTheBytesThatNumPyWrites() throws IOException {
    Path file = folder.resolve("x.npy");
    Npy.write(file, Tensor.of(new float[] {1.5f, -2, 0, 7, 8, 9}, 3, 2));
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(128 + 24, bytes.length);
    String header = new String(bytes, 10, 118, StandardCharsets.ISO_8859_1);
    assertEquals(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }", header.stripTrailing());
    assertTrue(header.endsWith("\n"));
    assertEquals(118, bytes[8]);
    assertArrayEquals(new byte[] {0, 0, (byte) 0xC0, 0x3F}, Arrays.copyOfRange(bytes, 128, 132));
  }

  @Test
  void readsWhatItWrites() {
    Path file = folder.resolve("y.npy");
    Npy.write(file, NumpyArray.of(new int[] {-7, 1 << 30, 3}, Shape.of(3)));
    NumpyArray read = Npy.read(file);
    assertEquals("<i4", read.dtype());
    assertEquals(Shape.of(3), read.shape());
    assertEquals(-7, read.getLong(0));
    assertArrayEquals(new double[] {-7, 1 << 30, 3}, read.toDoubles());
  }

  @Test
  void readsBigEndianInFortranOrderAsCOrder() throws IOException {
    Path file =
        file(
            "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }\n",
            0,
            1,
            1,
            0,
            0,
            2,
            2,
            0,
            0xFF,
            0xFF,
            0,
            5);
    NumpyArray read = Npy.read(file);
    assertArrayEquals(new double[] {1, 2, -1, 256, 512, 5}, read.toDoubles());
    assertEquals(Shape.of(2, 3), read.toTensor().shape());
  }

  @Test
  void readsHalvesBooleansAndUnsignedNumbers() throws IOException {
    NumpyArray halves =
        Npy.read(
            file(
                "{'descr': '<f2', 'fortran_order': False, 'shape': (3,)}", 0, 0xC1, 1, 0, 0, 0x7C));
    assertArrayEquals(
        new double[] {-2.5, Math.pow(2, -24), Double.POSITIVE_INFINITY}, halves.toDoubles());
    NumpyArray flags =
        Npy.read(file("{'descr': '|b1', 'fortran_order': False, 'shape': (2,)}", 1, 0));
    assertEquals(1, flags.getLong(0));
    NumpyArray large =
        Npy.read(
            file(
                "{'descr': '<u8', 'fortran_order': False, 'shape': ()}",
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                0x80));
    assertEquals(9.223372036854776E18, large.getDouble(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000000,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 9), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}",
        "{'descr': '<f4', 'shape': (1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 1, }",
        "__import__('os').getcwd()"
      })
  void refusesWhatItCannotTrust(String header) throws IOException {
    Path file = file(header, 0, 0, 0, 0);
    UncheckedIOException refused =
        assertThrows(UncheckedIOException.class, () -> Npy.read(file), header);
    assertTrue(refused.getMessage().contains("array.npy"), refused.getMessage());
  }

  @Test
  void keepsTheNamesAndOrderOfAnArchive() {
    Path file = folder.resolve("all.npz");
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    arrays.put("z/ä", NumpyArray.of(new double[] {1, 2}, Shape.of(1, 2)));
    arrays.put("a", NumpyArray.of(new byte[] {-1, 7}, Shape.of(2)));
    Npz.write(file, arrays);
    Map<String, NumpyArray> read = Npz.read(file);
    assertEquals(List.of("z/ä", "a"), List.copyOf(read.keySet()));
    assertEquals("|u1", read.get("a").dtype());
    assertArrayEquals(new double[] {255, 7}, read.get("a").toDoubles());
    assertEquals(Shape.of(1, 2), read.get("z/ä").shape());
  }

  @Test
  void noticesADamagedArchive() throws IOException {
    Path file = folder.resolve("damaged.npz");
    float[] values = Drawings.levels(20, 20, 3, 1);
    Npz.write(file, Map.of("x", NumpyArray.of(Tensor.of(values, 20, 20, 3))));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(file, bytes);
    UncheckedIOException refused = assertThrows(UncheckedIOException.class, () -> Npz.read(file));
    assertTrue(refused.getMessage().contains("damaged.npz"), refused.getMessage());
  }
}
