package io.github.markhor.callbacks;

import io.github.markhor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a callback remembers of a training, by names of its own: numbers, texts and lists of
 * tensors. A backup keeps it, so that a training that is resumed decides as if it had not been
 * interrupted.
 */
public final class CallbackState {
  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, List<Tensor>> tensors = new LinkedHashMap<>();

  /** A state that holds nothing yet. */
  public CallbackState() {}

  /** Keeps a number; null is kept as if it had not been given. */
  public CallbackState number(String name, Number value) {
    if (value != null) {
      numbers.put(name, value.doubleValue());
    }
    return this;
  }

  /** Keeps a text; null is kept as if it had not been given. */
  public CallbackState text(String name, String value) {
    if (value != null) {
      texts.put(name, value);
    }
    return this;
  }

  /** Keeps copies of tensors; null is kept as if it had not been given. */
  public CallbackState tensors(String name, List<Tensor> values) {
    if (values != null) {
      tensors.put(name, values.stream().map(Tensor::copy).toList());
    }
    return this;
  }

  /** The number that was kept under a name, or null. */
  public Double number(String name) {
    return numbers.get(name);
  }

  /** The number that was kept under a name as a whole one, or 0. */
  public int whole(String name) {
    return numbers.getOrDefault(name, 0.0).intValue();
  }

  /** The text that was kept under a name, or null. */
  public String text(String name) {
    return texts.get(name);
  }

  /** The tensors that were kept under a name, or null. */
  public List<Tensor> tensors(String name) {
    return tensors.get(name);
  }

  /** Whether nothing has been kept. */
  public boolean isEmpty() {
    return numbers.isEmpty() && texts.isEmpty() && tensors.isEmpty();
  }

  Map<String, Double> numbers() {
    return numbers;
  }

  Map<String, String> texts() {
    return texts;
  }

  Map<String, List<Tensor>> tensors() {
    return tensors;
  }
}
