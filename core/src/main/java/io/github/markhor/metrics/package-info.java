/**
 * Metrics, Keras's and the user's own. A metric keeps sums in the graph and computes its result
 * from them in Java, when asked.
 */
package io.github.markhor.metrics;
