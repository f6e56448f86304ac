/** Limits that weights are kept within after each step, composed of operations of the graph. */
package io.github.markhor.constraints;
