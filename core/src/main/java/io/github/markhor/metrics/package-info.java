/**
 * Metrics, Keras's and the user's own. A metric keeps sums in the graph, and computes its result
 * from the sums in Java when it is needed.
 */
package io.github.markhor.metrics;
