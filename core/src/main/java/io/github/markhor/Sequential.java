package io.github.markhor;

import io.github.markhor.config.Require;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.LayerGraph;
import io.github.markhor.layer.Nested;
import io.github.markhor.network.CallGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model of layers one after the other. See <a
 * href="https://keras.io/guides/sequential_model/">Keras: the Sequential model</a>.
 *
 * <pre>{@code
 * try (var model =
 *     Sequential.of(Input.of(784), Dense.of(64).activation("relu"), Dense.of(10).activation("softmax"))) {
 *   model.compile("adam", "sparse_categorical_crossentropy");
 *   model.fit(x, y, FitOptions.defaults().epochs(5)); // (N, 784) and (N)
 * }
 * }</pre>
 */
public final class Sequential extends Model {
  private final LayerGraph symbols;

  private Sequential(ModelOptions options, CallGraph plan) {
    super(options, plan, nested(plan));
    symbols = plan.chainSymbols();
  }

  private static Nested nested(CallGraph plan) {
    List<Layer> layers = new ArrayList<>(plan.layers());
    if (plan.inputs().get(0).layer() != null) {
      layers.add(0, plan.inputs().get(0).layer());
    }
    return Nested.of(layers);
  }

  @Override
  LayerGraph symbols() {
    return symbols;
  }

  /**
   * Builds a model and draws its first weights.
   *
   * @throws IllegalArgumentException if a layer cannot follow the one before; the message names it
   */
  public static Sequential of(Layer... layers) {
    return of(Arrays.asList(Require.notNull("layers", layers)));
  }

  /** Builds a model and draws its first weights, as {@link #of(Layer...)} does. */
  public static Sequential of(List<? extends Layer> layers) {
    return of(ModelOptions.defaults(), layers);
  }

  /** Builds a model with a name, seed or dtype policy of its own. */
  public static Sequential of(ModelOptions options, Layer... layers) {
    return of(options, Arrays.asList(Require.notNull("layers", layers)));
  }

  /** Builds a model with a name, seed or dtype policy of its own. */
  public static Sequential of(ModelOptions options, List<? extends Layer> layers) {
    Require.notNull("options", options);
    return of(options, CallGraph.chain(Require.noneNull("layers", layers)));
  }

  /** The model of a plan, of which no other is made. */
  static Sequential of(ModelOptions options, CallGraph plan) {
    return new Sequential(options, plan);
  }
}
