package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.config.Require;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.GlorotUniform;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.initializers.Zeros;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The base of layers with kernels, a bias and an activation. Where an argument takes a regularizer
 * or a constraint, null is none.
 *
 * @param <L> the layer's own class
 */
abstract class BiasLayer<L extends BiasLayer<L>> extends AbstractLayer<L> {
  private static final String BIAS = "bias";

  private ActivationFunction activation = Activations.LINEAR;
  private boolean useBias = true;

  /** The arguments of the kernels, then of the bias. */
  private List<WeightArguments> arguments;

  /**
   * With so many kernels.
   *
   * @param kernels the prefixes of their arguments
   */
  BiasLayer(String... kernels) {
    List<WeightArguments> all = new ArrayList<>();
    for (String kernel : kernels) {
      all.add(WeightArguments.of(kernel, GlorotUniform.of()));
    }
    all.add(WeightArguments.of(BIAS, Zeros.of()));
    arguments = List.copyOf(all);
  }

  /**
   * The function applied to the result. Default: {@link Activations#LINEAR}, which changes none.
   */
  public final L activation(ActivationFunction activation) {
    Require.notNull("activation", activation);
    return with(layer -> ((BiasLayer<?>) layer).activation = activation);
  }

  /** The activation of Keras's name: {@code relu}. */
  public final L activation(String name) {
    return activation(Registry.make(ActivationFunction.class, name, Dialect.KERAS_3));
  }

  /** Whether a bias is added, one for each filter or unit. Default: true. */
  public final L useBias(boolean useBias) {
    return with(layer -> ((BiasLayer<?>) layer).useBias = useBias);
  }

  /** Default: {@link Zeros}. */
  public final L biasInitializer(Initializer initializer) {
    return change(BIAS, bias -> bias.with(initializer));
  }

  /** The initializer of Keras's name: {@code zeros}. */
  public final L biasInitializer(String initializer) {
    return biasInitializer(WeightArguments.initializer(initializer));
  }

  /** A penalty for the bias. Default: none. */
  public final L biasRegularizer(Regularizer regularizer) {
    return change(BIAS, bias -> bias.with(regularizer));
  }

  /** A condition that the bias meets after every step. Default: none. */
  public final L biasConstraint(Constraint constraint) {
    return change(BIAS, bias -> bias.with(constraint));
  }

  /** The function applied to the result. */
  public final ActivationFunction activation() {
    return activation;
  }

  /** A copy with other arguments of the weight whose arguments have this prefix. */
  final L change(String prefix, UnaryOperator<WeightArguments> change) {
    List<WeightArguments> changed =
        arguments.stream()
            .map(each -> each.prefix().equals(prefix) ? change.apply(each) : each)
            .toList();
    return with(layer -> ((BiasLayer<?>) layer).arguments = changed);
  }

  /** The arguments of this prefix. */
  final WeightArguments arguments(String prefix) {
    return arguments.stream()
        .filter(each -> each.prefix().equals(prefix))
        .findFirst()
        .orElseThrow();
  }

  /** These weights and, with {@link #useBias}, the bias: one for each {@code unit}. */
  final List<WeightSpec> withBias(int units, WeightSpec... kernels) {
    List<WeightSpec> weights = new ArrayList<>(List.of(kernels));
    if (useBias) {
      weights.add(arguments(BIAS).spec(Shape.of(units)));
    }
    return List.copyOf(weights);
  }

  /** The operands of an operation that adds a bias: input, kernel and, with it, the bias. */
  final Value[] withBias(Value x, Value kernel, LayerContext context) {
    return useBias ? new Value[] {x, kernel, context.weight(BIAS)} : new Value[] {x, kernel};
  }

  /** A result (N, ..., units) and, with {@link #useBias}, the bias. */
  final Value plusBias(Value x, LayerContext context) {
    return useBias ? x.add(context.weight(BIAS)) : x;
  }

  /** The result of the activation, (N, ...). */
  final Value activated(Value x) {
    return activation.apply(x);
  }

  /** The shape of the activation's result for one, both without the batch. */
  final Shape activated(Shape shape) {
    return activation.outputShape(shape);
  }

  /** Adds the arguments of this class, which Keras writes last. */
  final void addBiasArguments(Config config) {
    config.with("activation", activation.name()).with("use_bias", useBias);
    WeightArguments.addInitializers(config, arguments);
    WeightArguments.addRegularizers(config, arguments);
    WeightArguments.addConstraints(config, arguments);
  }

  /** A copy with the arguments of this class and those of all layers. */
  final L biasConfigured(Config config) {
    L copy = configured(config);
    BiasLayer<?> layer = copy;
    ActivationFunction named = config.getObject("activation", ActivationFunction.class);
    layer.activation = named == null ? Activations.LINEAR : named;
    layer.useBias = config.getBoolean("use_bias", useBias);
    layer.arguments = arguments.stream().map(each -> each.configured(config)).toList();
    return copy;
  }
}
