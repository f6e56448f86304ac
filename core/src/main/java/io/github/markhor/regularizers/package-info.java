/** Regularizers: penalties on weights or results, composed of operations of the graph. */
package io.github.markhor.regularizers;
