package io.github.markhor.benchmarks;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * oneDNN called as plainly as Java can: a list of primitives on memory of their own. What is made
 * here lives until the process ends.
 */
final class Primitives {
  /** Memory and its layout. */
  record Data(dnnl_memory_desc layout, dnnl_memory memory) {}

  private record Call(dnnl_primitive primitive, int count, dnnl_exec_arg_t arguments) {}

  private final dnnl_engine engine = new dnnl_engine();
  private final dnnl_stream stream = new dnnl_stream();
  private final List<Call> calls = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private final dnnl_primitive_attr plain = attributes();
  private final dnnl_primitive_attr relu = attributes();

  Primitives() {
    check(dnnl_engine_create(engine, dnnl_cpu, 0));
    check(dnnl_stream_create(stream, engine, dnnl_stream_default_flags));
    dnnl_post_ops after = new dnnl_post_ops();
    check(dnnl_post_ops_create(after));
    check(dnnl_post_ops_append_eltwise(after, dnnl_eltwise_relu, 0, 0));
    check(dnnl_primitive_attr_set_post_ops(relu, after));
  }

  static void check(int status) {
    if (status != dnnl_success) {
      throw new IllegalStateException("oneDNN answered with the status " + status + ".");
    }
  }

  private static dnnl_primitive_attr attributes() {
    dnnl_primitive_attr made = new dnnl_primitive_attr();
    check(dnnl_primitive_attr_create(made));
    return made;
  }

  dnnl_engine engine() {
    return engine;
  }

  dnnl_primitive_attr attributes(boolean withRelu) {
    return withRelu ? relu : plain;
  }

  dnnl_memory_desc tagged(int type, int tag, long... sizes) {
    dnnl_memory_desc made = new dnnl_memory_desc();
    check(dnnl_memory_desc_create_with_tag(made, sizes.length, sizes, type, tag));
    return made;
  }

  dnnl_memory_desc any(int type, long... sizes) {
    return tagged(type, dnnl_format_tag_any, sizes);
  }

  /** Zeroed memory. */
  Data allocate(dnnl_memory_desc layout) {
    return wrap(layout, Pointer.calloc(dnnl_memory_desc_get_size(layout) + 64, 1));
  }

  /** Memory of float32 with random numbers from -{@code range} to {@code range}. */
  Data allocate(dnnl_memory_desc layout, double range) {
    long count = dnnl_memory_desc_get_size(layout) / Float.BYTES;
    Pointer block = Pointer.calloc(count + 16, Float.BYTES);
    Data made = wrap(layout, block);
    FloatPointer numbers = new FloatPointer(aligned(block));
    for (long i = 0; i < count; i++) {
      numbers.put(i, (float) (range * (2 * random.nextDouble() - 1)));
    }
    return made;
  }

  private Data wrap(dnnl_memory_desc layout, Pointer block) {
    dnnl_memory made = new dnnl_memory();
    check(dnnl_memory_create(made, layout, engine, aligned(block)));
    return new Data(layout, made);
  }

  private static Pointer aligned(Pointer block) {
    return new Address((block.address() + 63) / 64 * 64);
  }

  private static final class Address extends Pointer {
    Address(long address) {
      this.address = address;
    }
  }

  dnnl_primitive_desc describe(ToIntFunction<dnnl_primitive_desc> create) {
    dnnl_primitive_desc made = new dnnl_primitive_desc();
    check(create.applyAsInt(made));
    return made;
  }

  /** The layout that a primitive wants for one of its arguments. */
  dnnl_memory_desc layout(dnnl_primitive_desc descriptor, int argument) {
    dnnl_memory_desc made = new dnnl_memory_desc();
    check(
        dnnl_memory_desc_clone(
            made, dnnl_primitive_desc_query_md(descriptor, dnnl_query_exec_arg_md, argument)));
    return made;
  }

  /** Adds a primitive to the list. */
  void add(dnnl_primitive_desc descriptor, Object... numbersAndData) {
    dnnl_primitive primitive = new dnnl_primitive();
    check(dnnl_primitive_create(primitive, descriptor));
    int count = numbersAndData.length / 2;
    dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(count);
    for (int i = 0; i < count; i++) {
      Data data = (Data) numbersAndData[2 * i + 1];
      arguments.position(i).arg((Integer) numbersAndData[2 * i]).memory(data.memory());
    }
    arguments.position(0);
    calls.add(new Call(primitive, count, arguments));
  }

  /** The data in a layout: itself, or a copy that is made anew in each step. */
  Data in(Data data, dnnl_memory_desc wanted) {
    if (dnnl_memory_desc_equal(data.layout(), wanted) != 0) {
      return data;
    }
    Data copy = allocate(wanted);
    copy(data, copy, plain);
    return copy;
  }

  /** Adds a copy, which may change the layout and the type. */
  void copy(Data from, Data to, dnnl_primitive_attr attributes) {
    add(
        describe(
            made ->
                dnnl_reorder_primitive_desc_create(
                    made, from.layout(), engine, to.layout(), engine, attributes)),
        DNNL_ARG_FROM,
        from,
        DNNL_ARG_TO,
        to);
  }

  /** Adds plain gradient descent: the weights become weights - rate times gradient. */
  void descend(Data weights, Data gradient, double rate) {
    dnnl_primitive_attr attributes = attributes();
    dnnl_post_ops after = new dnnl_post_ops();
    check(dnnl_post_ops_create(after));
    check(dnnl_post_ops_append_sum(after, 1, 0, dnnl_data_type_undef));
    check(dnnl_primitive_attr_set_post_ops(attributes, after));
    check(dnnl_primitive_attr_set_scales_mask(attributes, DNNL_ARG_SRC, 0));
    Pointer block = Pointer.calloc(32, Float.BYTES);
    Data scale = wrap(tagged(dnnl_f32, dnnl_a, 1), block);
    new FloatPointer(aligned(block)).put(0, (float) -rate);
    add(
        describe(
            made ->
                dnnl_reorder_primitive_desc_create(
                    made, gradient.layout(), engine, weights.layout(), engine, attributes)),
        DNNL_ARG_FROM,
        gradient,
        DNNL_ARG_TO,
        weights,
        DNNL_ARG_ATTR_SCALES | DNNL_ARG_SRC,
        scale);
  }

  /** Runs the list. */
  void run() {
    for (Call call : calls) {
      check(dnnl_primitive_execute(call.primitive, stream, call.count, call.arguments));
    }
    check(dnnl_stream_wait(stream));
  }
}
