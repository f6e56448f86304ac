/**
 * Reads a source's pictures by their numbers: from their files, or from a cache in memory or on
 * disk, and keeps the list of those that cannot be read. Not part of the public API.
 */
package io.github.markhor.data.read;
