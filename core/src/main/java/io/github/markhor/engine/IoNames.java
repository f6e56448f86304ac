package io.github.markhor.engine;

import io.github.markhor.network.CallGraph;
import io.github.markhor.network.Network;
import java.util.Collections;
import java.util.List;

/**
 * What the arrays of a model's inputs and outputs are called in graphs and messages: {@code x} and
 * {@code y} where there is one, {@code x of image} and {@code y of age} where there are several.
 */
final class IoNames {
  private final List<String> inputs;
  private final List<String> outputs;

  IoNames(Network network) {
    inputs = network.inputs().stream().map(CallGraph.Input::name).toList();
    outputs = network.outputs().stream().map(CallGraph.Output::name).toList();
  }

  /** The names that the model gives its inputs. */
  List<String> inputs() {
    return inputs;
  }

  /** The names that the model gives its outputs; two outputs of one layer have the same. */
  List<String> outputs() {
    return outputs;
  }

  String x(int input) {
    return title("x", inputs, input);
  }

  String y(int output) {
    return title("y", outputs, output);
  }

  String sampleWeight(int output) {
    return title("sampleWeight", outputs, output);
  }

  String prediction(int output) {
    return title("prediction", outputs, output);
  }

  /** The layer that an output comes from: {@code the last layer}, or which of several. */
  String layer(int output) {
    return outputs.size() == 1 ? "the last layer" : "the output " + outputs.get(output);
  }

  /** The layer that an output comes from, with its name: {@code the last layer, dense_1,}. */
  String namedLayer(int output) {
    return outputs.size() == 1
        ? "the last layer, " + outputs.get(output) + ","
        : "the output " + outputs.get(output);
  }

  private static String title(String what, List<String> names, int place) {
    if (names.size() == 1) {
      return what;
    }
    String name = names.get(place);
    boolean shared = Collections.frequency(names, name) > 1;
    return what + " of " + name + (shared ? " (" + (place + 1) + ")" : "");
  }
}
