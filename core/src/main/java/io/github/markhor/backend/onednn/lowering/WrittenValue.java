package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.program.Place;

/**
 * Where a value was written.
 *
 * @param cOrder how oneDNN describes the same numbers in C order
 */
record WrittenValue(Place place, Layout cOrder) {}
