package io.github.markhor.file.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Functions of TensorFlow between the layers of Keras 2, with TensorFlow's defaults. */
final class Keras2OperationsTest {
  private static String model(String function, String keywords) {
    return """
        {"class_name": "Functional", "keras_version": "2.15.0", "config": {"name": "f", "layers": [
          {"class_name": "InputLayer", "name": "in", "inbound_nodes": [],
           "config": {"name": "in", "batch_input_shape": [null, 2]}},
          {"class_name": "TFOpLambda", "name": "op", "inbound_nodes": [["in", 0, 0, %s]],
           "config": {"name": "op", "trainable": true, "dtype": "float32", "function": "%s"}}],
          "input_layers": [["in", 0, 0]], "output_layers": [["op", 0, 0]]}}
        """
        .formatted(keywords, function);
  }

  private static void gives(String function, String keywords, float... expected) {
    try (Model model = Model.fromJson(model(function, keywords))) {
      Tensor x = Tensor.of(new float[] {1, -0.5f}, 1, 2);
      assertArrayEquals(expected, model.predict(x).toArray(), 1e-6f);
    }
  }

  private static void refused(String function, String keywords, String reason) {
    String json = model(function, keywords);
    String message =
        assertThrows(ModelFileException.class, () -> Model.fromJson(json)).getMessage();
    assertTrue(message.contains(reason), message);
  }

  /** x · Φ(x), while {@code keras.ops} approximates it by tanh. */
  @Test
  void geluIsExactUnlessItSaysOtherwise() {
    gives("nn.gelu", "{}", 0.8413447f, -0.5f * 0.3085375f);
    gives("nn.gelu", "{\"approximate\": false}", 0.8413447f, -0.5f * 0.3085375f);
    gives("nn.gelu", "{\"approximate\": true}", 0.8411920f, -0.1542860f);
  }

  @Test
  void whatChangesTheResultIsNotPassedOver() {
    gives("cast", "{\"dtype\": \"float32\"}", 1, -0.5f);
    refused("cast", "{\"dtype\": \"uint8\"}", "uint8");
    gives("nn.bias_add", "{\"bias\": [3, 4], \"data_format\": \"NHWC\"}", 4, 3.5f);
    refused("nn.bias_add", "{\"bias\": [3, 4], \"data_format\": \"NCHW\"}", "NCHW");
    gives("math.l2_normalize", "{\"axis\": -1}", 0.8944272f, -0.4472136f);
    refused("math.l2_normalize", "{\"axis\": 0}", "samples");
  }
}
