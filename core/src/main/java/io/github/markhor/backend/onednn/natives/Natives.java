package io.github.markhor.backend.onednn.natives;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.graph.DType;
import io.github.markhor.tensor.Shape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToIntFunction;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Owns oneDNN's objects: all that are made through it are destroyed with it, in reverse order. */
public final class Natives implements AutoCloseable {
  private final Deque<Runnable> destroyers = new ArrayDeque<>();

  /** A layout with given steps, in elements, from one index to the next on each axis. */
  public Layout strided(DType dtype, long[] sizes, long[] strides) {
    dnnl_memory_desc made = new dnnl_memory_desc();
    Dnnl.check(
        dnnl_memory_desc_create_with_strides(made, sizes.length, sizes, Dnnl.type(dtype), strides),
        "describing memory");
    return own(made);
  }

  /** One of the library's own layouts. */
  public Layout tagged(DType dtype, int tag, long... sizes) {
    return tagged(Dnnl.type(dtype), tag, sizes);
  }

  private Layout tagged(int type, int tag, long... sizes) {
    dnnl_memory_desc made = new dnnl_memory_desc();
    Dnnl.check(
        dnnl_memory_desc_create_with_tag(made, sizes.length, sizes, type, tag),
        "describing memory");
    return own(made);
  }

  /** Numbers one after the other. */
  public Layout vector(DType dtype, long size) {
    return tagged(dtype, dnnl_a, size);
  }

  /** A kernel (h, w, in / groups, out) in oneDNN's order of axes. */
  public static long[] kernelSizes(Shape kernel, int groups) {
    long h = kernel.size(0);
    long w = kernel.size(1);
    long in = kernel.size(2);
    long out = kernel.size(3);
    return groups == 1 ? new long[] {out, in, h, w} : new long[] {groups, out / groups, in, h, w};
  }

  /**
   * A kernel (h, w, in / groups, out) in C order, described in oneDNN's order of axes (groups, out,
   * in, h, w).
   */
  public Layout plainKernel(DType dtype, Shape kernel, int groups) {
    long in = kernel.size(2);
    long out = kernel.size(3);
    long row = kernel.size(1) * in * out;
    long[] steps =
        groups == 1
            ? new long[] {1, out, row, in * out}
            : new long[] {out / groups, 1, out, row, in * out};
    return strided(dtype, kernelSizes(kernel, groups), steps);
  }

  /** Pictures (N, H, W, C) in C order; oneDNN's order of axes is (N, C, H, W). */
  public Layout pictures(DType dtype, Shape shape) {
    return tagged(dtype, dnnl_nhwc, axes(shape));
  }

  /** A placeholder with which a primitive chooses the layout of pictures. */
  public Layout anyPictures(DType dtype, Shape shape) {
    return any(dtype, axes(shape));
  }

  /** Pictures whose channels lie in blocks of 16 or 8: (N, C / block, H, W, block) in memory. */
  public Layout blockedPictures(DType dtype, Shape shape, int block) {
    return tagged(dtype, block == 16 ? dnnl_nChw16c : dnnl_nChw8c, axes(shape));
  }

  /** Bytes one after the other. */
  public Layout flags(long count) {
    return tagged(dnnl_u8, dnnl_a, count);
  }

  /** A byte for each number of pictures whose channels lie in blocks. */
  public Layout flags(Shape shape, int block) {
    return tagged(dnnl_u8, block == 16 ? dnnl_nChw16c : dnnl_nChw8c, axes(shape));
  }

  private static long[] axes(Shape shape) {
    return new long[] {shape.size(0), shape.size(3), shape.size(1), shape.size(2)};
  }

  /** A placeholder with which a primitive chooses the layout. */
  public Layout any(DType dtype, long... sizes) {
    return tagged(dtype, dnnl_format_tag_any, sizes);
  }

  /** The layout of a part of memory: so much of each axis, from so far on. */
  public Layout part(Layout whole, long[] sizes, long[] offsets) {
    dnnl_memory_desc made = new dnnl_memory_desc();
    Dnnl.check(
        dnnl_memory_desc_create_submemory(made, whole.descriptor(), sizes, offsets),
        "describing memory");
    return own(made);
  }

  /** The layout that a primitive uses for one of its arguments. */
  public Layout query(dnnl_primitive_desc descriptor, int argument) {
    dnnl_memory_desc made = new dnnl_memory_desc();
    Dnnl.check(
        dnnl_memory_desc_clone(
            made, dnnl_primitive_desc_query_md(descriptor, dnnl_query_exec_arg_md, argument)),
        "describing memory");
    return own(made);
  }

  private Layout own(dnnl_memory_desc made) {
    destroyers.push(() -> dnnl_memory_desc_destroy(made));
    return new Layout(made);
  }

  /** A primitive's descriptor, made by one of the library's functions. */
  public dnnl_primitive_desc descriptor(String what, ToIntFunction<dnnl_primitive_desc> create) {
    dnnl_primitive_desc made = new dnnl_primitive_desc();
    Dnnl.check(create.applyAsInt(made), what);
    destroyers.push(() -> dnnl_primitive_desc_destroy(made));
    return made;
  }

  /** The name of the implementation that the library chose. */
  public String implementation(dnnl_primitive_desc descriptor) {
    PointerPointer<BytePointer> name = new PointerPointer<>(bytes(Long.BYTES));
    Dnnl.check(
        dnnl_primitive_desc_query(descriptor, dnnl_query_impl_info_str, 0, name),
        "asking for the implementation");
    return name.get(BytePointer.class).getString();
  }

  /** The library's number of the kind of primitive. */
  public int kind(dnnl_primitive_desc descriptor) {
    IntPointer kind = new IntPointer(bytes(Integer.BYTES));
    Dnnl.check(
        dnnl_primitive_desc_query(descriptor, dnnl_query_primitive_kind, 0, kind),
        "asking for the kind of a primitive");
    return kind.get();
  }

  public dnnl_primitive primitive(String what, dnnl_primitive_desc descriptor) {
    dnnl_primitive made = new dnnl_primitive();
    Dnnl.check(dnnl_primitive_create(made, descriptor), what);
    destroyers.push(() -> dnnl_primitive_destroy(made));
    return made;
  }

  public dnnl_memory memory(dnnl_engine engine, Layout layout, long address) {
    dnnl_memory made = new dnnl_memory();
    Dnnl.check(
        dnnl_memory_create(made, layout.descriptor(), engine, new Address(address)),
        "wrapping memory");
    destroyers.push(() -> dnnl_memory_destroy(made));
    return made;
  }

  public dnnl_stream stream(dnnl_engine engine) {
    dnnl_stream made = new dnnl_stream();
    Dnnl.check(dnnl_stream_create(made, engine, dnnl_stream_default_flags), "creating a stream");
    destroyers.push(() -> dnnl_stream_destroy(made));
    return made;
  }

  /** Zeroed bytes. JavaCPP does not count them: it would count the memory of the whole process. */
  public Pointer bytes(long count) {
    Pointer made = Pointer.calloc(count, 1);
    if (made == null || made.isNull()) {
      throw new OutOfMemoryError("The machine could not give " + count + " bytes.");
    }
    destroyers.push(() -> Pointer.free(made));
    return made;
  }

  @Override
  public void close() {
    while (!destroyers.isEmpty()) {
      destroyers.pop().run();
    }
  }

  private static final class Address extends Pointer {
    Address(long address) {
      this.address = address;
    }
  }
}
