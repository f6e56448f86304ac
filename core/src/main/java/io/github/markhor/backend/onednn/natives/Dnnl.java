package io.github.markhor.backend.onednn.natives;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.backend.BackendException;
import io.github.markhor.graph.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;

/**
 * The library: its engine and the attributes that all primitives share. Lives as long as the JVM.
 */
public final class Dnnl {
  private static final Map<Integer, String> INSTRUCTION_SETS =
      new TreeMap<>(
          Map.of(
              dnnl_cpu_isa_sse41, "SSE4.1",
              dnnl_cpu_isa_avx, "AVX",
              dnnl_cpu_isa_avx2, "AVX2",
              dnnl_cpu_isa_avx2_vnni, "AVX2 with VNNI",
              dnnl_cpu_isa_avx2_vnni_2, "AVX2 with VNNI and bfloat16",
              dnnl_cpu_isa_avx512_core, "AVX-512",
              dnnl_cpu_isa_avx512_core_vnni, "AVX-512 with VNNI",
              dnnl_cpu_isa_avx512_core_bf16, "AVX-512 with bfloat16",
              dnnl_cpu_isa_avx512_core_fp16, "AVX-512 with bfloat16 and float16",
              dnnl_cpu_isa_avx512_core_amx, "AVX-512 with AMX"));

  /**
   * How many primitives oneDNN keeps when no one uses them any more: enough to make the same model
   * again without compiling its code anew. Its default, 1024, holds 200 MB of code after some
   * hundred models of different shapes.
   */
  private static final int CACHED_PRIMITIVES = 128;

  private final dnnl_engine engine = new dnnl_engine();
  private final dnnl_primitive_attr plain;
  private final dnnl_primitive_attr relu;

  /** Attributes by the function that follows and its parameters. */
  private final Map<List<Number>, dnnl_primitive_attr> followed = new HashMap<>();

  public Dnnl() {
    check(dnnl_set_primitive_cache_capacity(CACHED_PRIMITIVES), "bounding its cache");
    check(dnnl_engine_create(engine, dnnl_cpu, 0), "creating the engine");
    plain = newAttributes();
    relu = followedBy(dnnl_eltwise_relu, 0, 0);
  }

  private static dnnl_primitive_attr newFollowedBy(int function, float alpha, float beta) {
    dnnl_primitive_attr made = newAttributes();
    dnnl_post_ops chain = new dnnl_post_ops();
    check(dnnl_post_ops_create(chain), "creating attributes");
    check(dnnl_post_ops_append_eltwise(chain, function, alpha, beta), "creating attributes");
    check(dnnl_primitive_attr_set_post_ops(made, chain), "creating attributes");
    dnnl_post_ops_destroy(chain);
    return made;
  }

  private static dnnl_primitive_attr newAttributes() {
    dnnl_primitive_attr made = new dnnl_primitive_attr();
    check(dnnl_primitive_attr_create(made), "creating attributes");
    // A primitive with its own scratch memory could only run on the thread that made it.
    check(
        dnnl_primitive_attr_set_scratchpad_mode(made, dnnl_scratchpad_mode_user),
        "creating attributes");
    check(dnnl_primitive_attr_set_deterministic(made, 1), "creating attributes");
    return made;
  }

  public dnnl_engine engine() {
    return engine;
  }

  /** Deterministic, with scratch memory given by the caller. */
  public dnnl_primitive_attr attributes() {
    return plain;
  }

  /** The same, followed by ReLU. */
  public dnnl_primitive_attr withRelu() {
    return relu;
  }

  /** The same, followed by multiplication by a number. */
  public dnnl_primitive_attr scaled(float factor) {
    return followedBy(dnnl_eltwise_linear, factor, 0);
  }

  /** The same, followed by a function of each element. */
  public dnnl_primitive_attr followedBy(int function, float alpha, float beta) {
    synchronized (followed) {
      return followed.computeIfAbsent(
          List.of(function, alpha, beta), key -> newFollowedBy(function, alpha, beta));
    }
  }

  public static String version() {
    var version = dnnl_version();
    return version.major() + "." + version.minor() + "." + version.patch();
  }

  /** The widest instructions that the library uses on this processor. */
  public static String instructionSet() {
    int isa = dnnl_get_effective_cpu_isa();
    String known = INSTRUCTION_SETS.get(isa);
    return known != null ? known : "instruction set 0x" + Integer.toHexString(isa);
  }

  /** True where bfloat16 is computed without instructions for it. */
  public static boolean widensBfloat16() {
    int isa = dnnl_get_effective_cpu_isa();
    return isa == dnnl_cpu_isa_avx512_core || isa == dnnl_cpu_isa_avx512_core_vnni;
  }

  static int type(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> dnnl_f32;
      case BFLOAT16 -> dnnl_bf16;
      case INT32 -> dnnl_s32;
    };
  }

  /** Throws if oneDNN could not do {@code what}. */
  public static void check(int status, String what) {
    if (status == dnnl_success) {
      return;
    }
    String reason =
        status == dnnl_unimplemented
            ? "it has no implementation on " + instructionSet()
            : status == dnnl_out_of_memory
                ? "the machine's memory is used up"
                : status == dnnl_invalid_arguments
                    ? "it refuses the arguments"
                    : "status " + status;
    throw new BackendException("oneDNN failed in " + what + ": " + reason + ".");
  }
}
