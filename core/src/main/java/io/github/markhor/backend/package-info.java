/**
 * Computing graphs: the interface that a backend implements, the choice among the backends on the
 * class path, and the planning of memory that backends share. Nothing here knows a model; nothing
 * outside a backend knows how it computes.
 */
package io.github.markhor.backend;
