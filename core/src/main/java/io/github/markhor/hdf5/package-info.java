/**
 * Reads HDF5 files that are not trusted, as far as Keras and h5py write them: every version of the
 * superblock, groups and attributes in the old form and the new, arrays in one piece or in chunks,
 * deflated, shuffled or packed by LZF. What is read is bounded by the bytes that are there, in
 * memory and in time, whatever the file claims; nothing outside the file is touched; whatever is
 * wrong is a {@link io.github.markhor.hdf5.Hdf5Exception}. Knows nothing of models.
 *
 * <p>Chapters named in comments are those of the <a
 * href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file format
 * specification, version 3.0</a>.
 */
package io.github.markhor.hdf5;
