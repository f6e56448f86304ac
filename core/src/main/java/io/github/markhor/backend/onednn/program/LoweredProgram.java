package io.github.markhor.backend.onednn.program;

import io.github.markhor.backend.ProgramMemory;
import java.util.List;
import java.util.Map;

/** A lowered graph. Outputs are float32 in C order. */
public record LoweredProgram(
    List<Instruction> instructions,
    Leaves leaves,
    Map<String, Buffer> outputs,
    ProgramMemory memory) {}
