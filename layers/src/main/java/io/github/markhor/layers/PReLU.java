package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.constraints.Constraint;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.initializers.Zeros;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.regularizers.Regularizer;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * x, or alpha · x where x is negative, with a learned alpha for each element of a sample. He,
 * Zhang, Ren and Sun, "Delving Deep into Rectifiers" (2015), have one for each channel: {@code
 * sharedAxes(1, 2)}. See <a href="https://keras.io/api/layers/activation_layers/prelu/">Keras:
 * PReLU</a>.
 */
public final class PReLU extends AbstractLayer<PReLU> {
  private WeightArguments alpha = WeightArguments.of("alpha", Zeros.of());
  private int[] sharedAxes;

  private PReLU() {}

  /** With a slope for each element of a sample, 0 at first. */
  public static PReLU of() {
    return new PReLU();
  }

  /** Default: {@link Zeros}. */
  public PReLU alphaInitializer(Initializer initializer) {
    return alpha(alpha.with(initializer));
  }

  /** The initializer of Keras's name: {@code zeros}. */
  public PReLU alphaInitializer(String initializer) {
    return alphaInitializer(WeightArguments.initializer(initializer));
  }

  /** A penalty for alpha, null for none. Default: none. */
  public PReLU alphaRegularizer(Regularizer regularizer) {
    return alpha(alpha.with(regularizer));
  }

  /** A condition that alpha meets after every step, null for none. Default: none. */
  public PReLU alphaConstraint(Constraint constraint) {
    return alpha(alpha.with(constraint));
  }

  private PReLU alpha(WeightArguments arguments) {
    return with(layer -> layer.alpha = arguments);
  }

  /**
   * The axes along which elements share an alpha, the batch's being 0: 1 and 2 for the pixels of a
   * picture (N, H, W, C). Default: none.
   */
  public PReLU sharedAxes(int... axes) {
    for (int axis : axes) {
      if (axis < 1) {
        throw new IllegalArgumentException(
            "Expected axes of at least 1, the batch's being 0. Received: sharedAxes="
                + Arrays.toString(axes));
      }
    }
    int[] copy = axes.clone();
    return with(layer -> layer.sharedAxes = copy);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    Shape shape = input;
    for (int axis : sharedAxes == null ? new int[0] : sharedAxes) {
      if (axis > input.rank()) {
        throw wrongInput("inputs that have the axis " + axis + " to share alpha along", input);
      }
      shape = shape.with(axis - 1, 1);
    }
    return List.of(alpha.spec(shape));
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return x.relu().sub(context.weight("alpha").mul(x.neg().relu()));
  }

  @Override
  protected void addTo(Config config) {
    WeightArguments.addInitializers(config, List.of(alpha));
    WeightArguments.addRegularizers(config, List.of(alpha));
    WeightArguments.addConstraints(config, List.of(alpha));
    config.with("shared_axes", sharedAxes);
  }

  static PReLU fromConfig(Config config) {
    PReLU layer = of().configured(config);
    layer.alpha = layer.alpha.configured(config);
    if (config.get("shared_axes") == null) {
      return layer;
    }
    boolean one = config.get("shared_axes") instanceof Number;
    return layer.sharedAxes(
        one ? config.getTuple("shared_axes", 0) : config.getInts("shared_axes"));
  }
}
