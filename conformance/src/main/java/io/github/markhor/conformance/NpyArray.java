package io.github.markhor.conformance;

import io.github.markhor.Shape;
import io.github.markhor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An array of a case, in C order. All types are held as doubles, which hold float32, int32 and the
 * int64 that occur exactly.
 */
public record NpyArray(Shape shape, double[] values) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']+)', 'fortran_order': (True|False), 'shape': \\(([^)]*)\\), *\\}\\s*");

  /** One number, of shape (). */
  public static NpyArray of(double value) {
    return new NpyArray(Shape.of(), new double[] {value});
  }

  /** A copy of float32 numbers. */
  public static NpyArray of(Tensor tensor) {
    return of(tensor.shape(), tensor.toArray());
  }

  /** A copy of float32 numbers. */
  public static NpyArray of(Shape shape, float... values) {
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    return new NpyArray(shape, copy);
  }

  /**
   * Reads NumPy's format, version 1.0.
   *
   * @throws IOException if the bytes are not that
   */
  public static NpyArray read(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 10 || !Arrays.equals(bytes, 0, 6, MAGIC, 0, 6) || bytes[6] != 1) {
      throw new IOException("Expected an array in NumPy's format, version 1.0.");
    }
    int length = Short.toUnsignedInt(buffer.getShort(8));
    String header = new String(bytes, 10, length, StandardCharsets.ISO_8859_1);
    Matcher fields = HEADER.matcher(header);
    if (!fields.matches() || fields.group(2).equals("True")) {
      throw new IOException("Expected the header of an array in C order. Received: " + header);
    }
    int[] sizes =
        Arrays.stream(fields.group(3).split(","))
            .map(String::strip)
            .filter(size -> !size.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    Shape shape = Shape.of(sizes);
    double[] values = new double[Math.toIntExact(shape.elements())];
    buffer.position(10 + length);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (fields.group(1)) {
            case "<f4" -> buffer.getFloat();
            case "<f8" -> buffer.getDouble();
            case "<i4" -> buffer.getInt();
            case "<i8" -> buffer.getLong();
            case "<u2" -> Short.toUnsignedInt(buffer.getShort());
            case "|u1" -> Byte.toUnsignedInt(buffer.get());
            default -> throw new IOException("Expected a known type. Received: " + header);
          };
    }
    return new NpyArray(shape, values);
  }

  /** The bytes of the array as float64. */
  public byte[] toBytes() {
    String sizes =
        Arrays.stream(shape.toArray())
            .mapToObj(size -> size + ",")
            .collect(Collectors.joining(" "));
    String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + sizes + "), }";
    int padded = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
    header = header + " ".repeat(padded - header.length() - 1) + "\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(MAGIC);
    bytes.writeBytes(new byte[] {1, 0, (byte) padded, (byte) (padded >> 8)});
    bytes.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asDoubleBuffer().put(values);
    bytes.writeBytes(data.array());
    return bytes.toByteArray();
  }

  /** The numbers rounded to float32. */
  public Tensor tensor() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(floats, shape);
  }

  /** The elements {@code index} of the first axis, in its order. */
  public NpyArray row(int index) {
    Shape rest = shape.dropFirst();
    int size = Math.toIntExact(rest.elements());
    return new NpyArray(rest, Arrays.copyOfRange(values, index * size, (index + 1) * size));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NpyArray array
        && shape.equals(array.shape)
        && Arrays.equals(values, array.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }
}
