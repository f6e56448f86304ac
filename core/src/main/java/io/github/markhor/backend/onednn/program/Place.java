package io.github.markhor.backend.onednn.program;

import io.github.markhor.backend.onednn.natives.Layout;

/** Where a tensor lies: a buffer, and the layout of the numbers in it. */
public record Place(Buffer buffer, Layout layout) {}
