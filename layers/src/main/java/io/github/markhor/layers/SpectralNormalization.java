package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Require;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.TruncatedNormal;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer whose kernel is kept at the spectral norm 1: each training step first divides the kernel,
 * as a matrix (..., out), by its largest singular value, then applies the layer and changes the
 * kernel as usual; inference applies the layer as it is. The singular value is estimated by power
 * iterations that start where the last step ended, at the weight {@code vector_u} (1, out). A
 * kernel of zeros stays. Miyato, Kataoka, Koyama and Yoshida, "Spectral Normalization for
 * Generative Adversarial Networks" (2018). See <a
 * href="https://keras.io/api/layers/normalization_layers/spectral_normalization/">Keras:
 * SpectralNormalization</a>.
 *
 * <p>The weights are those of the layer, and after them {@code vector_u}. As in Keras on
 * TensorFlow, the divided kernel is what the optimizer changes.
 */
public final class SpectralNormalization extends AbstractLayer<SpectralNormalization> {
  private static final String KERNEL = "kernel";
  private static final String VECTOR_U = "vector_u";

  /** The shortest length that a vector is divided by. */
  private static final double SHORTEST = 1e-7;

  private final Layer layer;
  private int powerIterations = 1;

  private SpectralNormalization(Layer layer) {
    Require.notNull("layer", layer);
    if (layer.isInput()
        || !layer.layers().isEmpty()
        || layer.graph() != null
        || layer instanceof SpectralNormalization) {
      throw new IllegalArgumentException(
          "Expected a layer with a kernel of its own, no input, model or SpectralNormalization."
              + " Received: "
              + layer);
    }
    this.layer = layer;
  }

  /** A layer that has a weight called kernel, such as Dense or Conv2D. */
  public static SpectralNormalization of(Layer layer) {
    return new SpectralNormalization(layer);
  }

  /** How often each step improves the estimate. Default: 1. */
  public SpectralNormalization powerIterations(int powerIterations) {
    int[] positive = Pairs.positive("powerIterations", powerIterations);
    return with(copy -> copy.powerIterations = positive[0]);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    List<WeightSpec> weights = new ArrayList<>();
    Shape kernel = null;
    for (WeightSpec spec : layer.weights(input)) {
      weights.add(
          new WeightSpec(
              spec.name(),
              spec.shape(),
              spec.trainable() && layer.trainable(),
              spec.initializer(),
              spec.regularizer(),
              spec.constraint()));
      kernel = spec.name().equals(KERNEL) ? spec.shape() : kernel;
    }
    if (kernel == null) {
      throw wrongInput("a layer with a weight called kernel, other than " + layer + ",", input);
    }
    weights.add(
        new WeightSpec(
            VECTOR_U,
            Shape.of(1, kernel.size(-1)),
            false,
            TruncatedNormal.of(0, 0.02),
            null,
            null));
    return weights;
  }

  @Override
  public Shape outputShape(Shape input) {
    return layer.outputShape(input);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Value kernel = context.variable(KERNEL);
    if (context.training()) {
      context.assign(KERNEL, normalized(kernel, context));
      kernel = context.variable(KERNEL);
    }
    DType own = layer.dtype() == null ? x.dtype() : layer.dtype().computeDType();
    Value y = layer.call(x.cast(own), new Inner(context, kernel, own, layer.trainable()));
    if (layer.activityRegularizer() != null) {
      Value penalty = layer.activityRegularizer().penalty(y.cast(DType.FLOAT32));
      context.addLoss(penalty.div(x.shape().size(0)));
    }
    return y.cast(x.dtype());
  }

  /** The kernel over its largest singular value; the vector of the next step is assigned. */
  private Value normalized(Value kernel, LayerContext context) {
    int out = kernel.shape().size(-1);
    Value matrix = kernel.reshape((int) (kernel.shape().elements() / out), out);
    Value start = context.variable(VECTOR_U);
    Value u = start;
    Value v = null;
    for (int i = 0; i < powerIterations; i++) {
      v = unit(u.matMul(matrix.transpose(1, 0)));
      u = unit(v.matMul(matrix));
    }
    Value largest = v.matMul(matrix).matMul(u.transpose(1, 0)).reshape(Shape.of());
    Value hasNumbers = kernel.abs().maxOver().greater(0);
    context.assign(VECTOR_U, hasNumbers.select(u, start));
    return hasNumbers.select(kernel.div(largest), kernel);
  }

  private static Value unit(Value vector) {
    return vector.div(vector.square().sum().sqrt().max(SHORTEST));
  }

  /** The layer's context with another kernel. */
  private record Inner(LayerContext outer, Value kernel, DType type, boolean layerTrains)
      implements LayerContext {
    @Override
    public boolean training() {
      return outer.training();
    }

    @Override
    public boolean trainable() {
      return outer.trainable() && layerTrains;
    }

    @Override
    public Value weight(String name) {
      return variable(name).cast(type);
    }

    @Override
    public Value variable(String name) {
      return name.equals(KERNEL) ? kernel : outer.variable(name);
    }

    @Override
    public void assign(String name, Value value) {
      outer.assign(name, value);
    }

    @Override
    public List<Value> callLayers(List<Value> inputs) {
      return outer.callLayers(inputs);
    }

    @Override
    public void addLoss(Value penalty) {
      outer.addLoss(penalty);
    }
  }

  @Override
  protected void addTo(Config config) {
    config.with("layer", layer).with("power_iterations", powerIterations);
  }

  static SpectralNormalization fromConfig(Config config) {
    Layer inner = config.getObject("layer", Layer.class);
    if (inner == null) {
      throw new ConfigException("Expected a layer of SpectralNormalization. Received: none");
    }
    SpectralNormalization layer = of(inner).configured(config);
    return layer.powerIterations(config.getInt("power_iterations", layer.powerIterations));
  }
}
