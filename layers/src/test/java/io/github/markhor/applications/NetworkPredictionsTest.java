package io.github.markhor.applications;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.markhor.Model;
import io.github.markhor.layers.Normalization;
import io.github.markhor.layers.Rescaling;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.Weight;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * A network of each family, with weights that follow from a formula, predicts what it does in Keras
 * 3.15 in float64. {@code predictions.csv} is written by {@code
 * benchmarks/peers/keras_applications.py predictions}.
 */
final class NetworkPredictionsTest {
  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(resources = "predictions.csv", delimiter = ';', quoteCharacter = '\0')
  void predictionsAreThoseOfKeras(
      String network, String arguments, String predictions, double largest)
      throws IOException, ReflectiveOperationException {
    double[] expected =
        Arrays.stream(predictions.split(" ")).mapToDouble(Double::parseDouble).toArray();
    try (Model model = KerasArguments.of(network, new ObjectMapper().readTree(arguments)).model()) {
      model.setWeights(weights(model));
      float[] y = model.predict(picture(model)).toArray();
      double[] begin = new double[expected.length];
      double most = 0;
      for (int i = 0; i < y.length; i++) {
        most = Math.max(most, Math.abs(y[i]));
        if (i < begin.length) {
          begin[i] = y[i];
        }
      }
      assertArrayEquals(expected, begin, 1e-5 * largest);
      assertEquals(largest, most, 1e-5 * largest);
    }
  }

  private static Tensor picture(Model model) {
    Tensor x = Tensor.zeros(model.inputShape().prepend(1).toArray());
    var first = model.layers().get(0).layer();
    boolean asItIs = first instanceof Rescaling || first instanceof Normalization;
    fill(x.buffer(), 1234, asItIs ? u -> 256 * u : u -> 2 * u - 1);
    return x;
  }

  private static List<Tensor> weights(Model model) {
    List<Tensor> weights = new ArrayList<>();
    model
        .layers()
        .forEach(
            layer ->
                layer
                    .withInner()
                    .map(BuiltLayer::ownWeights)
                    .flatMap(List::stream)
                    .forEach(weight -> weights.add(weight(weight, weights.size()))));
    return weights;
  }

  private static Tensor weight(Weight weight, int number) {
    Shape shape = weight.spec().shape();
    Tensor values = Tensor.zeros(shape.toArray());
    fill(values.buffer(), number, scale(weight.spec().name(), shape));
    return values;
  }

  private static DoubleUnaryOperator scale(String name, Shape shape) {
    if (name.contains("kernel")) {
      // The last axis of a depthwise kernel is 1 or 2.
      boolean depthwise = shape.size(-1) <= 2;
      long inputs = depthwise ? shape.size(0) * shape.size(1) : shape.elements() / shape.size(-1);
      double scale = Math.sqrt(3.0 / inputs);
      return u -> (2 * u - 1) * scale;
    }
    return switch (name) {
      case "gamma", "variance", "moving_variance" -> u -> 0.75 + u / 2;
      case "count" -> u -> 0;
      default -> u -> (u - 0.5) / 4;
    };
  }

  /** Numbers from 0 to 1 that look random, scaled. */
  private static void fill(FloatBuffer into, int number, DoubleUnaryOperator scale) {
    for (int i = 0; i < into.capacity(); i++) {
      int h = i * 0x9E3779B1 + number * 0x85EBCA77;
      h = (h ^ h >>> 15) * 0x85EBCA77;
      h ^= h >>> 13;
      into.put(i, (float) scale.applyAsDouble((h >>> 8) / (double) (1 << 24)));
    }
  }
}
