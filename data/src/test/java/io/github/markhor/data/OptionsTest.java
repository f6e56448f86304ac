package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.Interpolation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Options are kept whatever is set after them, and take Keras's strings. */
class OptionsTest {
  @Test
  void noOptionIsLost() {
    Flow flow =
        Flow.defaults()
            .colorMode(ColorMode.GRAYSCALE)
            .batchSize(7)
            .classes("b", "a")
            .cacheOnDisk(Path.of("cache"))
            .seed(5)
            .badPictures(BadPictures.skip())
            .targetSize(28, 30)
            .subset(Subset.TRAINING)
            .shuffle(false)
            .workers(3);
    assertEquals(ColorMode.GRAYSCALE, flow.colorMode());
    assertEquals(7, flow.batchSize());
    assertEquals(List.of("b", "a"), flow.classes());
    assertEquals(Path.of("cache"), flow.cacheFile());
    assertEquals(5, flow.pickSeed());
    assertEquals(28, flow.height());
    assertEquals(30, flow.width());
    assertEquals(Subset.TRAINING, flow.subset());
    assertEquals(3, flow.workers());
    assertTrue(flow.badPictures().leavesOut());
    assertTrue(!flow.shuffle() && flow.hasSeed());
    // The flow that it was made of is another, with Keras's defaults.
    assertEquals(256, Flow.defaults().height());
    assertEquals(32, Flow.defaults().batchSize());
    assertTrue(Flow.defaults().shuffle());
  }

  @Test
  void stringsAreKerass() {
    Flow flow =
        Flow.defaults()
            .colorMode("rgba")
            .classMode("multi_output")
            .interpolation("lanczos")
            .subset("validation");
    assertEquals(ColorMode.RGBA, flow.colorMode());
    assertEquals(ClassMode.MULTI_OUTPUT, flow.classMode());
    assertEquals(Interpolation.LANCZOS, flow.interpolation());
    assertEquals(Subset.VALIDATION, flow.subset());
    ImageDatasetOptions options =
        ImageDatasetOptions.defaults().labelMode("categorical").colorMode("grayscale");
    assertEquals(LabelMode.CATEGORICAL, options.labelMode());
    assertEquals(ColorMode.GRAYSCALE, options.colorMode());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Flow.defaults().classMode("binray"));
    assertEquals(
        "Expected one of [categorical, binary, sparse, input, raw, multi_output, none] for classMode."
            + " Received: binray (did you mean binary?)",
        e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> ImageDataGenerator.builder().fillMode("black"));
    assertThrows(
        IllegalArgumentException.class, () -> ImageDatasetOptions.defaults().interpolation("box"));
  }
}
