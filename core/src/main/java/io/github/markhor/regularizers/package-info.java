/** Penalties that weights or results add to the loss, composed of operations of the graph. */
package io.github.markhor.regularizers;
