package io.github.markhor.benchmarks;

import io.github.markhor.Model;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One of the articles' networks, as its example makes it, or one of {@code keras.applications}; the
 * peers' programs train the same.
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
  private static final List<Network> ARTICLES =
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

  /** Networks with branches, whole and with a frozen base. */
  private static final List<Network> APPLICATIONS =
      Stream.of(
              application("resnet50", ApplicationNetwork::resNet50),
              application("mobilenetv2", ApplicationNetwork::mobileNetV2),
              application("efficientnetb0", ApplicationNetwork::efficientNetB0))
          .flatMap(
              whole ->
                  Stream.of(
                      whole,
                      application(whole.id + "-head", ApplicationNetwork.headOf(whole.maker))))
          .toList();

  private static Network application(String id, Maker maker) {
    return new Network(
        id,
        32,
        224,
        10,
        maker,
        ImageDataGenerator::builder,
        SGD.of(0.01).momentum(0.9),
        CategoricalCrossentropy.of());
  }

  /** Makes the network for a number of classes. */
  @FunctionalInterface
  interface Maker {
    Model make(int classes, long seed, DTypePolicy policy);
  }

  /** The network of a name on the command line. */
  static Network of(String id) {
    return Stream.of(ARTICLES, APPLICATIONS)
        .flatMap(List::stream)
        .filter(network -> network.id.equals(id))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> known = new ArrayList<>(ids());
              APPLICATIONS.forEach(network -> known.add(network.id));
              return new IllegalArgumentException("Expected one of " + known + ". Received: " + id);
            });
  }

  /** The names of the articles' networks. */
  static List<String> ids() {
    return ARTICLES.stream().map(Network::id).toList();
  }

  Model model(DTypePolicy policy, long seed) {
    return maker.make(classes, seed, policy);
  }

  /** The article's augmentation of the pictures to train with. */
  ImageDataGenerator augmented() {
    return augmentation.get().build();
  }
}
