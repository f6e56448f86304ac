package io.github.markhor.conformance;

import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The inputs or the outputs of a model of the group functional, as Keras takes and gives them.
 *
 * @param form one, list or dict
 * @param names of the layers
 * @param keys of a dict; empty without
 */
record Ports(String form, List<String> names, List<String> keys) {
  static Ports inputs(Case given) {
    return of((Map<?, ?>) given.get("model_inputs"));
  }

  static Ports outputs(Case given) {
    return of((Map<?, ?>) given.get("model_outputs"));
  }

  private static Ports of(Map<?, ?> json) {
    return new Ports((String) json.get("form"), texts(json.get("names")), texts(json.get("keys")));
  }

  private static List<String> texts(Object list) {
    return list == null ? List.of() : KerasArguments.texts(list);
  }

  int size() {
    return names.size();
  }

  boolean isDict() {
    return form.equals("dict");
  }

  /** The keys of a dict, else the names of the layers. */
  List<String> labels() {
    return isDict() ? keys : names;
  }

  /**
   * The arrays of a case, as the model takes them.
   *
   * @param array the array of each port; null for none
   */
  Tensors tensors(IntFunction<Tensor> array) {
    return isDict() ? byName(array) : inOrder(array);
  }

  Tensors inOrder(IntFunction<Tensor> array) {
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      all.add(array.apply(i));
    }
    return size() == 1 && all.get(0) != null ? all.get(0) : Tensors.of(all);
  }

  Tensors byName(IntFunction<Tensor> array) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    // Against the order of the ports, which must not matter.
    for (int i = size() - 1; i >= 0; i--) {
      Tensor tensor = array.apply(i);
      if (tensor != null) {
        all.put(labels().get(i), tensor);
      }
    }
    return Tensors.of(all);
  }

  /** What comes out of a model at a port. */
  Tensor from(Tensors received, int port) {
    return isDict() ? received.tensor(keys.get(port)) : received.tensor(port);
  }
}
