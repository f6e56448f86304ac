/**
 * One picture: the format of its file, its pixels, its channels, how it is resized and transformed.
 *
 * <p>A format of a user's own is a {@link io.github.markhor.data.picture.PictureFormat} that a
 * services file names. The enums here are the options of {@code Flow} and its like that concern a
 * single picture; those of labels, batches and splits are in {@code io.github.markhor.data}.
 *
 * <p>This package knows no other of this module. Decoders, filters and transforms are in the
 * packages beside it, which know this one.
 */
package io.github.markhor.data.picture;
