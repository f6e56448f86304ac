/**
 * Layers that have been built: names, shapes and weights in memory, and how they are traced into a
 * graph. Nothing here knows losses, optimizers or training.
 */
package io.github.markhor.network;
