package io.github.markhor.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.CallGraph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * All networks, with many arguments, have Keras's layers in Keras's order: the same names, shapes
 * of results and numbers of parameters. What {@code networks.csv} says of Keras 3.15 is written by
 * {@code benchmarks/peers/keras_applications.py describe}.
 */
final class NetworksTest {
  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(resources = "networks.csv", delimiter = ';', quoteCharacter = '\0')
  void layersAreThoseOfKeras(
      String network, String arguments, String name, long parameters, int layers, String checksum)
      throws IOException, ReflectiveOperationException {
    Application<?> application = KerasArguments.of(network, new ObjectMapper().readTree(arguments));
    CallGraph graph = CallGraph.of(application.graph());
    assertEquals(name, application.name());
    assertEquals(parameters, graph.layers().stream().mapToLong(BuiltLayer::parameters).sum());
    assertEquals(layers, graph.layers().size());
    assertEquals(checksum, checksum(graph.layers()), "keras_applications.py layers shows Keras's");
  }

  private static String checksum(List<BuiltLayer> layers) {
    CRC32 sum = new CRC32();
    for (BuiltLayer layer : layers) {
      String line =
          layer.name()
              + ' '
              + Arrays.toString(layer.outputShape().toArray())
              + ' '
              + layer.parameters()
              + '\n';
      sum.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return "%08x".formatted(sum.getValue());
  }

  @Test
  void allNetworksOfKerasAreThere() throws IOException {
    try (var in = NetworksTest.class.getResourceAsStream("networks.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      long networks = text.lines().map(line -> line.split(";")[0]).distinct().count();
      long methods =
          Arrays.stream(Applications.class.getMethods())
              .filter(method -> Application.class.isAssignableFrom(method.getReturnType()))
              .filter(method -> method.getParameterCount() == 0)
              .count();
      assertEquals(methods, networks);
      assertEquals(methods, Applications.names().size());
      for (String name : Applications.names()) {
        String method = Applications.of(name).getClass().getSimpleName();
        assertTrue(name.startsWith(method.substring(0, 3)), name + " is a " + method);
      }
      assertEquals("vgg16", Applications.of("VGG_16").name());
      assertEquals("resnet50v2", Applications.of("resnet50_v2").name());
      String refused =
          assertThrows(IllegalArgumentException.class, () -> Applications.of("mobilnet_v2"))
              .getMessage();
      assertTrue(refused.endsWith("mobilnet_v2 (did you mean MobileNetV2?)"), refused);
    }
  }
}
