package io.github.markhor.backend.onednn.program;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.backend.OperationProfile;
import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;

/** One of oneDNN's primitives, with its arguments and scratch memory. */
public final class Primitive implements Instruction {
  private record Argument(int number, Place place) {}

  private final String label;
  private final Natives natives;
  private final dnnl_primitive_desc descriptor;
  private final dnnl_primitive primitive;
  private final List<Argument> arguments = new ArrayList<>();

  public Primitive(String label, Natives natives, dnnl_primitive_desc descriptor) {
    this.label = label;
    this.natives = natives;
    this.descriptor = descriptor;
    this.primitive = natives.primitive(label, descriptor);
    Layout scratch = natives.query(descriptor, DNNL_ARG_SCRATCHPAD);
    if (scratch.bytes() > 0) {
      with(
          DNNL_ARG_SCRATCHPAD,
          new Place(Buffer.inArena(scratch.bytes(), Buffer.Use.SCRATCH), scratch));
    }
  }

  /** A copy from one layout or type to another. */
  public static Primitive reorder(Dnnl dnnl, Natives natives, Place from, Place to) {
    dnnl_primitive_desc descriptor =
        natives.descriptor(
            "a reorder",
            made ->
                dnnl_reorder_primitive_desc_create(
                    made,
                    from.layout().descriptor(),
                    dnnl.engine(),
                    to.layout().descriptor(),
                    dnnl.engine(),
                    dnnl.attributes()));
    return new Primitive("Reorder", natives, descriptor)
        .with(DNNL_ARG_FROM, from)
        .with(DNNL_ARG_TO, to);
  }

  /** Adds an argument, by the library's number of it. */
  public Primitive with(int number, Place place) {
    arguments.add(new Argument(number, place));
    return this;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public List<Buffer> buffers() {
    return arguments.stream().map(argument -> argument.place().buffer()).toList();
  }

  @Override
  public OperationProfile profile() {
    List<Layout> layouts =
        arguments.stream()
            .filter(argument -> argument.number() != DNNL_ARG_SCRATCHPAD)
            .map(argument -> argument.place().layout())
            .toList();
    return new OperationProfile(
        label,
        layouts.stream().map(Layout::toString).collect(Collectors.joining(" ")),
        flops(),
        layouts.stream().mapToLong(Layout::bytes).sum(),
        natives.implementation(descriptor));
  }

  /**
   * Each number of a convolution's or product's result takes all weights of its channel, and the
   * backward passes take as many.
   */
  private long flops() {
    switch (natives.kind(descriptor)) {
      case dnnl_convolution, dnnl_inner_product, dnnl_matmul -> {
        Layout result = argument(DNNL_ARG_DST, DNNL_ARG_DIFF_DST);
        Layout weights = argument(DNNL_ARG_WEIGHTS, DNNL_ARG_DIFF_WEIGHTS);
        return 2 * result.elements() * (weights.elements() / result.sizes()[1]);
      }
      default -> {
        return 0;
      }
    }
  }

  private Layout argument(int either, int or) {
    return arguments.stream()
        .filter(argument -> argument.number() == either || argument.number() == or)
        .findFirst()
        .orElseThrow()
        .place()
        .layout();
  }

  @Override
  public Task bind(Binding binding) {
    int count = arguments.size();
    Natives natives = binding.natives();
    long sizeOfArgument = 2L * Long.BYTES;
    dnnl_exec_arg_t list = new dnnl_exec_arg_t(natives.bytes(count * sizeOfArgument));
    for (int i = 0; i < count; i++) {
      Argument argument = arguments.get(i);
      Place place = argument.place();
      list.position(i)
          .arg(argument.number())
          .memory(
              natives.memory(binding.engine(), place.layout(), binding.address(place.buffer())));
    }
    list.position(0);
    dnnl_stream stream = binding.stream();
    return step -> {
      int status = dnnl_primitive_execute(primitive, stream, count, list);
      if (status != dnnl_success) {
        Dnnl.check(status, label);
      }
    };
  }
}
