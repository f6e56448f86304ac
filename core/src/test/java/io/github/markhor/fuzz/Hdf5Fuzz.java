package io.github.markhor.fuzz;

import io.github.markhor.hdf5.Hdf5Exception;
import io.github.markhor.hdf5.HostileHdf5;

/** A target for Jazzer: reads all of an HDF5 file. See CONTRIBUTING.md. */
public final class Hdf5Fuzz {
  private Hdf5Fuzz() {}

  /** Anything but an Hdf5Exception is a finding. */
  public static void fuzzerTestOneInput(byte[] data) {
    try {
      HostileHdf5.walk(data);
    } catch (Hdf5Exception refused) {
      return;
    }
  }
}
