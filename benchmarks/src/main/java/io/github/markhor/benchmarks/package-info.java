/** Measurements of Markhor, to be read beside those of its peers. */
package io.github.markhor.benchmarks;
