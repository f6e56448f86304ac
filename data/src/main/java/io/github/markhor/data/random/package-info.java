/**
 * The random choices of a source: the order of an epoch, and the transform that each picture goes
 * through, drawn from a seed as Markhor draws them or as Keras does. Not part of the public API.
 */
package io.github.markhor.data.random;
