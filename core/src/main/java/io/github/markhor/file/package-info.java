/**
 * Models in files. A {@link io.github.markhor.file.ModelFormat} turns bytes into a {@link
 * io.github.markhor.file.SavedModel} and back and knows nothing of models that run; ModelFiles
 * turns that into a model and back. A format is found by a file's content, never by its name.
 * Nothing that a file says is executed, and what it claims is checked against its size before
 * memory is taken for it; whatever is wrong is a {@link io.github.markhor.file.ModelFileException}.
 */
package io.github.markhor.file;
