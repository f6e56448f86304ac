/**
 * JMH benchmarks of the parts that training and prediction are made of, each held small enough to
 * see a change of a few hundredths. {@code bin/bench jmh [REGEX]} runs them. Their classes are
 * neither abstract nor final: JMH derives from them.
 */
package io.github.markhor.benchmarks.parts;
