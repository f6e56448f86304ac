package io.github.markhor.file;

import io.jhdf.api.Group;

/** A group of an HDF5 file that is read, to be asked by {@link Hdf5Input}. */
record Hdf5Group(Group group) {}
