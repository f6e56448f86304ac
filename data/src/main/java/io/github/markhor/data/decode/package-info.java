/**
 * Reads picture files: one class for each format, found by {@link java.util.ServiceLoader}, and the
 * decoders and colour conversions behind them, to the last bit as Pillow does it. Not part of the
 * public API, which has {@link io.github.markhor.data.picture.PictureFormat}.
 *
 * <p>Most formats are decoded by OpenCV. Where OpenCV changes levels that Pillow keeps, there is a
 * decoder of the JDK's or of our own, and its class says why.
 */
package io.github.markhor.data.decode;
