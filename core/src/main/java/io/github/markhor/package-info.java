/**
 * The face of Markhor: {@link io.github.markhor.Model}, the options of its methods and their
 * results. Everything behind it has a package of its own.
 */
package io.github.markhor;
