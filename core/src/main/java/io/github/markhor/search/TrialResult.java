package io.github.markhor.search;

/**
 * A finished trial.
 *
 * @param score the objective's value; NaN where it was not finite, which counts as the worst
 */
public record TrialResult(Trial trial, double score) {}
