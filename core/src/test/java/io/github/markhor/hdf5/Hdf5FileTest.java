package io.github.markhor.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads files that h5py wrote; make.py beside them says what is in them. */
final class Hdf5FileTest {
  private static final List<String> IN_CHUNKS =
      List.of(
          "one",
          "edges",
          "gzip",
          "all",
          "lzf",
          "fletcher",
          "grows",
          "growsgzip",
          "growstwice",
          "growstwicegzip");

  static byte[] bytes(String name) {
    try (var in = Hdf5FileTest.class.getResourceAsStream(name + ".h5")) {
      return in.readAllBytes();
    } catch (java.io.IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }

  private static Hdf5Group open(String name) {
    return Hdf5File.of(ByteBuffer.wrap(bytes(name))).root();
  }

  private static void assertCounts(Hdf5Array array, int... shape) {
    float[] floats = array.floats();
    assertEquals(Shape.of(shape), array.shape());
    assertEquals(array.shape().elements(), floats.length);
    for (int i = 0; i < floats.length; i++) {
      assertEquals(i / 8f - 3, floats[i], "element " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "v108", "latest"})
  void numbersOfEveryKindAndLayout(String name) {
    Hdf5Group root = open(name);
    assertCounts(root.group("deep").group("deeper").array("numbers"), 7, 3, 5);
    for (String kind : List.of("f8", "f2", "be")) {
      assertCounts(root.array(kind), 7, 3, 5);
    }
    for (String layout : IN_CHUNKS) {
      assertCounts(root.array(layout), 7, 3, 5);
    }
    assertArrayEquals(new long[] {-3, -2, -1, 0, 1}, root.array("i8").integers());
    assertArrayEquals(new long[] {-3, -2, -1, 0, 1}, root.array("bei2").integers());
    assertArrayEquals(new float[] {-3, -2, -1, 0, 1}, root.array("i8").floats());
    assertArrayEquals(new float[] {-3, -2, -1, 0, 1}, root.array("bei2").floats());
    assertEquals(0, root.array("none").floats().length);
    assertEquals(List.of("café", "dog", "猫"), root.array("texts").texts());
    assertNull(root.array("f8").texts());
    assertTrue(root.array("i8").isInteger());
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "v108", "latest"})
  void attributesAndNames(String name) {
    Hdf5Group root = open(name);
    assertEquals(List.of("héllo"), root.attribute("text").texts());
    assertEquals(List.of("ab", "cdef"), root.attribute("fixed").texts());
    assertEquals(List.of("x", "", "zzz"), root.attribute("long").texts());
    assertTrue(root.attribute("empty").isEmpty());
    assertNull(root.attribute("empty").texts());
    assertNull(root.attribute("not there"));
    assertNull(root.group("not there"));
    assertNull(root.group("f8"));
    assertNull(root.array("deep"));
    Hdf5Group many = root.group("many");
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < 12; i++) {
      assertEquals(Collections.nCopies(i + 1, "v" + i), many.attribute("a" + i).texts());
      assertEquals(i / 8f - 3, many.array("d" + i).floats()[0]);
      assertEquals(Shape.of(), many.array("d" + i).shape());
      names.add("d" + i);
    }
    assertEquals(names, new TreeSet<>(many.names()));
  }

  @Test
  void largeAttributesAndIndexesOfManyPages() {
    Hdf5Group root = open("large");
    List<String> texts = root.attribute("a0").texts();
    assertEquals(1000, texts.size());
    assertEquals("n0000999", texts.get(999));
    assertEquals(List.of("n0000008"), root.attribute("a8").texts());
    assertCounts(root.array("pages"), 2100);
    assertCounts(root.array("pagesgrow"), 3000);
  }
}
