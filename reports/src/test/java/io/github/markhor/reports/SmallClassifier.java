package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.ReLU;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A classifier whose base has two branches, with weights that a Keras program computes too. */
final class SmallClassifier {
  private SmallClassifier() {}

  /** Of pictures (6, 5, 2) in three classes; the base is the first layer. */
  static Model make() {
    Input x = Input.of(6, 5, 2);
    Symbol c1 = Conv2D.of(3, 3).padding("same").activation("relu").name("c1").apply(x);
    Symbol bn = BatchNormalization.of().name("bn").apply(c1);
    Symbol left = ReLU.of().name("r2").apply(Conv2D.of(4, 1).name("c2").apply(bn));
    Symbol right = Conv2D.of(4, 3).padding("same").name("c3").apply(bn);
    Symbol sum = Add.of().name("sum").apply(left, right);
    Model model;
    try (Model base = Model.of(x, ReLU.of().name("top").apply(sum))) {
      BuiltLayer inner = base.asLayer();
      Input picture = Input.of(6, 5, 2);
      Symbol pooled = GlobalAveragePooling2D.of().name("gap").apply(inner.apply(picture));
      Symbol out = Dense.of(3).activation("softmax").name("predictions").apply(pooled);
      model = Model.of(picture, out);
      int k = 1;
      for (String name : List.of("c1", "bn", "c2", "c3")) {
        k = fill(model.layer(inner.name() + "/" + name), k);
      }
      fill(model.layer("predictions"), k);
    }
    return model;
  }

  /** 0.5 sin(0.7 i + k). */
  private static int fill(BuiltLayer layer, int first) {
    int k = first;
    List<Tensor> filled = new ArrayList<>();
    for (Tensor weight : layer.getWeights()) {
      float[] values = new float[(int) weight.shape().elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (0.5 * Math.sin(0.7 * i + k));
        if (layer.name().equals("bn") && filled.size() == 3) {
          values[i] = Math.abs(values[i]) + 0.5f;
        }
      }
      filled.add(Tensor.of(values, weight.shape()));
      k++;
    }
    layer.setWeights(filled);
    return k;
  }

  /** 1.5 cos(0.3 i), (1, 6, 5, 2). */
  static Tensor picture() {
    float[] x = new float[60];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.cos(0.3 * i) * 1.5f;
    }
    return Tensor.of(x, 1, 6, 5, 2);
  }
}
