/**
 * Training, evaluation and prediction behind {@code Model}: the graphs of whole steps, their
 * lowered programs, the loops over epochs and batches. Not part of the public API. Knows the model
 * itself only as callbacks do.
 */
package io.github.markhor.engine;
