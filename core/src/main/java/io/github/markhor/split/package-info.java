/** Splits of samples by their numbers, for validation and cross-validation. */
package io.github.markhor.split;
