package io.github.markhor.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.network.BuiltLayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The networks of examples, benchmarks and peers are the articles'. */
class NetworkTest {
  private static final Map<String, Integer> ARTICLES =
      Map.of("cats-vs-dogs", 1_355_938, "cifar10", 276_138, "food101", 10_588_458);

  @Test
  void networksHaveTheArticlesParameters() {
    assertEquals(ARTICLES.keySet(), Set.copyOf(Network.ids()));
    for (String id : Network.ids()) {
      try (Model model = Network.of(id).model(DTypePolicy.FLOAT32, 1)) {
        assertEquals((long) ARTICLES.get(id), model.countParams(), id);
      }
    }
  }

  @Test
  void applicationsHaveKerassParametersAndAHeadThatTrains() {
    Map<String, Integer> keras =
        Map.of("resnet50", 23_608_202, "mobilenetv2", 2_270_794, "efficientnetb0", 4_062_381);
    keras.forEach(
        (id, parameters) -> {
          try (Model model = Network.of(id + "-head").model(DTypePolicy.FLOAT32, 1)) {
            assertEquals((long) parameters, model.countParams(), id);
            assertEquals(
                List.of(true),
                model.layers().stream()
                    .map(BuiltLayer::trainable)
                    .filter(trainable -> trainable)
                    .toList());
          }
        });
  }

  /**
   * The peers' programs compare their own network's parameters with these numbers as they start.
   */
  @Test
  void peersAreHeldToTheSameNumbers() throws Exception {
    for (String file : List.of("nets.py", "torch_train.py", "jvm/Steps.java")) {
      String script = Files.readString(Path.of("peers").resolve(file));
      ARTICLES.forEach(
          (id, parameters) -> {
            String number = String.format(Locale.ROOT, "%,d", parameters).replace(',', '_');
            assertTrue(script.contains(number), file + " does not have " + id + "'s " + number);
          });
    }
  }
}
