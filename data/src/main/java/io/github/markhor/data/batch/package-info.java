/**
 * Makes the batches of an epoch ahead of their use: workers, the buffers that they fill, the order
 * of the channels in them, and pictures saved on the way. Not part of the public API.
 */
package io.github.markhor.data.batch;
