/**
 * Batches of samples, the sources they come from, and the forms of labels. An author of sources
 * needs no more than this and tensors. Nothing here knows a model.
 */
package io.github.markhor.source;
