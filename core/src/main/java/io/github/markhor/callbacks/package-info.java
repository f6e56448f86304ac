/**
 * Callbacks: what runs at set moments of training, evaluation and prediction, Keras's and the
 * user's own. They see the model as {@link io.github.markhor.callbacks.ModelInTraining}.
 */
package io.github.markhor.callbacks;
