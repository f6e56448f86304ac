/** What a layer says of its weights: shape, first values, penalties and constraints. */
package io.github.markhor.weights;
