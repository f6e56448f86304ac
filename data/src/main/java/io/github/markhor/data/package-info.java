/**
 * Pictures on their way into a model: from class-per-folder directories, tables or arrays, decoded,
 * resized, augmented and standardized as Keras's {@code ImageDataGenerator} does, by workers that
 * stay ahead of training through a bounded number of batch buffers.
 *
 * <p>{@link io.github.markhor.data.ImageDataGenerator} says what is done to a picture, {@link
 * io.github.markhor.data.Flow} and {@link io.github.markhor.data.ArrayFlow} how pictures become
 * batches, {@link io.github.markhor.data.DirectoryImages}, {@link
 * io.github.markhor.data.DataFrameImages}, {@link io.github.markhor.data.ArrayImages} and {@link
 * io.github.markhor.data.ImageDataset} are the sources that a model is fitted on. {@link
 * io.github.markhor.data.Npy} and {@link io.github.markhor.data.Npz} read and write NumPy's files.
 * Every random choice is a function of the seed, the epoch and the picture's number, so that the
 * same seed gives the same batches whatever the number of workers.
 *
 * <p>Nothing here knows a model, a layer or a loss; only the decoder knows a native library.
 */
package io.github.markhor.data;
