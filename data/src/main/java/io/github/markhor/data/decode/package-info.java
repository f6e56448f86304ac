/**
 * Reads picture files, to the last bit as Pillow does it: one class for each format, all of which
 * {@link io.github.markhor.data.decode.PictureFormats} lists, and the decoders and colour
 * conversions behind them. Not part of the public API, which has {@link
 * io.github.markhor.data.picture.PictureFormat}.
 *
 * <p>Most formats are decoded by OpenCV. Where OpenCV changes levels that Pillow keeps, there is a
 * decoder of the JDK's or of our own, and its class says why.
 */
package io.github.markhor.data.decode;
