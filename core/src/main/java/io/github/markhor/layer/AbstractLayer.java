package io.github.markhor.layer;

import io.github.markhor.config.Config;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The base of layers: name, trainable, dtype, the shape of the input, a penalty for the result.
 * Each method that sets an argument returns a changed copy and leaves the layer as it is.
 *
 * <pre>{@code
 * final class Half extends AbstractLayer<Half> {
 *   @Override
 *   public Value call(Value x, LayerContext context) {
 *     return x.mul(0.5);
 *   }
 *
 *   @Override
 *   protected void addTo(Config config) {}
 * }
 * }</pre>
 *
 * @param <L> the layer's own class
 */
public abstract class AbstractLayer<L extends AbstractLayer<L>> extends Immutable<L>
    implements Layer {
  private String name;
  private boolean trainable = true;
  private DTypePolicy dtype;
  private Shape inputShape;
  private Regularizer activityRegularizer;

  /** The layer's name, unique in a model; by default made from the class's: {@code conv2d_1}. */
  public final L name(String name) {
    Require.notNull("name", name);
    if (name.isEmpty() || name.contains("/")) {
      throw new IllegalArgumentException(
          "Expected a name that is not empty and has no '/'. Received: name=\"" + name + '"');
    }
    return with(layer -> ((AbstractLayer<?>) layer).name = name);
  }

  /** Whether training changes the weights. Default: true. */
  public final L trainable(boolean trainable) {
    return with(layer -> ((AbstractLayer<?>) layer).trainable = trainable);
  }

  /** The type that the layer computes in. Default: the model's. */
  public final L dtype(DTypePolicy dtype) {
    return with(layer -> ((AbstractLayer<?>) layer).dtype = dtype);
  }

  /** The type that the layer computes in, by Keras's name: {@code mixed_bfloat16}. */
  public final L dtype(String dtype) {
    return dtype(DTypePolicy.of(dtype));
  }

  /**
   * The shape of one input, (H, W, C) for pictures; for the first layer of a model without Input.
   * -1 stands for a size that is not known.
   */
  public final L inputShape(int... sizes) {
    Shape shape = Shape.partly(sizes);
    return with(layer -> ((AbstractLayer<?>) layer).inputShape = shape);
  }

  /** A penalty for the result, divided by the batch size; null for none. Default: none. */
  public final L activityRegularizer(Regularizer regularizer) {
    return with(layer -> ((AbstractLayer<?>) layer).activityRegularizer = regularizer);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean trainable() {
    return trainable;
  }

  @Override
  public final DTypePolicy dtype() {
    return dtype;
  }

  @Override
  public final Shape inputShape() {
    return inputShape;
  }

  @Override
  public final Regularizer activityRegularizer() {
    return activityRegularizer;
  }

  /** The simple name of the class; a layer whose Keras name differs says so. */
  @Override
  public String className() {
    return getClass().getSimpleName();
  }

  /** None. */
  @Override
  public List<WeightSpec> weights(Shape input) {
    return List.of();
  }

  /** The input's shape. */
  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  /** The arguments that all layers have, then the layer's own. */
  @Override
  public final Config config() {
    Config config = new Config();
    config.with("name", name);
    config.with("trainable", trainable);
    config.with("dtype", dtype == null ? null : dtype.kerasName());
    if (activityRegularizer != null) {
      config.with("activity_regularizer", activityRegularizer);
    }
    addTo(config);
    return config;
  }

  /**
   * The exception for inputs that the layer cannot take. Its message names layer, rule and shape.
   */
  protected final IllegalArgumentException wrongInput(String expected, Shape received) {
    return new IllegalArgumentException(
        "Expected "
            + expected
            + " for "
            + className()
            + (name == null ? "" : " \"" + name + '"')
            + ". Received: shape="
            + received
            + ", without the batch");
  }

  /** Adds the layer's own arguments, in Keras's order. */
  protected abstract void addTo(Config config);

  /** A copy with the common arguments of a config. */
  protected final L configured(Config config) {
    return with(
        copy -> {
          AbstractLayer<?> layer = copy;
          layer.name = config.getString("name", null);
          layer.trainable = config.getBoolean("trainable", true);
          layer.dtype = policy(config);
          layer.activityRegularizer = config.getObject("activity_regularizer", Regularizer.class);
          int[] sizes = config.getSampleShape();
          layer.inputShape = sizes == null ? layer.inputShape : Shape.partly(sizes);
        });
  }

  private static DTypePolicy policy(Config config) {
    Object dtype = config.get("dtype");
    if (dtype instanceof Map<?, ?> map && map.get("config") instanceof Map<?, ?> inner) {
      Object quantized = inner.get("mode");
      dtype =
          quantized == null ? inner.get("name") : quantized + "_from_" + inner.get("source_name");
    }
    return dtype == null ? null : DTypePolicy.ofFile(String.valueOf(dtype));
  }

  @Override
  public String toString() {
    Config config = config();
    return className()
        + (name == null ? "" : " \"" + name + '"')
        + " "
        + Arrays.asList(config.values().entrySet().toArray());
  }
}
