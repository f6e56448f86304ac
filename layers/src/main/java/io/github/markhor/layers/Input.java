package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Immutable;
import io.github.markhor.layer.Call;
import io.github.markhor.layer.InputLayer;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * States the shape of the samples that a model takes, (H, W, C) for pictures, and does nothing
 * else; as a symbol, what comes in. See <a
 * href="https://keras.io/api/layers/core_layers/input/">Keras: Input</a>.
 *
 * <pre>{@code
 * Input picture = Input.of(150, 150, 3);
 * Symbol maps = Conv2D.of(32, 3).apply(picture); // (N, 148, 148, 32)
 * }</pre>
 */
public final class Input extends Immutable<Input> implements InputLayer {
  private final Shape shape;
  private String name;

  /** Made when it is asked for, and again for a copy. */
  private Call call;

  private Input(Shape shape) {
    this.shape = shape;
  }

  /**
   * The sizes of one sample, without the batch: {@code Input.of(150, 150, 3)}. -1 stands for a size
   * that is not known, None in Keras: {@code Input.of(-1, -1, 3)} takes pictures of any size, each
   * batch of its own. No weight may depend on such a size; GlobalAveragePooling2D brings all sizes
   * to one, Flatten does not.
   */
  public static Input of(int... sizes) {
    for (int size : sizes) {
      if (size < 1 && size != Shape.UNKNOWN) {
        throw new IllegalArgumentException(
            "Expected sizes of at least 1, or -1 for one that is not known. Received: "
                + Arrays.toString(sizes));
      }
    }
    return new Input(Shape.partly(sizes));
  }

  /** The layer's name; by default the model makes one. */
  public Input name(String name) {
    return with(copy -> copy.name = name);
  }

  @Override
  public synchronized Call call() {
    if (call == null || call.layer() != this) {
      call = Call.ofInput(this);
    }
    return call;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (!shape.matches(input)) {
      throw new IllegalArgumentException(
          "Expected samples of shape "
              + shape
              + " for InputLayer"
              + (name == null ? "" : " \"" + name + '"')
              + ". Received: shape="
              + input
              + ", without the batch");
    }
    return input;
  }

  @Override
  public Config config() {
    List<Integer> sizes = new ArrayList<>();
    sizes.add(null);
    for (int size : shape.toArray()) {
      sizes.add(size == Shape.UNKNOWN ? null : size);
    }
    return new Config()
        .with("batch_shape", sizes)
        .with("dtype", "float32")
        .with("sparse", false)
        .with("name", name);
  }

  static Input fromConfig(Config config) {
    int[] sizes = config.getSampleShape();
    if (sizes == null) {
      throw new ConfigException(
          "Expected a list for batch_shape of " + config.owner() + ". Received: " + config);
    }
    return of(sizes).name(config.getString("name", null));
  }

  @Override
  public String toString() {
    return className() + (name == null ? " " : " \"" + name + "\" ") + shape;
  }
}
