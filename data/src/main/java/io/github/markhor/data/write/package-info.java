/**
 * Writing without loss: names that are still free, and files that are in their place only when they
 * are whole. Not part of the public API.
 */
package io.github.markhor.data.write;
