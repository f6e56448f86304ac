package io.github.markhor.callbacks;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.Ones;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model of one weight that training moves a little, and a callback that writes given numbers into
 * the logs, so that a test decides what other callbacks see at an epoch's end.
 */
final class Scripted implements Callback {
  private final String name;
  private final double[] numbers;

  /** The weight at the end of each epoch. */
  final List<Float> weights = new ArrayList<>();

  private ModelInTraining model;

  Scripted(String name, double... numbers) {
    this.name = name;
    this.numbers = numbers;
  }

  /** y = x · w. */
  private static final class Scale extends AbstractLayer<Scale> {
    @Override
    public List<WeightSpec> weights(Shape input) {
      return List.of(WeightSpec.of("scale", Shape.of(1), Ones.of()));
    }

    @Override
    public Value call(Value x, LayerContext context) {
      return x.mul(context.weight("scale"));
    }

    @Override
    protected void addTo(Config config) {}
  }

  static Sequential model() {
    Sequential model = untrained(1);
    model.compile(
        SGD.of(0.125), MeanSquaredError.of(), CompileOptions.defaults().backend("interpreter"));
    return model;
  }

  /** The model before {@code compile}, for samples of so many numbers. */
  static Sequential untrained(int size) {
    return Sequential.of(new Scale().inputShape(size));
  }

  static float weight(ModelInTraining model) {
    return model.getWeights().get(0).toArray()[0];
  }

  /** Trains for as many epochs as there are numbers, of two batches each. */
  History fit(Model model, Callback... callbacks) {
    List<Callback> all = new ArrayList<>(List.of(this));
    all.addAll(List.of(callbacks));
    return model.fit(
        Tensor.of(new float[] {1, 2, 3}, 3, 1),
        Tensor.of(new float[] {3, 5, 8}, 3, 1),
        FitOptions.defaults()
            .epochs(numbers.length)
            .batchSize(2)
            .shuffle(false)
            .verbose(0)
            .callbacks(all));
  }

  @Override
  public void setModel(ModelInTraining model) {
    this.model = model;
  }

  @Override
  public Set<String> logNames() {
    return Set.of(name);
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    logs.put(name, numbers[epoch]);
    weights.add(weight(model));
  }
}
