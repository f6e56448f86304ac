package io.github.markhor.benchmarks;

import io.github.markhor.data.ImageDataGenerator;

/** The augmentation of each article, by name. */
public final class Augmentation {
  private static final String NONE = "none";

  private Augmentation() {}

  /** The generator of an article's network, or {@code none} that only brings bytes to 0 to 1. */
  public static ImageDataGenerator of(String name) {
    return name.equals(NONE)
        ? ImageDataGenerator.rescaling(1 / 255.0)
        : Network.of(name).augmented();
  }
}
