package io.github.markhor.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
      assertEquals(Applications.class.getDeclaredMethods().length, networks);
    }
  }
}
