/**
 * Pictures on their way into a model: from class-per-folder directories, tables or arrays, decoded,
 * resized, augmented and standardized as Keras's {@code ImageDataGenerator} does, by workers that
 * stay ahead of training through a bounded number of batch buffers.
 *
 * <p>{@link io.github.markhor.data.ImageDataGenerator} says how a picture is changed, {@link
 * io.github.markhor.data.Flow} and {@link io.github.markhor.data.ArrayFlow} how pictures become
 * batches. {@link io.github.markhor.data.DirectoryImages}, {@link
 * io.github.markhor.data.DataFrameImages}, {@link io.github.markhor.data.ArrayImages} and {@link
 * io.github.markhor.data.ImageDataset} are the sources that a model is fitted on. Every random
 * choice is a function of the seed, the epoch and the picture's number, so that the same seed gives
 * the same batches whatever the number of workers.
 *
 * <p>Public beside this package are {@code data.picture} with the options of a single picture and
 * the interface for picture formats of a user's own, {@code data.table}, {@code data.datasets} and
 * {@code data.numpy}. The steps of the way from a file to a batch have packages of their own, which
 * do not know this one, in this order: {@code decode}, {@code resize}, {@code read}, {@code
 * random}, {@code augment}, {@code batch}; {@code folders} finds the files.
 *
 * <p>Nothing here knows a model, a layer or a loss. Only {@code decode} and {@code natives} know
 * OpenCV.
 */
package io.github.markhor.data;
