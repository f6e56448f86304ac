package io.github.markhor.data.decode;

/** Undoes TIFF's compression of repeated sequences: LZW with the codes' first bits first. */
final class TiffLzw {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int CODES = 4096;

  private TiffLzw() {}

  /** Fills {@code to} from the codes between {@code from} and {@code end}. */
  static void unpack(byte[] file, int from, int end, byte[] to) {
    int[] starts = new int[CODES];
    int[] lengths = new int[CODES];
    int codes = END + 1;
    int size = 9;
    int last = -1;
    int done = 0;
    long bit = 8L * from;
    while (done < to.length) {
      if (bit + size > 8L * end) {
        throw new IndexOutOfBoundsException("it ends too early");
      }
      int code = 0;
      for (int i = 0; i < size; i++, bit++) {
        code = code << 1 | file[(int) (bit >> 3)] >> (7 - (bit & 7)) & 1;
      }
      if (code == END) {
        throw new IndexOutOfBoundsException("it ends too early");
      }
      if (code == CLEAR) {
        codes = END + 1;
        size = 9;
        last = -1;
        continue;
      }
      if (code > codes || (code >= CLEAR && last < 0) || codes == CODES) {
        throw new IndexOutOfBoundsException("it has a code that stands for nothing");
      }
      int start = done;
      if (last >= 0) {
        // The sequence of the last code and one byte more lies in what has been unpacked.
        starts[codes] = last < CLEAR ? done - 1 : done - lengths[last];
        lengths[codes] = last < CLEAR ? 2 : lengths[last] + 1;
      }
      if (code < CLEAR) {
        to[done++] = (byte) code;
      } else {
        for (int i = 0; i < lengths[code] && done < to.length; i++) {
          to[done++] = to[starts[code] + i];
        }
      }
      if (last >= 0) {
        codes++;
      }
      if (codes + 1 >= 1 << size && size < 12) {
        size++;
      }
      last = code;
      if (start == done) {
        throw new IndexOutOfBoundsException("it has a code that stands for nothing");
      }
    }
  }
}
