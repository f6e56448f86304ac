package io.github.markhor.reports;

/**
 * How well one class, or the mean of several, was predicted; a line of {@link
 * ClassificationReport}.
 *
 * @param name the class
 * @param precision the share of those predicted to be of the class that are
 * @param recall the share of the class's samples that were predicted to be of it
 * @param f1 the harmonic mean of both
 * @param support the number of samples of the class
 */
public record ClassScores(String name, double precision, double recall, double f1, int support) {}
