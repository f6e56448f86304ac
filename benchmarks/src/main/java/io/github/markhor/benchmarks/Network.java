package io.github.markhor.benchmarks;

import io.github.markhor.Sequential;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.ImageDataGeneratorBuilder;
import io.github.markhor.examples.CatsVsDogs;
import io.github.markhor.examples.Cifar10;
import io.github.markhor.examples.Food101;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.losses.BinaryCrossentropy;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.Loss;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.RMSprop;
import io.github.markhor.optimizers.SGD;
import java.util.List;
import java.util.function.Supplier;

/**
 * One of the articles' networks, as its example makes it; the peers' programs train the same.
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
    Maker maker,
    Supplier<ImageDataGeneratorBuilder> augmentation,
    Optimizer optimizer,
    Loss loss) {
  private static final List<Network> ALL =
      List.of(
          new Network(
              "cats-vs-dogs",
              32,
              150,
              2,
              CatsVsDogs::network,
              CatsVsDogs::augmentation,
              SGD.of(0.01).momentum(0.9),
              BinaryCrossentropy.of()),
          new Network(
              "cifar10",
              256,
              32,
              10,
              Cifar10::network,
              Cifar10::augmentation,
              RMSprop.of(),
              CategoricalCrossentropy.of()),
          new Network(
              "food101",
              32,
              128,
              10,
              Food101::network,
              Food101::augmentation,
              RMSprop.of(1e-4),
              CategoricalCrossentropy.of()));

  /** Makes the network for a number of classes. */
  @FunctionalInterface
  interface Maker {
    Sequential make(int classes, long seed, DTypePolicy policy);
  }

  /** The network of a name on the command line. */
  static Network of(String id) {
    return ALL.stream()
        .filter(network -> network.id.equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Expected one of " + ids() + ". Received: " + id));
  }

  static List<String> ids() {
    return ALL.stream().map(Network::id).toList();
  }

  Sequential model(DTypePolicy policy, long seed) {
    return maker.make(classes, seed, policy);
  }

  /** The article's augmentation of the pictures to train with. */
  ImageDataGenerator augmented() {
    return augmentation.get().build();
  }
}
