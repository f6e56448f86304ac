/** The articles' programs, to start with {@code bin/run}, and one that draws its own pictures. */
package io.github.markhor.examples;
