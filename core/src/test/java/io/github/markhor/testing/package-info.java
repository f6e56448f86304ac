/**
 * Layers for tests of core, which knows no layers of its own: the least that a small classifier
 * needs. They can be saved and not loaded.
 */
package io.github.markhor.testing;
