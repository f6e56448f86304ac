/**
 * Converts layers, losses, optimizers and the like to a class name and a config, as Keras writes
 * them to files, and back. Classes are found in a {@link io.github.markhor.config.Registry} by
 * Keras's names; no class is ever loaded by a name in a file.
 */
package io.github.markhor.config;
