package io.github.markhor.benchmarks;

import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.applications.Application;
import io.github.markhor.applications.Applications;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.LayerGraph;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.network.BuiltLayer;
import java.util.List;

/**
 * Networks of {@code keras.applications} with a new head of ten classes: the whole network trains,
 * or the head alone.
 */
final class ApplicationNetwork {
  private ApplicationNetwork() {}

  static Model resNet50(int classes, long seed, DTypePolicy policy) {
    return model(Applications.resNet50(), 0, classes, seed, policy);
  }

  static Model mobileNetV2(int classes, long seed, DTypePolicy policy) {
    return model(Applications.mobileNetV2(), 0, classes, seed, policy);
  }

  static Model efficientNetB0(int classes, long seed, DTypePolicy policy) {
    return model(Applications.efficientNetB0(), 0.2, classes, seed, policy);
  }

  /** The same network, of which only the last layer trains. */
  static Network.Maker headOf(Network.Maker whole) {
    return (classes, seed, policy) -> {
      Model model = whole.make(classes, seed, policy);
      List<BuiltLayer> layers = model.layers();
      layers.subList(0, layers.size() - 1).forEach(layer -> layer.setTrainable(false));
      return model;
    };
  }

  private static Model model(
      Application<?> application, double dropout, int classes, long seed, DTypePolicy policy) {
    LayerGraph base = application.includeTop(false).graph();
    Symbol y = GlobalAveragePooling2D.of().apply(base.outputs().get(0));
    if (dropout > 0) {
      y = Dropout.of(dropout).apply(y);
    }
    y = Dense.of(classes).activation("softmax").dtype(DTypePolicy.FLOAT32).apply(y);
    ModelOptions options = ModelOptions.defaults().seed(seed).dtype(policy);
    return Model.of(options, base.inputs(), List.of(y));
  }
}
