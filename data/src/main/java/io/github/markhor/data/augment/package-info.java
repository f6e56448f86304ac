/**
 * Changes pictures on their way into a model: random transforms, colours, standardization. Not part
 * of the public API.
 */
package io.github.markhor.data.augment;
