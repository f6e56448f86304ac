package io.github.markhor.file.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.file.ModelFileException;
import io.github.markhor.hdf5.Hdf5Output;
import io.github.markhor.tensor.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays as Keras has them in files. */
final class Hdf5InputTest {
  @TempDir Path folder;

  @Test
  void aWholeNumberIsANumberAndManyAreNoWeights() throws IOException, URISyntaxException {
    Path counter = folder.resolve("counter.h5");
    Hdf5Output output = new Hdf5Output();
    output.number(output.root(), "count", -17);
    output.write(counter);
    try (Hdf5Input input = new Hdf5Input(counter)) {
      assertArrayEquals(
          new float[] {-17}, input.array(input.root(), "count", "norm").values().get());
    }
    Path many =
        Path.of(Hdf5InputTest.class.getResource("/io/github/markhor/hdf5/latest.h5").toURI());
    try (Hdf5Input input = new Hdf5Input(many)) {
      String message =
          assertThrows(ModelFileException.class, () -> input.array(input.root(), "bei2", "dense_3"))
              .getMessage();
      for (String part : List.of("bei2 of dense_3", "whole numbers", many.toString())) {
        assertTrue(message.contains(part), message);
      }
    }
  }

  /** As Keras 2.12 to 2.15 name them on Windows, beside such as have no backslash. */
  @Test
  void backslashesInNamesSeparateGroups() throws IOException {
    Path file = folder.resolve("windows.h5");
    Hdf5Output output = new Hdf5Output();
    Hdf5Output.Group inner = output.group(output.root(), "layers\\base\\layers\\dense");
    output.array(output.group(inner, "vars"), "0", Shape.of(2), () -> new float[] {1, 2});
    output.group(output.root(), "layers\\base");
    output.group(output.group(output.root(), "optimizer"), "vars");
    output.write(file);
    try (Hdf5Input input = new Hdf5Input(file)) {
      GroupTree tree = new GroupTree(input);
      assertTrue(
          tree.has("layers") && tree.has("layers/base/layers") && tree.has("optimizer/vars"));
      assertTrue(!tree.has("layers/dense") && !tree.has("base"));
      assertArrayEquals(new Object[] {"base"}, tree.names("layers").toArray());
      assertArrayEquals(new Object[] {"dense"}, tree.names("layers/base/layers").toArray());
      assertArrayEquals(
          new float[] {1, 2},
          input.array(tree.find("layers/base/layers/dense/vars"), "0", "dense").values().get());
    }
  }
}
