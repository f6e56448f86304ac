package io.github.markhor.backend.onednn;

import io.github.markhor.backend.OperationProfile;

/** A gradient of a convolution that max-pooling follows, computed without its zeros. */
interface SparseInstruction extends Instruction {
  SparseShape shape();

  @Override
  default OperationProfile profile() {
    long bytes = buffers().stream().mapToLong(Buffer::bytes).sum();
    return new OperationProfile(label(), "", shape().flops(), bytes, "java");
  }
}
