package io.github.markhor.data.numpy;

import io.github.markhor.tensor.Shape;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header before the numbers in NumPy's format: their type, order and shape, as the text of a
 * Python dictionary. The text is parsed here and never evaluated.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy: the
 *     format</a>
 */
record NumpyHeader(NumpyType type, ByteOrder order, boolean fortran, Shape shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** The longest header that NumPy itself reads. */
  private static final int LONGEST = 10_000;

  private static final int ALIGNMENT = 64;

  /** A key, then a text, a truth value, or a tuple of whole numbers. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*(?:'(\\w+)'|\"(\\w+)\")\\s*:\\s*"
              + "('[^']*'|\"[^\"]*\"|True|False|\\(\\s*(?:\\d+\\s*,\\s*)*(?:\\d+\\s*)?\\))\\s*");

  /** The number of bytes that the numbers take. */
  long bytes() {
    return Math.multiplyExact(shape.elements(), type.bytes());
  }

  /**
   * Reads up to where the numbers begin.
   *
   * @throws IOException if this is no array, or none of numbers
   */
  static NumpyHeader read(InputStream in) throws IOException {
    byte[] start = in.readNBytes(8);
    if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw new IOException("it does not begin as NumPy's arrays do");
    }
    if (start[6] < 1 || start[6] > 3) {
      throw new IOException("its format has the version " + start[6] + ", and 1 to 3 are known");
    }
    DataInputStream data = new DataInputStream(in);
    long length =
        start[6] == 1
            ? Short.toUnsignedInt(Short.reverseBytes(data.readShort()))
            : Integer.toUnsignedLong(Integer.reverseBytes(data.readInt()));
    if (length > LONGEST) {
      throw new IOException(
          "its header has " + length + " bytes, at most " + LONGEST + " are read");
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw new IOException("it ends within the header");
    }
    return parse(
        new String(text, start[6] == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
  }

  private static NumpyHeader parse(String text) throws IOException {
    String inner = text.strip();
    if (!inner.startsWith("{") || !inner.endsWith("}")) {
      throw unknown(text);
    }
    Map<String, String> fields = new HashMap<>();
    Matcher entry = ENTRY.matcher(inner);
    int at = 1;
    int end = inner.length() - 1;
    while (!inner.substring(at, end).isBlank()) {
      entry.region(at, end);
      if (!entry.lookingAt()) {
        throw unknown(text);
      }
      String key = entry.group(1) != null ? entry.group(1) : entry.group(2);
      boolean repeated = fields.put(key, entry.group(3)) != null;
      at = entry.end();
      if (repeated || (at < end && inner.charAt(at++) != ',')) {
        throw unknown(text);
      }
    }
    String descr = fields.remove("descr");
    String fortran = fields.remove("fortran_order");
    String shape = fields.remove("shape");
    if (descr == null || fortran == null || shape == null || !fields.isEmpty()) {
      throw unknown(text);
    }
    if (!fortran.equals("True") && !fortran.equals("False") || !shape.startsWith("(")) {
      throw unknown(text);
    }
    return of(descr, fortran.equals("True"), shape);
  }

  private static IOException unknown(String text) {
    String start = text.length() > 200 ? text.substring(0, 200) + "..." : text;
    return new IOException("its header is not that of an array of numbers: " + start.strip());
  }

  private static NumpyHeader of(String quoted, boolean fortran, String tuple) throws IOException {
    String descr = quoted.replaceAll("^['\"]|['\"]$", "");
    char order = descr.isEmpty() ? ' ' : descr.charAt(0);
    boolean stated = "<>|=".indexOf(order) >= 0;
    NumpyType type = NumpyType.of(stated ? descr.substring(1) : descr);
    if (type == null || (order == '|' && type.bytes() > 1)) {
      throw new IOException("its elements are of the type " + quoted + ", which are no numbers");
    }
    ByteOrder bytes =
        order == '<'
            ? ByteOrder.LITTLE_ENDIAN
            : order == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.nativeOrder();
    return new NumpyHeader(type, bytes, fortran, shape(tuple));
  }

  private static Shape shape(String tuple) throws IOException {
    String inner = tuple.substring(1, tuple.length() - 1).strip();
    if (!inner.isEmpty() && inner.indexOf(',') < 0) {
      throw new IOException("its shape is no tuple: " + tuple);
    }
    try {
      int[] sizes =
          Arrays.stream(inner.split(","))
              .map(String::strip)
              .filter(size -> !size.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      Shape shape = Shape.of(sizes);
      if (Math.multiplyExact(shape.elements(), Long.BYTES) >= 0) {
        return shape;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IOException("its shape is too large: " + tuple, e);
    }
    throw new IOException("its shape is too large: " + tuple);
  }

  /** The header of an array, as NumPy writes it. */
  static byte[] of(NumpyArray array) {
    String sizes =
        Arrays.stream(array.shape().toArray())
            .mapToObj(size -> size + ",")
            .collect(Collectors.joining(" "));
    if (array.shape().rank() > 1) {
      sizes = sizes.substring(0, sizes.length() - 1);
    }
    String text =
        "{'descr': '" + array.dtype() + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
    int start = MAGIC.length + 4;
    int padded = (start + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT - start;
    byte[] header = Arrays.copyOf(MAGIC, start + padded);
    header[6] = 1;
    header[8] = (byte) padded;
    header[9] = (byte) (padded >> 8);
    Arrays.fill(header, start, header.length - 1, (byte) ' ');
    byte[] letters = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(letters, 0, header, start, letters.length);
    header[header.length - 1] = '\n';
    return header;
  }
}
