package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;

/**
 * An activation function as a layer of its own. See <a
 * href="https://keras.io/api/layers/core_layers/activation/">Keras: Activation</a>.
 */
public final class Activation extends AbstractLayer<Activation> {
  private final ActivationFunction activation;

  private Activation(ActivationFunction activation) {
    this.activation = Require.notNull("activation", activation);
  }

  /** The layer of a function. */
  public static Activation of(ActivationFunction activation) {
    return new Activation(activation);
  }

  /** The activation of Keras's name: {@code relu}. */
  public static Activation of(String name) {
    return of(Registry.make(ActivationFunction.class, name, Dialect.KERAS_3));
  }

  @Override
  public Shape outputShape(Shape input) {
    return activation.outputShape(input);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return activation.apply(x);
  }

  @Override
  protected void addTo(Config config) {
    config.with("activation", activation.name());
  }

  static Activation fromConfig(Config config) {
    ActivationFunction function = config.getObject("activation", ActivationFunction.class);
    if (function == null) {
      throw new ConfigException("Expected the activation of Activation. Received: none");
    }
    return of(function).configured(config);
  }
}
