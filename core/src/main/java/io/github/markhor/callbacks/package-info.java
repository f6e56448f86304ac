/**
 * Callbacks: objects whose methods run at set moments of training, evaluation and prediction,
 * Keras's and the user's own. They see the model as {@link
 * io.github.markhor.callbacks.ModelInTraining}.
 *
 * <p>A callback has state, so each one of Keras's is made by a builder: {@code builder(...)} takes
 * the arguments that have no default, methods of Keras's names set the others, and {@code build()}
 * makes the callback. There is no other way.
 */
package io.github.markhor.callbacks;
