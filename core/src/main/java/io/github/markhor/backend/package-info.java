/**
 * What computes graphs: the interface that a backend implements and the choice among those on the
 * class path. Nothing here knows a model; nothing outside a backend knows how it computes.
 */
package io.github.markhor.backend;
