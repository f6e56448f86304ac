package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.table.Columns;
import io.github.markhor.data.table.DataFrame;
import io.github.markhor.source.Batch;
import io.github.markhor.source.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFrameImagesTest {
  private static final Flow FLOW = Flow.defaults().targetSize(4, 5).batchSize(3).shuffle(false);
  private static final List<String> FILES =
      List.of("ant/p1.png", "bee/p0.png", "ant/p0.png", "bee/p1.png", "ant/p2.png");

  @TempDir Path folder;

  @BeforeEach
  void draw() {
    Drawings.classes(folder, 3, 2);
  }

  private DataFrameImages source(Map<String, List<?>> columns, Columns names, Flow flow) {
    return ImageDataGenerator.rescaling(1)
        .flowFromDataframe(DataFrame.ofColumns(columns), folder, names, flow);
  }

  private DataFrameImages source(List<?> classes, ClassMode mode) {
    return source(
        Map.of("filename", FILES, "class", classes), Columns.defaults(), FLOW.classMode(mode));
  }

  @Test
  void numbersSortedClassesAndKeepsTheOrderOfTheRows() {
    DataFrameImages source = source(List.of("z", "A", "z", "m", "A"), ClassMode.SPARSE);
    assertEquals(List.of("A", "m", "z"), source.classNames());
    assertArrayEquals(new int[] {2, 0, 2, 1, 0}, source.classes());
    assertEquals(FILES, source.filenames());
    Batch batch = source.batch(0);
    assertArrayEquals(new float[] {2, 0, 2}, batch.y().toArray());
    float[] first = Pictures.load(folder.resolve("ant/p1.png"), FLOW).toArray();
    assertArrayEquals(first, Arrays.copyOf(batch.x().toArray(), first.length));
  }

  @Test
  void aRowMayHaveSeveralClasses() {
    DataFrameImages source =
        source(
            List.of(List.of("b", "a"), "b", List.of("c"), "a", List.of()), ClassMode.CATEGORICAL);
    assertEquals(4, source.samples(), "a row without a class is left out");
    assertArrayEquals(new float[] {1, 1, 0, 0, 1, 0, 0, 0, 1}, source.batch(0).y().toArray());
    assertEquals("[[1, 0], [1], [2], [0]]", Arrays.deepToString(source.classLists()));
    assertEquals(0, source.classes().length);
  }

  @Test
  void leavesOutMissingFilesAndOtherClassesBeforeItSplits() {
    List<String> files = new ArrayList<>(FILES);
    files.set(0, "ant/missing.png");
    files.set(1, "bee");
    ImageDataGenerator generator = ImageDataGenerator.builder().validationSplit(0.5).build();
    DataFrame frame =
        DataFrame.ofColumns(Map.of("filename", files, "class", List.of("x", "y", "x", "y", "x")));
    Flow flow = FLOW.classMode(ClassMode.SPARSE);
    DataFrameImages validation =
        generator.flowFromDataframe(
            frame, folder, Columns.defaults(), flow.subset(Subset.VALIDATION));
    assertEquals(List.of("ant/p0.png"), validation.filenames());
    DataFrameImages training =
        generator.flowFromDataframe(
            frame, folder, Columns.defaults(), flow.subset(Subset.TRAINING));
    assertEquals(List.of("bee/p1.png", "ant/p2.png"), training.filenames());
  }

  @Test
  void aTableSortedByClassIsNotSplit() {
    ImageDataGenerator generator = ImageDataGenerator.builder().validationSplit(0.4).build();
    DataFrame frame =
        DataFrame.ofColumns(Map.of("filename", FILES, "class", List.of("x", "x", "y", "z", "z")));
    for (Subset part : Subset.values()) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      generator.flowFromDataframe(
                          frame, folder, Columns.defaults(), FLOW.subset(part)))
              .getMessage();
      assertTrue(
          message.contains("[x] to validate")
              && message.contains("[y, z] to train")
              && message.contains("shuffle"),
          message);
    }
  }

  @Test
  void givesNumbersOfColumnsAndWeights() {
    Map<String, List<?>> columns =
        Map.of(
            "filename", FILES,
            "u", List.of(1, 2.5, 3, 4, 5),
            "v", List.of(-1, -2, -3, -4, -5),
            "w", List.of(0.5, 1, 2, 4, 8));
    Columns both = Columns.defaults().y(List.of("v", "u")).weight("w");
    Batch raw = source(columns, both, FLOW.classMode(ClassMode.RAW)).batch(1);
    assertArrayEquals(new float[] {-4, 4, -5, 5}, raw.y().toArray());
    assertArrayEquals(new int[] {2, 2}, raw.y().shape().toArray());
    assertArrayEquals(new float[] {4, 8}, raw.sampleWeight().toArray());
    Targets known = source(columns, both, FLOW.classMode(ClassMode.RAW)).targets();
    assertArrayEquals(new float[] {-1, 1, -2, 2.5f, -3, 3, -4, 4, -5, 5}, known.y().toArray());
    assertArrayEquals(new float[] {0.5f, 1, 2, 4, 8}, known.sampleWeight().toArray());
    assertEquals(FILES.get(4) + " in row 5", known.names().apply(4));
    Batch several = source(columns, both, FLOW.classMode(ClassMode.MULTI_OUTPUT)).batch(0);
    assertArrayEquals(new float[] {-1, -2, -3}, several.y().toArray());
    assertArrayEquals(new float[] {1, 2.5f, 3}, several.labels().get(1).toArray());
  }

  @Test
  void refusesColumnsThatDoNotFitTheClassMode() {
    IllegalArgumentException numbers =
        assertThrows(
            IllegalArgumentException.class, () -> source(List.of(0, 1, 2, 1, 0), ClassMode.SPARSE));
    assertTrue(numbers.getMessage().contains("column class"), numbers.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> source(List.of("a", "b", "c", "a", "b"), ClassMode.BINARY));
    assertThrows(
        IllegalArgumentException.class,
        () -> source(List.of("a", "b", "a", "a", "b"), ClassMode.MULTI_OUTPUT));
  }

  @Test
  void readsATableWithQuotesAndNumbers() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("t.csv"),
            "\uFEFFfilename,class,\"size, cm\"\r\nant/p1.png,\"a \"\"b\"\"\",1.5\nbee/p0.png,,-2e1\n\n");
    DataFrame frame = DataFrame.readCsv(csv);
    assertEquals(List.of("filename", "class", "size, cm"), frame.columnNames());
    assertEquals(Arrays.asList("a \"b\"", null), frame.column("class"));
    assertEquals(List.of(1.5, -20.0), frame.column("size, cm"));
    assertEquals(List.of("1.5", "-2e1"), frame.asText("size, cm").column("size, cm"));
    assertThrows(IllegalArgumentException.class, () -> frame.column("colour"));
  }

  @Test
  void makesATableOfRecords() {
    DataFrame frame = DataFrame.ofRecords(List.of(Map.of("a", 1), Map.of("a", 2, "b", "x")));
    assertEquals(List.of(1, 2), frame.column("a"));
    assertEquals(Arrays.asList(null, "x"), frame.column("b"));
  }

  @Test
  void aMissingClassIsToldByItsRow() throws IOException {
    Path csv = folder.resolve("labels.csv");
    Files.writeString(csv, "filename,class,weight\nant/p0.png,ant,1\nbee/p0.png,,2\n");
    DataFrame frame = DataFrame.readCsv(csv);
    ImageDataGenerator plain = ImageDataGenerator.builder().build();
    Flow flow = Flow.defaults().targetSize(3, 4);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> plain.flowFromDataframe(frame, folder, Columns.defaults(), flow))
            .getMessage();
    assertTrue(message.contains("no value in row 2, line 3 of " + csv), message);
    String weight =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    plain.flowFromDataframe(
                        frame, folder, Columns.of("filename", "filename").weight("class"), flow))
            .getMessage();
    assertTrue(weight.contains("ant (String) in row 1"), weight);
    Files.writeString(csv, "filename,class\nant/p0.png,01\nbee/p0.png,1\n");
    DataFrame numbers = DataFrame.readCsv(csv);
    String text =
        assertThrows(
                IllegalArgumentException.class,
                () -> plain.flowFromDataframe(numbers, folder, Columns.defaults(), flow))
            .getMessage();
    assertTrue(text.contains("asText(\"class\")"), text);
    try (DataFrameImages images =
        plain.flowFromDataframe(numbers.asText("class"), folder, Columns.defaults(), flow)) {
      assertEquals(List.of("01", "1"), images.classNames());
      assertArrayEquals(new int[] {0, 1}, images.classes());
    }
  }

  @Test
  void aTableThatNamesNoFileSaysWhichItLookedFor() {
    List<String> files = List.of("ant/none.png", "ant/p1");
    Map<String, List<?>> table = Map.of("filename", files, "class", List.of("x", "y"));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> source(table, Columns.defaults(), FLOW).close());
    assertTrue(e.getMessage().contains(folder.resolve("ant/none.png").toString()), e.getMessage());
    assertTrue(e.getMessage().contains("row 1"), e.getMessage());
  }
}
