package io.github.markhor.engine;

import java.nio.file.Path;

/**
 * The wish for cached features.
 *
 * @param layer whose result is cached; null for what the last layers that do not change give
 * @param variants how many epochs of a source that gives others each time are cached; 0 where it is
 *     said to give the same
 * @param directory for a file with the features; null for memory
 */
public record FeatureRequest(String layer, int variants, Path directory) {}
