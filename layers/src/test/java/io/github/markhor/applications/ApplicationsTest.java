package io.github.markhor.applications;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Sequential;
import io.github.markhor.layer.Layer;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.losses.BinaryCrossentropy;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApplicationsTest {
  @TempDir Path folder;

  /** The numbers of parameters are those that Keras's summary shows. */
  @Test
  void numbersOfParametersAreKeras() {
    try (Sequential vgg16 = Applications.vgg16(false, Shape.of(32, 48, 3));
        Sequential vgg19 = Applications.vgg19(false, Shape.of(32, 32, 3))) {
      assertEquals(14_714_688, vgg16.layers().stream().mapToLong(BuiltLayer::parameters).sum());
      assertEquals(20_024_384, vgg19.layers().stream().mapToLong(BuiltLayer::parameters).sum());
      assertEquals(Shape.of(1, 1, 512), vgg16.outputShape());
      assertEquals("block3_conv4", vgg19.layers().get(9).name());
      assertEquals("block5_pool", vgg16.layers().get(17).name());
    }
    List<Layer> top = Vgg.VGG16.layers(true, Shape.of(224, 224, 3));
    assertEquals("predictions", top.get(top.size() - 1).name());
    assertEquals(23, top.size());
  }

  @Test
  void aFrozenRangeStaysAndTheRestLearns() {
    List<Layer> layers = new ArrayList<>(Applications.vgg16Layers(Shape.of(32, 32, 3)));
    layers.add(GlobalAveragePooling2D.of());
    layers.add(Dense.of(1).activation("sigmoid"));
    try (Sequential model = Sequential.of(layers)) {
      model.layers().subList(0, 14).forEach(layer -> layer.setTrainable(false));
      model.compile(SGD.of(0.1), BinaryCrossentropy.of());
      float[] frozen = model.layer("block4_conv3").getWeights().get(0).toArray();
      float[] learning = model.layer("block5_conv1").getWeights().get(0).toArray();
      Tensor x = Tensor.zeros(2, 32, 32, 3);
      for (int i = 0; i < x.shape().elements(); i++) {
        x.buffer().put(i, (i % 7) * 20f);
      }
      model.trainOnBatch(x, Tensor.of(new float[] {1, 1}, 2, 1));
      assertArrayEquals(frozen, model.layer("block4_conv3").getWeights().get(0).toArray());
      float[] learned = model.layer("block5_conv1").getWeights().get(0).toArray();
      assertTrue(!Arrays.equals(learning, learned));
    }
  }

  @Test
  void weightsComeFromAFileWhateverItsDigest() {
    Path file = folder.resolve("weights.h5");
    try (Sequential vgg = Applications.vgg16(false, Shape.of(40, 32, 3))) {
      vgg.layer("block2_conv2").setWeights(List.of(filled(128), Tensor.zeros(128)));
      vgg.saveWeights(file);
    }
    try (Sequential vgg = Applications.vgg16(false, Shape.of(32, 64, 3), file)) {
      assertEquals(0.25f, vgg.layer("block2_conv2").getWeights().get(0).toArray()[100]);
    }
    assertThrows(
        RuntimeException.class,
        () -> Applications.vgg19(false, Shape.of(32, 32, 3), folder.resolve("none.h5")));
  }

  private static Tensor filled(int filters) {
    Tensor kernel = Tensor.zeros(3, 3, filters, filters);
    for (int i = 0; i < kernel.shape().elements(); i++) {
      kernel.buffer().put(i, 0.25f);
    }
    return kernel;
  }

  @Test
  void picturesBecomeBlueGreenRedLessTheirMeans() {
    float[] picture = {10, 20, 30, 0, 0, 255};
    Applications.preprocessInput(picture, 1, 2, 3);
    assertArrayEquals(
        new float[] {-73.939f, -96.779f, -113.68f, 151.061f, -116.779f, -123.68f}, picture, 1e-4f);
    assertThrows(
        IllegalArgumentException.class, () -> Applications.preprocessInput(new float[4], 2, 2, 1));
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Applications.vgg16(false, Shape.of(31, 64, 3)));
    assertThrows(
        IllegalArgumentException.class, () -> Applications.vgg16(true, Shape.of(225, 224, 3)));
  }
}
