/**
 * Loads the native libraries of OpenCV, with a message that names the jar that is missing. Not part
 * of the public API.
 */
package io.github.markhor.data.natives;
