package io.github.markhor.file.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.file.Description;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.StoredArray;
import io.github.markhor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The orders in which files have an optimizer's slots. */
final class OptimizerSlotsTest {
  private static final List<StoredArray> ARRAYS =
      List.of(
          StoredArray.of("m1", Tensor.zeros(2)),
          StoredArray.of("m2", Tensor.zeros(3)),
          StoredArray.of("v1", Tensor.zeros(2)),
          StoredArray.of("v2", Tensor.zeros(3)));

  private static List<String> names(String className, Map<String, Object> config) {
    Description optimizer =
        new Description(className, new Config(className, Dialect.KERAS_2, config));
    return OptimizerSlots.ofFile(optimizer, new OptimizerState(0, null, ARRAYS), false).stream()
        .map(StoredArray::name)
        .toList();
  }

  @Test
  void slotsOfOldFilesAreSortedByWeight() {
    List<List<String>> adam = List.of(List.of("m", "v"), List.of("vhat"));
    List<String> old = List.of("m1", "m2", "v1", "v2", "h1", "h2");
    List<String> now = List.of("m1", "v1", "m2", "v2", "h1", "h2");
    assertEquals(now, OptimizerSlots.toGroups(adam, old));
    assertEquals(old, OptimizerSlots.toSlots(adam, now));
    assertThrows(
        ModelFileException.class, () -> OptimizerSlots.toGroups(adam, List.of("m1", "v1")));
  }

  @Test
  void theOptimizerSaysWhichSlotsItHas() {
    assertEquals(List.of("m1", "v1", "m2", "v2"), names("Adam", Map.of()));
  }

  @Test
  void anOptimizerThatCannotBeMadeHasNone() {
    assertEquals(List.of(), names("Mystery", Map.of()));
    assertEquals(List.of(), names("Adam", Map.of("beta_1", "many")));
    assertEquals(List.of(), names("Adam", Map.of("beta_1", 7)));
  }
}
