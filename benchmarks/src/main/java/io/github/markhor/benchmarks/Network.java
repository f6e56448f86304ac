package io.github.markhor.benchmarks;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static io.github.markhor.layers.Padding.SAME;

import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.Layer;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.BinaryCrossentropy;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.Loss;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.RMSprop;
import io.github.markhor.optimizers.SGD;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the articles' networks, the same that the peers' scripts train.
 *
 * @param id its name on the command line
 * @param batch the article's batch size
 * @param size height and width of its pictures
 */
record Network(
    String id,
    int batch,
    int size,
    int classes,
    List<Layer> layers,
    Optimizer optimizer,
    Loss loss) {
  private static final Network CATS_VS_DOGS =
      new Network(
          "cats-vs-dogs",
          32,
          150,
          2,
          List.of(
              Conv2D.of(32, 3).padding(SAME).activation(RELU),
              MaxPooling2D.of(2),
              Conv2D.of(32, 3).padding(SAME).activation(RELU),
              MaxPooling2D.of(2),
              Conv2D.of(64, 3).padding(SAME).activation(RELU),
              MaxPooling2D.of(2),
              Dropout.of(0.25),
              Flatten.of(),
              Dense.of(64).activation(RELU),
              Dropout.of(0.5),
              Dense.of(2).activation(SOFTMAX).dtype(DTypePolicy.FLOAT32)),
          SGD.of(0.01).momentum(0.9),
          BinaryCrossentropy.of());

  private static final Network CIFAR10 =
      new Network(
          "cifar10",
          256,
          32,
          10,
          List.of(
              Conv2D.of(32, 3).padding(SAME).activation(RELU),
              Conv2D.of(32, 3).activation(RELU),
              MaxPooling2D.of(2),
              Dropout.of(0.25),
              Conv2D.of(64, 3).padding(SAME).activation(RELU),
              Conv2D.of(64, 3).activation(RELU),
              MaxPooling2D.of(2),
              Dropout.of(0.25),
              Flatten.of(),
              Dense.of(512).activation(RELU),
              Dropout.of(0.5),
              Dense.of(10).activation(SOFTMAX).dtype(DTypePolicy.FLOAT32)),
          RMSprop.of(),
          CategoricalCrossentropy.of());

  private static final Network FOOD101 =
      new Network(
          "food101",
          32,
          128,
          101,
          List.of(
              Conv2D.of(32, 3).padding(SAME).activation(RELU),
              Conv2D.of(32, 3).activation(RELU),
              MaxPooling2D.of(2),
              Dropout.of(0.25),
              Conv2D.of(64, 3).padding(SAME).activation(RELU),
              Conv2D.of(64, 3).activation(RELU),
              MaxPooling2D.of(2),
              Dropout.of(0.25),
              Conv2D.of(512, 5).padding(SAME).activation(RELU),
              MaxPooling2D.of(3),
              Dropout.of(0.25),
              Flatten.of(),
              Dense.of(512).activation(RELU),
              Dropout.of(0.5),
              Dense.of(101).activation(SOFTMAX).dtype(DTypePolicy.FLOAT32)),
          RMSprop.of(1e-4),
          CategoricalCrossentropy.of());

  private static final List<Network> ALL = List.of(CATS_VS_DOGS, CIFAR10, FOOD101);

  /** The network of a name on the command line. */
  static Network of(String id) {
    return ALL.stream()
        .filter(network -> network.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected --net of "
                        + ALL.stream().map(Network::id).toList()
                        + ". Received: "
                        + id));
  }

  Sequential model(DTypePolicy policy, long seed) {
    List<Layer> all = new ArrayList<>(List.of(Input.of(size, size, 3)));
    all.addAll(layers);
    return Sequential.of(
        ModelOptions.defaults().name(id.replace('-', '_')).seed(seed).dtype(policy), all);
  }
}
