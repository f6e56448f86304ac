/**
 * Keras's formats: {@code .keras}, {@code .h5}, {@code .weights.h5}, and architectures as JSON. Not
 * part of the public API.
 *
 * <p>A description is JSON as Keras has it, which is a {@code JsonObject}, or of Markhor's one
 * form, which is a type of {@link io.github.markhor.file}. On the way in, {@code
 * ArchitectureReader}, {@code FromKeras1} and {@code TrainingConfig} check and turn the first into
 * the second, so that whatever is wrong later is a mistake of Markhor's and not of the file. On the
 * way out, {@code ToKeras2} and {@code ToKeras3} write what the two versions read.
 */
package io.github.markhor.file.keras;
