package io.github.markhor.hdf5;

import io.github.markhor.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** An array of an HDF5 file. Its elements are read when they are asked for. */
public final class Hdf5Array {
  private static final int PIECE = 1 << 20;

  private final Hdf5File file;
  private final Datatype type;
  private final Shape shape;
  private final Layout layout;
  private final Filters filters;

  private Hdf5Array(Hdf5File file, Datatype type, Shape shape, Layout layout, Filters filters) {
    this.file = file;
    this.type = type;
    this.shape = shape;
    this.layout = layout;
    this.filters = filters;
  }

  static Hdf5Array read(Hdf5File file, ObjectHeader header) {
    if (header.find(ObjectHeader.EXTERNAL_FILES) != null) {
      throw new Hdf5Exception("external storage is not followed: its numbers lie in another file");
    }
    Datatype type = Datatype.read(header.need(ObjectHeader.DATATYPE, "the type of an array"));
    Dataspace space = Dataspace.read(header.need(ObjectHeader.DATASPACE, "the shape of an array"));
    int elements = space.elements();
    int[] sizes =
        space.sizes() == null
            ? new int[] {0}
            : Arrays.stream(space.sizes()).mapToInt(Math::toIntExact).toArray();
    Layout layout = Layout.read(file.bytes(), header.need(ObjectHeader.LAYOUT, "an array"));
    Block filters = header.find(ObjectHeader.FILTERS);
    Hdf5Array array =
        new Hdf5Array(
            file,
            type,
            Shape.of(sizes),
            layout,
            filters == null ? Filters.NONE : Filters.read(filters));
    if (elements > 0) {
      file.claim(
          Math.max(
              (double) elements * Math.max(type.bytes(), Float.BYTES), layout.check(type, sizes)));
    }
    return array;
  }

  /** The shape; () for a single element. */
  public Shape shape() {
    return shape;
  }

  /** Whether the elements are floating-point numbers, of 16, 32 or 64 bits. */
  public boolean isFloating() {
    return type.isFloating();
  }

  /** Whether the elements are two bytes that HDF5 gives no meaning; bfloat16 may stand so. */
  public boolean isOpaquePairs() {
    return type.kind() == Datatype.Kind.OPAQUE && type.bytes() == 2;
  }

  /** Whether the elements are whole numbers. */
  public boolean isInteger() {
    return type.kind() == Datatype.Kind.INTEGER;
  }

  /**
   * The numbers, rounded to float32. Opaque pairs are taken as bfloat16.
   *
   * @throws Hdf5Exception if the elements are something else, or the file is damaged
   */
  public float[] floats() {
    if (!isFloating() && !isOpaquePairs() && !isInteger()) {
      throw new Hdf5Exception("its elements are no numbers");
    }
    float[] floats = new float[(int) shape.elements()];
    layout.forEachPiece(
        file.bytes(),
        filters,
        type.bytes(),
        shape.toArray(),
        PIECE,
        (bytes, at) -> type.toFloats(bytes, floats, at));
    return floats;
  }

  /** Whether the elements are whole numbers of 8 bits with a sign, as quantized weights are. */
  public boolean isInt8() {
    return isInteger() && type.bytes() == 1 && type.signed();
  }

  /** The whole numbers. */
  public long[] integers() {
    if (!isInteger()) {
      throw new Hdf5Exception("its elements are no whole numbers");
    }
    ByteBuffer bytes = bytes();
    long[] numbers = new long[(int) shape.elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = type.toLong(bytes.position(i * type.bytes()));
    }
    return numbers;
  }

  /** The texts; null if the elements are something else. */
  public List<String> texts() {
    return Texts.read(file, type, (int) shape.elements(), new Block(file.bytes(), bytes()));
  }

  private ByteBuffer bytes() {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(shape.elements() * type.bytes()));
    layout.forEachPiece(
        file.bytes(),
        filters,
        type.bytes(),
        shape.toArray(),
        PIECE,
        (bytes, at) -> all.position(at * type.bytes()).put(bytes));
    return all.rewind();
  }
}
