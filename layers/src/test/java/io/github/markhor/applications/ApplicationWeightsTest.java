package io.github.markhor.applications;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.CallGraph;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApplicationWeightsTest {
  private static final MobileNet NET =
      Applications.mobileNet().alpha(0.25).includeTop(false).pooling("avg").inputShape(32, 40, 3);

  @TempDir Path folder;

  private static float[] features(Model model) {
    Tensor x = Tensor.zeros(1, 32, 40, 3);
    for (int i = 0; i < x.shape().elements(); i++) {
      x.buffer().put(i, (float) Math.sin(i * 0.37));
    }
    return model.predict(x).toArray();
  }

  @Test
  void weightsComeFromTheFileThatIsNamed() {
    for (String name : List.of("net.h5", "net.weights.h5", "net.keras")) {
      Path file = folder.resolve(name);
      float[] expected;
      try (Model model = NET.model(ModelOptions.defaults().seed(3))) {
        expected = features(model);
        if (name.endsWith(".keras")) {
          model.save(file);
        } else {
          model.saveWeights(file);
        }
      }
      try (Model model = NET.weights(file).model(ModelOptions.defaults().seed(4))) {
        assertArrayEquals(expected, features(model), 1e-6f);
        assertEquals("mobilenet_0.25_32", model.name());
      }
    }
  }

  @Test
  void filesThatDoNotFitAreRefused() throws IOException {
    Path file = folder.resolve("other.weights.h5");
    try (Model model = NET.alpha(0.5).model()) {
      model.saveWeights(file);
    }
    assertThrows(ModelFileException.class, () -> NET.weights(file).model());
    assertThrows(ModelFileException.class, () -> NET.weights(folder.resolve("none.h5")).model());
    Path text = Files.writeString(folder.resolve("text.h5"), "weights");
    assertThrows(
        ModelFileException.class, () -> Applications.resNet50().weights(text).model().close());
  }

  @Test
  void digestsAreMd5OrSha256() throws IOException {
    Path abc = Files.writeString(folder.resolve("abc"), "abc");
    String md5 = "900150983cd24fb0d6963f7d28e17f72";
    String sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertEquals(md5, PublishedWeights.digest(abc, "0".repeat(32)));
    assertEquals(sha256, PublishedWeights.digest(abc, "0".repeat(64)));
    assertNull(PublishedWeights.digest(folder.resolve("none"), md5));
  }

  @Test
  void addressesAreKeras() {
    String folder = "https://storage.googleapis.com/tensorflow/keras-applications/";
    assertEquals(
        Optional.of(
            URI.create(folder + "resnet/resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5")),
        Applications.resNet50().includeTop(false).publishedWeights());
    assertEquals(
        Optional.of(URI.create(folder + "mobilenet/mobilenet_7_5_224_tf_no_top.h5")),
        Applications.mobileNet().alpha(0.75).includeTop(false).publishedWeights());
    assertEquals(
        Optional.of(
            URI.create(
                folder
                    + "mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_160.h5")),
        Applications.mobileNetV2().alpha(1.4).inputShape(160, 160, 3).publishedWeights());
    assertEquals(
        Optional.of(
            URI.create(
                folder
                    + "mobilenet_v3/weights_mobilenet_v3_small_minimalistic_224_1.0_float"
                    + "_no_top_v2.h5")),
        Applications.mobileNetV3Small().minimalistic(true).includeTop(false).publishedWeights());
    assertEquals(
        Optional.of(URI.create(folder + "nasnet/NASNet-large-no-top.h5")),
        Applications.nasNetLarge().includeTop(false).publishedWeights());
    assertEquals(
        Optional.of(
            URI.create("https://storage.googleapis.com/keras-applications/efficientnetb3.h5")),
        Applications.efficientNetB3().publishedWeights());
    assertEquals(Optional.empty(), Applications.mobileNet().alpha(0.3).publishedWeights());
  }

  /** Keras adds this layer with the weights "imagenet" only. */
  @Test
  void efficientNetScalesForThePublishedWeights() {
    EfficientNet net = Applications.efficientNetB0().includeTop(false);
    assertEquals("stem_conv_pad", layer(net, 2).name());
    BuiltLayer scaling = layer(net.imageNetScaling(true), 2);
    assertEquals("rescaling_1", scaling.name());
    List<?> scale = (List<?>) scaling.layer().config().get("scale");
    assertEquals(2.0897, (Double) scale.get(0), 1e-4);
    assertEquals(2.1082, (Double) scale.get(2), 1e-4);
  }

  private static BuiltLayer layer(Application<?> net, int number) {
    return CallGraph.of(net.graph()).layers().get(number);
  }
}
