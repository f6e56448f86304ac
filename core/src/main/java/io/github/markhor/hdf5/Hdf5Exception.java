package io.github.markhor.hdf5;

/** Says that an HDF5 file is damaged, or holds what is not read. */
public final class Hdf5Exception extends RuntimeException {
  private static final long serialVersionUID = 1;

  Hdf5Exception(String message) {
    super(message);
  }

  Hdf5Exception(String message, Throwable cause) {
    super(message, cause);
  }
}
