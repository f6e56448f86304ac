/**
 * What is called while a model trains, evaluates or predicts: Keras's callbacks and the user's own.
 */
package io.github.markhor.callback;
