/**
 * Reads HDF5 files that are not trusted, as far as Keras and h5py write them: every version of the
 * superblock, groups and attributes in the old form and the new, arrays in one piece or in chunks,
 * deflated, shuffled or packed by LZF. What is read is bounded by the bytes that are there, in
 * memory and in time, whatever the file claims; nothing outside the file is touched; whatever is
 * wrong is a {@link io.github.markhor.hdf5.Hdf5Exception}. Writes new files, in the plain form that
 * Keras needs. Knows nothing of models. Not part of the public API.
 *
 * <p>Own code and not a library, because of these bounds: HDF5's own library is native code that
 * follows whatever a file says, and jHDF, which is Java and was used before, bounds neither memory
 * nor time.
 *
 * <p>Chapters named in comments are those of the <a
 * href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file format
 * specification, version 3.0</a>.
 */
package io.github.markhor.hdf5;
