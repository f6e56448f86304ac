"""Makes the HDF5 files of Hdf5FileTest with h5py: python make.py. The numbers in every array follow
from their places alone: element i of a floating array is i / 8 - 3, of an integer array i - 3."""

import h5py
import numpy as np

NUMBERS = (np.arange(7 * 3 * 5, dtype="f4") / 8 - 3).reshape(7, 3, 5)


def fill(f):
    f.attrs["text"] = "héllo"
    f.attrs["fixed"] = np.array([b"ab", b"cdef"])
    f.attrs["long"] = np.array(["x", "", "zzz"], dtype=h5py.string_dtype())
    f.attrs["empty"] = np.zeros(0)
    many = f.create_group("many")
    for i in range(12):
        many.attrs["a%d" % i] = [b"v%d" % i] * (i + 1)
        many.create_dataset("d%d" % i, data=np.float32(i / 8 - 3))
    f.create_dataset("deep/deeper/numbers", data=NUMBERS)
    f["f8"], f["f2"], f["be"] = NUMBERS.astype("f8"), NUMBERS.astype("f2"), NUMBERS.astype(">f4")
    f["i8"] = np.arange(5, dtype="i8") - 3
    f["bei2"] = np.arange(5, dtype=">i2") - 3
    f["none"] = np.zeros((0, 4), "f4")
    f["texts"] = np.array(["café", "dog", "猫"], dtype=h5py.string_dtype())

    def chunked(name, **how):
        f.create_dataset(name, data=NUMBERS, **how)

    chunked("one", chunks=(7, 3, 5))
    chunked("edges", chunks=(4, 2, 3))
    chunked("gzip", chunks=(4, 2, 3), compression="gzip")
    chunked("all", chunks=(7, 3, 5), compression="gzip", shuffle=True, fletcher32=True)
    chunked("lzf", chunks=(7, 3, 4), compression="lzf", shuffle=True)
    chunked("fletcher", chunks=(3, 3, 3), fletcher32=True)
    chunked("grows", chunks=(2, 2, 2), maxshape=(None, 3, 5))
    chunked("growsgzip", chunks=(1, 3, 2), maxshape=(None, 3, 5), compression="gzip")
    chunked("growstwice", chunks=(2, 3, 5), maxshape=(None, None, 5))
    chunked("growstwicegzip", chunks=(2, 3, 5), maxshape=(None, None, 5), compression="gzip")


for name, libver in (("earliest", "earliest"), ("v108", "v108"), ("latest", "latest")):
    with h5py.File(name + ".h5", "w", libver=libver) as f:
        fill(f)

# Long lists, which the new form keeps in a heap as large objects; names behind a user block.
with h5py.File("large.h5", "w", libver="latest", userblock_size=512) as f:
    for i in range(9):
        f.attrs["a%d" % i] = [b"n%07d" % (i + j) for j in range(1000 if i == 0 else 1)]
    f.create_dataset("pages", data=np.arange(2100, dtype="f4") / 8 - 3, chunks=(1,))
    f.create_dataset("pagesgrow", data=np.arange(3000, dtype="f4") / 8 - 3, chunks=(1,), maxshape=(None,))
