package io.github.markhor.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.backend.BackendException;
import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.graph.Bfloat16Emulation;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Graph;
import io.github.markhor.text.Notices;
import java.util.function.BooleanSupplier;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.slf4j.Logger;

/**
 * Decides how graphs in bfloat16 are computed: as they are, or emulated if the user wants that;
 * they are refused where the processor cannot compute them.
 */
final class Bfloat16Support {
  /** The system property for the way bfloat16 is computed: {@code emulate}, or nothing. */
  static final String PROPERTY = "markhor.bfloat16";

  private static final Logger LOG = Notices.logger(Bfloat16Support.class);
  private static final String EMULATE = "emulate";

  private final Dnnl dnnl;
  private final BooleanSupplier emulates;
  private Boolean possible;

  /**
   * @param emulates asked for each graph: whether it is to be emulated
   */
  Bfloat16Support(Dnnl dnnl, BooleanSupplier emulates) {
    this.dnnl = dnnl;
    this.emulates = emulates;
  }

  /** Whether the system property asks for emulation. */
  static boolean emulationWanted() {
    String mode = System.getProperty(PROPERTY, "");
    if (!mode.isEmpty() && !mode.equals(EMULATE)) {
      throw new IllegalArgumentException(
          "Expected for " + PROPERTY + " nothing or " + EMULATE + ". Received: " + mode);
    }
    return mode.equals(EMULATE);
  }

  /**
   * The graph that is to be lowered.
   *
   * @throws BackendException if the processor cannot compute it
   */
  Graph prepared(Graph graph) {
    if (!Bfloat16Emulation.isAbout(graph)) {
      return graph;
    }
    if (emulates.getAsBoolean()) {
      return Bfloat16Emulation.of(graph);
    }
    if (!isPossible()) {
      throw new BackendException(
          "Expected for bfloat16, as in the policy mixed_bfloat16, a processor on which oneDNN"
              + " computes it. Received: "
              + Dnnl.instructionSet()
              + ". Use the policy float32; or -D"
              + PROPERTY
              + "="
              + EMULATE
              + ", which computes in float32 and rounds: slower than float32, for trying things"
              + " out.");
    }
    return graph;
  }

  private synchronized boolean isPossible() {
    if (possible == null) {
      possible = hasProducts();
      if (possible && Dnnl.widensBfloat16()) {
        LOG.warn(
            "This processor ({}) has no instructions for bfloat16: oneDNN converts all numbers back"
                + " and forth, and the policy float32 is about twice as fast.",
            Dnnl.instructionSet());
      }
    }
    return possible;
  }

  /** Whether oneDNN has an implementation of the simplest product of matrices. */
  private boolean hasProducts() {
    try (Natives natives = new Natives()) {
      Layout square = natives.tagged(DType.BFLOAT16, dnnl_ab, 16, 16);
      dnnl_primitive_desc made = new dnnl_primitive_desc();
      int status =
          dnnl_matmul_primitive_desc_create(
              made,
              dnnl.engine(),
              square.descriptor(),
              square.descriptor(),
              null,
              square.descriptor(),
              dnnl.attributes());
      if (status == dnnl_success) {
        dnnl_primitive_desc_destroy(made);
      }
      return status == dnnl_success;
    }
  }
}
