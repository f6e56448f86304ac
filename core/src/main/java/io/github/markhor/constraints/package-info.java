/** Constraints: limits on weights after each step, composed of operations of the graph. */
package io.github.markhor.constraints;
