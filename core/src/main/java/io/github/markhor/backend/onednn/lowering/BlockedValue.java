package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.onednn.blocks.ChannelBlocks;
import io.github.markhor.backend.onednn.program.Buffer;

/** A value that was written with its channels in blocks. */
record BlockedValue(ChannelBlocks blocks, Buffer buffer) {}
