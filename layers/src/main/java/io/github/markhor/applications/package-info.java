/**
 * Published models as a start for one's own, with Keras's names of layers, so that the weights that
 * Keras publishes fit. Nothing is downloaded: the user names the file. A model belongs here if it
 * is a chain.
 */
package io.github.markhor.applications;
