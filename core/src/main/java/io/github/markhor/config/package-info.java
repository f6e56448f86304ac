/**
 * How layers, losses, optimizers and the like are written down as Keras writes them, a class name
 * and a config, and made again from that. A class is found in a {@link
 * io.github.markhor.config.Registry} by Keras's name for it; no class is ever loaded by a name in a
 * file.
 */
package io.github.markhor.config;
