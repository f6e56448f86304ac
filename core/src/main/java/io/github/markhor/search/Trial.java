package io.github.markhor.search;

/**
 * One training with some settings.
 *
 * @param number from 0, in the order in which trials are run
 * @param settings what to train with
 * @param epochs the epochs to train for; 0 where the search leaves them to the function
 * @param seed for the trial's model and data, the same whenever the search is repeated
 */
public record Trial(int number, Settings settings, int epochs, long seed) {}
