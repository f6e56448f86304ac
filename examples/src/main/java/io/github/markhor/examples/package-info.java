/**
 * The articles' programs, to start with {@code bin/run}; each draws pictures where it is given
 * none.
 */
package io.github.markhor.examples;
