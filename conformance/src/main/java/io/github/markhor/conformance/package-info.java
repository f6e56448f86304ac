/**
 * Runs cases that were made by real Keras and compares: {@link
 * io.github.markhor.conformance.Conformance} is the program, {@link
 * io.github.markhor.conformance.Kinds} says what is done for each kind of case. Nothing here is
 * part of the library.
 */
package io.github.markhor.conformance;
