package io.github.markhor.applications;

import io.github.markhor.config.KerasNames;
import io.github.markhor.layer.AbstractLayer;
import java.util.HashMap;
import java.util.Map;

/**
 * The names that Keras gives to layers without one, in the order in which a network's description
 * makes them: {@code conv2d}, {@code conv2d_1}. A model would number them by their place in the
 * network, which differs where there are branches.
 */
final class AutoNames {
  private final Map<String, Integer> counts = new HashMap<>();

  /** The layer with the next name of its class. */
  <L extends AbstractLayer<L>> L named(L layer) {
    return named(layer, KerasNames.snakeCase(layer.className()));
  }

  /** The layer with the next name that begins so. */
  <L extends AbstractLayer<L>> L named(L layer, String name) {
    int before = counts.merge(name, 1, Integer::sum) - 1;
    return layer.name(before == 0 ? name : name + '_' + before);
  }
}
