package io.github.markhor.file.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.file.ModelFileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Layers of Keras 1 as Keras 2 describes them. */
final class FromKeras1Test {
  @Test
  void namesAndSizesAreThoseOfKeras2() {
    assertEquals("Conv2D", FromKeras1.className("Convolution2D"));
    assertEquals("Dense", FromKeras1.className("Dense"));
    Map<String, Object> given =
        Map.of(
            "nb_filter",
            2,
            "nb_row",
            3,
            "nb_col",
            5,
            "dim_ordering",
            "th",
            "init",
            "uniform",
            "W_regularizer",
            Map.of("name", "WeightRegularizer", "l1", 0.0, "l2", 0.5),
            "W_constraint",
            Map.of("name", "MaxNorm", "m", 2));
    assertEquals(
        Map.of(
            "filters",
            2,
            "kernel_size",
            List.of(3, 5),
            "data_format",
            "channels_first",
            "kernel_initializer",
            "random_uniform",
            "kernel_regularizer",
            Map.of("class_name", "L1L2", "config", Map.of("l1", 0.0, "l2", 0.5)),
            "kernel_constraint",
            Map.of("class_name", "MaxNorm", "config", Map.of("max_value", 2))),
        FromKeras1.config("Convolution2D", given));
  }

  @Test
  void argumentsOfKeras1AloneTellItsLayers() {
    assertTrue(FromKeras1.describes(Map.of("name", "a", "nb_filter", 3)));
    assertFalse(FromKeras1.describes(Map.of("name", "a", "filters", 3)));
  }

  @Test
  void batchNormalizationOfAnotherModeIsRefused() {
    Map<String, Object> config = Map.of("name", "bn", "mode", 2);
    assertTrue(
        assertThrows(
                ModelFileException.class, () -> FromKeras1.config("BatchNormalization", config))
            .getMessage()
            .contains("bn of mode 2"));
  }
}
