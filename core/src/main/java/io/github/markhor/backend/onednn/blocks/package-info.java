/**
 * Block programs: element-wise arithmetic in Java, done block by block in arrays that stay in the
 * cache, so that any number of operations costs one pass over memory.
 *
 * <p>Not part of the public API.
 */
package io.github.markhor.backend.onednn.blocks;
