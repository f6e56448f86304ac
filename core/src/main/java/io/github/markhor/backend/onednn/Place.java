package io.github.markhor.backend.onednn;

/** A buffer and how the numbers lie in it. */
record Place(Buffer buffer, Layout layout) {}
