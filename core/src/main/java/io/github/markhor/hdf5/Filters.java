package io.github.markhor.hdf5;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Undoes the filters that a chunk went through before it was written: IV.A.2.l. */
final class Filters {
  static final Filters NONE = new Filters(List.of());

  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int LZF = 32000;

  /** Filters that are not read, by the names that users know. */
  private static final Map<Integer, String> OTHERS =
      Map.of(
          4,
          "szip",
          5,
          "nbit",
          6,
          "scaleoffset",
          307,
          "bzip2",
          32001,
          "blosc",
          32004,
          "lz4",
          32008,
          "bitshuffle",
          32013,
          "zfp",
          32015,
          "zstd",
          32026,
          "blosc2");

  private static final int MOST = 32;

  /** Checksums may make a chunk longer than its elements. */
  private static final int SLACK = 4 * MOST;

  private record Filter(int id, int elementBytes) {}

  private final List<Filter> filters;

  private Filters(List<Filter> filters) {
    this.filters = filters;
  }

  static Filters read(Block block) {
    int version = block.u8();
    int count = block.u8();
    if (version < 1 || version > 2 || count > MOST) {
      throw new Hdf5Exception("an array has filters of the unknown version " + version);
    }
    block.skip(version == 1 ? 6 : 0);
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = block.u16();
      int nameBytes = version == 1 || id >= 256 ? block.u16() : 0;
      block.skip(2);
      int numbers = block.u16();
      block.skip(version == 1 ? (nameBytes + 7) / 8 * 8 : nameBytes);
      long first = numbers > 0 ? block.u32() : 1;
      block.skip(4L * Math.max(0, numbers - 1));
      block.skip(version == 1 && numbers % 2 == 1 ? 4 : 0);
      if (id != DEFLATE && id != SHUFFLE && id != FLETCHER32 && id != LZF) {
        throw new Hdf5Exception(
            "an array has the filter "
                + OTHERS.getOrDefault(id, "number " + id)
                + ", which is not read; gzip, shuffle, fletcher32 and lzf are");
      }
      filters.add(new Filter(id, (int) Math.min(first, 1 << 16)));
    }
    return new Filters(filters);
  }

  boolean areNone() {
    return filters.isEmpty();
  }

  /**
   * The elements of a chunk.
   *
   * @param mask says by a bit for each filter that it was not used
   * @param length of the elements, in bytes
   */
  byte[] undo(byte[] chunk, long mask, int length) {
    byte[] bytes = chunk;
    for (int i = filters.size() - 1; i >= 0; i--) {
      if ((mask >> i & 1) == 0) {
        Filter filter = filters.get(i);
        bytes =
            switch (filter.id) {
              case DEFLATE -> inflate(bytes, length + SLACK);
              case SHUFFLE -> unshuffle(bytes, filter.elementBytes);
              case FLETCHER32 -> verify(bytes);
              default -> Lzf.expand(bytes, length + SLACK);
            };
      }
    }
    if (bytes.length < length) {
      throw new Hdf5Exception("a chunk is too short");
    }
    return bytes;
  }

  private static byte[] inflate(byte[] bytes, int most) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes);
      byte[] result = new byte[most];
      int count = 0;
      while (!inflater.finished() && count < most) {
        int more = inflater.inflate(result, count, most - count);
        if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new Hdf5Exception("a deflated chunk ends too early");
        }
        count += more;
      }
      if (!inflater.finished()) {
        throw new Hdf5Exception("a deflated chunk is longer than its elements");
      }
      return Arrays.copyOf(result, count);
    } catch (DataFormatException wrong) {
      throw new Hdf5Exception("a deflated chunk is damaged", wrong);
    } finally {
      inflater.end();
    }
  }

  /** The first bytes of all elements stand first, then the second, and so on. */
  private static byte[] unshuffle(byte[] bytes, int elementBytes) {
    int elements = bytes.length / Math.max(1, elementBytes);
    byte[] result = bytes.clone();
    for (int b = 0; b < elementBytes; b++) {
      for (int i = 0; i < elements; i++) {
        result[i * elementBytes + b] = bytes[b * elements + i];
      }
    }
    return result;
  }

  private static byte[] verify(byte[] bytes) {
    int count = bytes.length - 4;
    if (count < 0) {
      throw new Hdf5Exception("a chunk is too short");
    }
    int stored =
        java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(count);
    int computed = Checksums.fletcher32(bytes, count);
    // Old versions of HDF5 wrote the bytes of each half the other way round.
    int swapped = (computed & 0x00ff00ff) << 8 | (computed >>> 8 & 0x00ff00ff);
    if (stored != computed && stored != swapped) {
      throw new Hdf5Exception("a chunk's checksum is wrong");
    }
    return Arrays.copyOf(bytes, count);
  }
}
