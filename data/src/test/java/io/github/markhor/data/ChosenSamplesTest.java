package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.table.Columns;
import io.github.markhor.data.table.DataFrame;
import io.github.markhor.source.Batch;
import io.github.markhor.split.Fold;
import io.github.markhor.split.StratifiedKFold;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources of chosen samples: the folds of a cross-validation. */
class ChosenSamplesTest {
  private static final ImageDataGenerator PLAIN = ImageDataGenerator.builder().build();

  @TempDir Path folder;

  private static Flow flow() {
    return Flow.defaults().targetSize(8, 9).batchSize(2).seed(4).workers(1);
  }

  @Test
  void aFolderGivesThePicturesOfAFoldUnderTheSameClasses() {
    Path root = Drawings.classes(folder, 5, 3);
    try (DirectoryImages all = PLAIN.flowFromDirectory(root, flow())) {
      List<Fold> folds = StratifiedKFold.of(3).shuffle(true).seed(2).split(all.classes());
      int[] validated = new int[8];
      for (Fold fold : folds) {
        Flow train = flow().samples(fold.train());
        Flow validation = flow().samples(fold.validation()).shuffle(false);
        try (DirectoryImages trained = PLAIN.flowFromDirectory(root, train);
            DirectoryImages held = PLAIN.flowFromDirectory(root, validation)) {
          assertEquals(8, trained.samples() + held.samples());
          assertEquals(all.classNames(), held.classNames());
          for (int i = 0; i < held.samples(); i++) {
            int number = fold.validation()[i];
            validated[number]++;
            assertEquals(all.filenames().get(number), held.filenames().get(i));
            assertEquals(all.classes()[number], held.classes()[i]);
            assertArrayEquals(
                all.toArrays().x().slice(number, number + 1).toArray(),
                held.toArrays().x().slice(i, i + 1).toArray());
          }
          assertTrue(held.filenames().stream().noneMatch(trained.filenames()::contains));
        }
      }
      assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1, 1, 1}, validated);
    }
  }

  @Test
  void arraysTablesAndDataSetsDoToo() {
    Path root = Drawings.classes(folder, 3, 2);
    int[] chosen = {4, 0, 3};
    try (ImageDataset all =
            ImageDataset.fromDirectory(root, ImageDatasetOptions.defaults().seed(1));
        ImageDataset some =
            ImageDataset.fromDirectory(
                root, ImageDatasetOptions.defaults().seed(1).samples(chosen))) {
      for (int i = 0; i < chosen.length; i++) {
        assertEquals(all.filepaths().get(chosen[i]), some.filepaths().get(i));
        assertEquals(all.classes()[chosen[i]], some.classes()[i]);
      }
    }
    Tensor x = Tensor.zeros(5, 2, 2, 1).map(v -> v).copy();
    IntStream.range(0, 20).forEach(i -> x.buffer().put(i, i));
    ArrayFlow options = ArrayFlow.defaults().samples(chosen).shuffle(false);
    Tensor weights = Tensor.vector(10, 11, 12, 13, 14);
    try (ArrayImages images = PLAIN.flow(x, Tensor.ofLabels(0, 1, 2, 3, 4), weights, options)) {
      Batch batch = images.batch(0);
      assertArrayEquals(x.rows(chosen).toArray(), batch.x().toArray());
      assertArrayEquals(new float[] {4, 0, 3}, batch.y().toArray());
      assertArrayEquals(new float[] {14, 10, 13}, batch.sampleWeight().toArray());
      assertArrayEquals(chosen, images.classes());
      assertArrayEquals(new float[] {4, 0, 3}, images.targets().y().toArray());
    }
    DirectoryImages files = PLAIN.flowFromDirectory(root, flow());
    Map<String, List<String>> columns = new LinkedHashMap<>();
    columns.put("file", files.filenames().subList(0, 3));
    columns.put("label", List.of("a", "b", "a"));
    DataFrame frame = DataFrame.ofColumns(columns);
    try (DataFrameImages images =
        PLAIN.flowFromDataframe(
            frame, root, Columns.of("file", "label"), flow().samples(2, 1).shuffle(false))) {
      assertEquals(List.of(files.filenames().get(2), files.filenames().get(1)), images.filenames());
      assertArrayEquals(new int[] {0, 1}, images.classes());
    }
    files.close();
  }

  @Test
  void aLimitedNumberOfPicturesBecomesArrays() {
    Path root = Drawings.classes(folder, 4, 3);
    try (DirectoryImages shuffled = PLAIN.flowFromDirectory(root, flow());
        DirectoryImages inOrder = PLAIN.flowFromDirectory(root, flow().shuffle(false))) {
      Batch some = shuffled.toArrays(5);
      int[] order = Arrays.copyOf(shuffled.indices(0), 5);
      assertArrayEquals(shuffled.toArrays().x().rows(order).toArray(), some.x().toArray());
      assertArrayEquals(shuffled.toArrays().y().rows(order).toArray(), some.y().toArray());
      assertArrayEquals(
          inOrder.toArrays().x().slice(0, 2).toArray(), inOrder.toArrays(2).x().toArray());
      assertEquals(7, inOrder.toArrays(100).size());
      assertThrows(IllegalArgumentException.class, () -> inOrder.toArrays(0));
    }
  }

  @Test
  void refusesSamplesThatAreNotThere() {
    Path root = Drawings.classes(folder, 2, 2);
    assertThrows(IllegalArgumentException.class, () -> flow().samples());
    assertThrows(IllegalArgumentException.class, () -> flow().samples(-1));
    assertThrows(
        IllegalArgumentException.class, () -> PLAIN.flowFromDirectory(root, flow().samples(0, 4)));
    ImageDataGenerator split = ImageDataGenerator.builder().validationSplit(0.5).build();
    assertThrows(
        IllegalArgumentException.class,
        () -> split.flowFromDirectory(root, flow().samples(0).subset(Subset.TRAINING)));
    ImageDatasetOptions unseeded = ImageDatasetOptions.defaults().samples(1);
    assertThrows(IllegalArgumentException.class, () -> ImageDataset.fromDirectory(root, unseeded));
  }
}
