package io.github.markhor.config;

/** An object that Keras writes to files as a class name and a config. */
public interface Configurable {
  /** Keras's name of the class, {@code Conv2D}. */
  String className();

  /** The arguments, under Keras's names and in its order, in the dialect of Keras 3. */
  Config config();
}
