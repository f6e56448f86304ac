/**
 * Models in files, whatever the format. A {@link io.github.markhor.file.ModelFormat} turns bytes
 * into a {@link io.github.markhor.file.SavedModel} and back and knows nothing of models that run;
 * {@code Model} turns that into a model and back. {@link io.github.markhor.file.ModelFormats} finds
 * the formats, those of a user as well as Keras's, which lie in {@code file.keras}. Nothing that a
 * file says is executed, and whatever it claims is checked against its size before memory is taken
 * for it; a file that cannot be read ends in a {@link io.github.markhor.file.ModelFileException}.
 *
 * <p>Descriptions have one form here, which says nothing of JSON: {@link
 * io.github.markhor.file.Architecture}, {@link io.github.markhor.file.LayerDescription}, {@link
 * io.github.markhor.file.Description}.
 */
package io.github.markhor.file;
