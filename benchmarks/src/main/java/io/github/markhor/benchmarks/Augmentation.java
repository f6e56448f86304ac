package io.github.markhor.benchmarks;

import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.ImageDataGeneratorBuilder;

/** The augmentation of each article, by name. */
public final class Augmentation {
  private Augmentation() {}

  /** The generator of an article's network, or {@code none} that only brings bytes to 0 to 1. */
  public static ImageDataGenerator of(String name) {
    ImageDataGeneratorBuilder builder = ImageDataGenerator.builder().rescale(1 / 255.0);
    switch (name) {
      case "none" -> {}
      case "cats-vs-dogs" -> builder.shearRange(0.2).zoomRange(0.2).horizontalFlip(true);
      case "cifar10" ->
          builder.rotationRange(10).widthShiftRange(0.1).heightShiftRange(0.1).horizontalFlip(true);
      case "food101" ->
          builder
              .rotationRange(40)
              .widthShiftRange(0.2)
              .heightShiftRange(0.2)
              .shearRange(0.2)
              .zoomRange(0.2)
              .horizontalFlip(true);
      default ->
          throw new IllegalArgumentException(
              "Expected --augment none, cats-vs-dogs, cifar10 or food101. Received: " + name);
    }
    return builder.build();
  }
}
