/**
 * Losses, Keras's and the user's own. A loss composes operations of the graph, from which its
 * gradient follows.
 */
package io.github.markhor.losses;
