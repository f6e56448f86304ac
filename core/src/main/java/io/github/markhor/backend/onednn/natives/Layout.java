package io.github.markhor.backend.onednn.natives;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** How numbers lie in memory, as oneDNN describes it. The {@link Natives} that made it own it. */
public final class Layout {
  private static final String AXES = "abcdefghijkl";

  private final dnnl_memory_desc descriptor;

  Layout(dnnl_memory_desc descriptor) {
    this.descriptor = descriptor;
  }

  public dnnl_memory_desc descriptor() {
    return descriptor;
  }

  /** The size with all padding. */
  public long bytes() {
    return dnnl_memory_desc_get_size(descriptor);
  }

  public boolean same(Layout other) {
    return dnnl_memory_desc_equal(descriptor, other.descriptor) != 0;
  }

  /** The size of each axis, in oneDNN's order of axes, without padding. */
  public long[] sizes() {
    return numbers(dnnl_query_dims, number(dnnl_query_ndims_s32));
  }

  /** How many numbers there are, without padding. */
  public long elements() {
    return Arrays.stream(sizes()).reduce(1, Math::multiplyExact);
  }

  /**
   * The notation of oneDNN's own logs: the type, the sizes, and the order of the axes, first the
   * one with the largest steps. {@code f32:32x64x37x37:aBcd16b} are pictures whose channels, the
   * axis b, lie in blocks of 16.
   */
  @Override
  public String toString() {
    String sizes = Arrays.stream(sizes()).mapToObj(Long::toString).collect(Collectors.joining("x"));
    return type() + ":" + sizes + ":" + order();
  }

  private String type() {
    int type = number(dnnl_query_data_type);
    return switch (type) {
      case dnnl_f32 -> "f32";
      case dnnl_bf16 -> "bf16";
      case dnnl_s32 -> "s32";
      case dnnl_u8 -> "u8";
      default -> "type" + type;
    };
  }

  private String order() {
    int axes = number(dnnl_query_ndims_s32);
    long[] steps = numbers(dnnl_query_strides, axes);
    int blocks = number(dnnl_query_inner_nblks_s32);
    long[] widths = numbers(dnnl_query_inner_blks, blocks);
    long[] blocked = numbers(dnnl_query_inner_idxs, blocks);
    StringBuilder order = new StringBuilder();
    List<Integer> outer =
        IntStream.range(0, axes)
            .boxed()
            .sorted(Comparator.comparing((Integer axis) -> -steps[axis]))
            .toList();
    for (int axis : outer) {
      String letter = AXES.substring(axis, axis + 1);
      boolean inBlocks = Arrays.stream(blocked).anyMatch(each -> each == axis);
      order.append(inBlocks ? letter.toUpperCase(Locale.ROOT) : letter);
    }
    for (int block = 0; block < blocks; block++) {
      order.append(widths[block]).append(AXES.charAt((int) blocked[block]));
    }
    return order.toString();
  }

  private int number(int what) {
    Pointer answer = Pointer.calloc(1, Long.BYTES);
    try {
      IntPointer number = new IntPointer(answer);
      Dnnl.check(dnnl_memory_desc_query(descriptor, what, number), "describing memory");
      return number.get();
    } finally {
      Pointer.free(answer);
    }
  }

  private long[] numbers(int what, int count) {
    Pointer answer = Pointer.calloc(1, Long.BYTES);
    try {
      PointerPointer<LongPointer> numbers = new PointerPointer<>(answer);
      Dnnl.check(dnnl_memory_desc_query(descriptor, what, numbers), "describing memory");
      long[] result = new long[count];
      if (count > 0) {
        numbers.get(LongPointer.class).get(result);
      }
      return result;
    } finally {
      Pointer.free(answer);
    }
  }
}
