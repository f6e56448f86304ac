package io.github.markhor.backend.onednn.kernels;

import io.github.markhor.backend.OperationProfile;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;

/** A gradient of a convolution that max-pooling follows, computed without the zeros. */
interface SparseKernel extends Instruction {
  SparseShape shape();

  @Override
  default OperationProfile profile() {
    long bytes = buffers().stream().mapToLong(Buffer::bytes).sum();
    return new OperationProfile(label(), "", shape().flops(), bytes, "java");
  }
}
