package io.github.markhor.benchmarks;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.config.Config;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.Layer;
import io.github.markhor.network.BuiltLayer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * The training step of a network as a bare chain of oneDNN's primitives: forward, backward and
 * plain gradient descent, in the layouts that the library asks for; without dropout, loss, metrics
 * or anything of Markhor's. The result's gradient is taken to be the result. What can be hoped for
 * is read off it.
 */
final class Chain {
  private static final double RATE = 1e-6;

  private final Primitives p;
  private final int type;
  private final int batch;
  private final Deque<Runnable> backward = new ArrayDeque<>();
  private final List<Runnable> updates = new ArrayList<>();

  /** The last result and, on the way back, its gradient. */
  private Primitives.Data now;

  private int channels = 3;
  private int size;
  private boolean first = true;

  private Chain(Primitives primitives, Network network, boolean halves, int batch) {
    this.p = primitives;
    this.type = halves ? dnnl_bf16 : dnnl_f32;
    this.batch = batch;
    this.size = network.size();
  }

  /** Makes the chain of a network. */
  static Primitives of(Network network, boolean halves, int batch) {
    Primitives primitives = new Primitives();
    Chain chain = new Chain(primitives, network, halves, batch);
    chain.now =
        primitives.allocate(
            primitives.tagged(dnnl_f32, dnnl_nhwc, batch, 3, chain.size, chain.size), 1);
    List<Layer> layers = layers(network);
    for (int i = 0; i < layers.size(); i++) {
      Config config = layers.get(i).config();
      switch (layers.get(i).className()) {
        case "Conv2D" -> chain.convolution(config, poolFollows(layers, i));
        case "MaxPooling2D" -> chain.pooling(config.getTuple("pool_size", 2, 2)[0]);
        case "Dense" -> chain.dense(config);
        default -> {}
      }
    }
    chain.backward.forEach(Runnable::run);
    chain.updates.forEach(Runnable::run);
    return primitives;
  }

  /** The layers, without those that apply ReLU once more. */
  private static List<Layer> layers(Network network) {
    try (Model model = network.model(DTypePolicy.FLOAT32, 1)) {
      if (!(model instanceof Sequential)) {
        throw new IllegalArgumentException(
            "Expected a network without branches, one of "
                + Network.ids()
                + ". Received: "
                + network.id());
      }
      return model.layers().stream()
          .map(BuiltLayer::layer)
          .filter(layer -> !layer.className().equals("Activation"))
          .toList();
    }
  }

  private static boolean poolFollows(List<Layer> layers, int at) {
    return at + 1 < layers.size() && layers.get(at + 1).className().equals("MaxPooling2D");
  }

  private dnnl_memory_desc pictures(int anyType, int channelCount, int rows) {
    return p.any(anyType, batch, channelCount, rows, rows);
  }

  private void convolution(Config config, boolean poolFollows) {
    int filters = config.requireInt("filters");
    int in = channels;
    int kernel = config.getTuple("kernel_size", 3, 3)[0];
    int pad = "same".equals(config.getString("padding", "valid")) ? kernel / 2 : 0;
    int rows = size + 2 * pad - kernel + 1;
    long[] ones = {1, 1};
    long[] none = {0, 0};
    long[] pads = {pad, pad};
    dnnl_memory_desc x = pictures(type, channels, size);
    dnnl_memory_desc y = pictures(type, filters, rows);
    dnnl_memory_desc anyKernel = p.any(type, filters, channels, kernel, kernel);
    dnnl_memory_desc bias = p.tagged(dnnl_f32, dnnl_a, filters);
    Primitives.Data weights =
        p.allocate(p.tagged(dnnl_f32, dnnl_hwio, filters, channels, kernel, kernel), 0.05);
    Primitives.Data shift = p.allocate(bias);
    dnnl_primitive_desc forward =
        p.describe(
            made ->
                dnnl_convolution_forward_primitive_desc_create(
                    made,
                    p.engine(),
                    dnnl_forward_training,
                    dnnl_convolution_direct,
                    x,
                    anyKernel,
                    bias,
                    y,
                    ones,
                    none,
                    pads,
                    pads,
                    p.attributes(true)));
    Primitives.Data input = now;
    Primitives.Data output = forward(forward, input, weights, shift);
    boolean lowest = first;
    backward.push(
        () -> {
          if (!poolFollows) {
            relu(output);
          }
          dnnl_memory_desc kernelGradient = p.any(dnnl_f32, filters, in, kernel, kernel);
          dnnl_primitive_desc byWeights =
              p.describe(
                  made ->
                      dnnl_convolution_backward_weights_primitive_desc_create(
                          made,
                          p.engine(),
                          dnnl_convolution_direct,
                          x,
                          kernelGradient,
                          bias,
                          y,
                          ones,
                          none,
                          pads,
                          pads,
                          forward,
                          p.attributes(false)));
          byWeights(byWeights, input, weights, shift);
          if (lowest) {
            return;
          }
          dnnl_primitive_desc byInput =
              p.describe(
                  made ->
                      dnnl_convolution_backward_data_primitive_desc_create(
                          made,
                          p.engine(),
                          dnnl_convolution_direct,
                          x,
                          anyKernel,
                          y,
                          ones,
                          none,
                          pads,
                          pads,
                          forward,
                          p.attributes(false)));
          now = byInput(byInput, weights);
        });
    now = output;
    channels = filters;
    size = rows;
    first = false;
  }

  /** Adds a layer with weights; gives its result. */
  private Primitives.Data forward(
      dnnl_primitive_desc layer,
      Primitives.Data input,
      Primitives.Data weights,
      Primitives.Data shift) {
    Primitives.Data output = p.allocate(p.layout(layer, DNNL_ARG_DST));
    p.add(
        layer,
        DNNL_ARG_SRC,
        p.in(input, p.layout(layer, DNNL_ARG_SRC)),
        DNNL_ARG_WEIGHTS,
        p.in(weights, p.layout(layer, DNNL_ARG_WEIGHTS)),
        DNNL_ARG_BIAS,
        shift,
        DNNL_ARG_DST,
        output);
    return output;
  }

  /** Adds the gradients of a layer's weights, and later their update. */
  private void byWeights(
      dnnl_primitive_desc layer,
      Primitives.Data input,
      Primitives.Data weights,
      Primitives.Data shift) {
    Primitives.Data dWeights = p.allocate(p.layout(layer, DNNL_ARG_DIFF_WEIGHTS));
    Primitives.Data dShift = p.allocate(shift.layout());
    p.add(
        layer,
        DNNL_ARG_SRC,
        p.in(input, p.layout(layer, DNNL_ARG_SRC)),
        DNNL_ARG_DIFF_DST,
        p.in(now, p.layout(layer, DNNL_ARG_DIFF_DST)),
        DNNL_ARG_DIFF_WEIGHTS,
        dWeights,
        DNNL_ARG_DIFF_BIAS,
        dShift);
    updates.add(() -> p.descend(weights, dWeights, RATE));
    updates.add(() -> p.descend(shift, dShift, RATE));
  }

  /** Adds the gradient of a layer's input; gives it. */
  private Primitives.Data byInput(dnnl_primitive_desc layer, Primitives.Data weights) {
    Primitives.Data dx = p.allocate(p.layout(layer, DNNL_ARG_DIFF_SRC));
    p.add(
        layer,
        DNNL_ARG_DIFF_DST,
        p.in(now, p.layout(layer, DNNL_ARG_DIFF_DST)),
        DNNL_ARG_WEIGHTS,
        p.in(weights, p.layout(layer, DNNL_ARG_WEIGHTS)),
        DNNL_ARG_DIFF_SRC,
        dx);
    return dx;
  }

  /** ReLU on the way back: where the result is 0, the gradient becomes 0. */
  private void relu(Primitives.Data result) {
    Primitives.Data gradient = p.in(now, result.layout());
    dnnl_primitive_desc forward =
        p.describe(
            made ->
                dnnl_eltwise_forward_primitive_desc_create(
                    made,
                    p.engine(),
                    dnnl_forward_training,
                    dnnl_eltwise_relu_use_dst_for_bwd,
                    result.layout(),
                    result.layout(),
                    0,
                    0,
                    p.attributes(false)));
    dnnl_primitive_desc back =
        p.describe(
            made ->
                dnnl_eltwise_backward_primitive_desc_create(
                    made,
                    p.engine(),
                    dnnl_eltwise_relu_use_dst_for_bwd,
                    result.layout(),
                    result.layout(),
                    result.layout(),
                    0,
                    0,
                    forward,
                    p.attributes(false)));
    p.add(back, DNNL_ARG_DST, result, DNNL_ARG_DIFF_DST, gradient, DNNL_ARG_DIFF_SRC, gradient);
    now = gradient;
  }

  private void pooling(int window) {
    int rows = size / window;
    long[] sizes = {window, window};
    long[] none = {0, 0};
    Primitives.Data input = now;
    dnnl_memory_desc y = pictures(type, channels, rows);
    dnnl_primitive_desc forward =
        p.describe(
            made ->
                dnnl_pooling_forward_primitive_desc_create(
                    made,
                    p.engine(),
                    dnnl_forward_training,
                    dnnl_pooling_max,
                    input.layout(),
                    y,
                    sizes,
                    sizes,
                    none,
                    none,
                    none,
                    p.attributes(false)));
    Primitives.Data output = p.allocate(p.layout(forward, DNNL_ARG_DST));
    Primitives.Data positions = p.allocate(p.layout(forward, DNNL_ARG_WORKSPACE));
    p.add(forward, DNNL_ARG_SRC, input, DNNL_ARG_DST, output, DNNL_ARG_WORKSPACE, positions);
    backward.push(
        () -> {
          // After pooling there is less to do, and it comes to the same.
          relu(output);
          dnnl_primitive_desc back =
              p.describe(
                  made ->
                      dnnl_pooling_backward_primitive_desc_create(
                          made,
                          p.engine(),
                          dnnl_pooling_max,
                          input.layout(),
                          output.layout(),
                          sizes,
                          sizes,
                          none,
                          none,
                          none,
                          forward,
                          p.attributes(false)));
          Primitives.Data dx = p.allocate(input.layout());
          p.add(back, DNNL_ARG_DIFF_DST, now, DNNL_ARG_WORKSPACE, positions, DNNL_ARG_DIFF_SRC, dx);
          now = dx;
        });
    now = output;
    size = rows;
  }

  private void dense(Config config) {
    int units = config.requireInt("units");
    boolean relu = "relu".equals(config.getString("activation", "linear"));
    long rows = size;
    long in = channels;
    dnnl_memory_desc x = size > 0 ? pictures(type, channels, size) : p.any(type, batch, channels);
    dnnl_memory_desc anyWeights =
        size > 0 ? p.any(type, units, in, rows, rows) : p.any(type, units, in);
    dnnl_memory_desc anyGradient =
        size > 0 ? p.any(dnnl_f32, units, in, rows, rows) : p.any(dnnl_f32, units, in);
    Primitives.Data weights =
        p.allocate(
            size > 0
                ? p.tagged(dnnl_f32, dnnl_hwio, units, in, rows, rows)
                : p.tagged(dnnl_f32, dnnl_ba, units, in),
            0.01);
    dnnl_memory_desc bias = p.tagged(dnnl_f32, dnnl_a, units);
    Primitives.Data shift = p.allocate(bias);
    dnnl_memory_desc y = p.any(type, batch, units);
    dnnl_primitive_desc forward =
        p.describe(
            made ->
                dnnl_inner_product_forward_primitive_desc_create(
                    made,
                    p.engine(),
                    dnnl_forward_training,
                    x,
                    anyWeights,
                    bias,
                    y,
                    p.attributes(relu)));
    Primitives.Data input = now;
    Primitives.Data output = forward(forward, input, weights, shift);
    backward.push(
        () -> {
          if (relu) {
            relu(output);
          }
          dnnl_primitive_desc byWeights =
              p.describe(
                  made ->
                      dnnl_inner_product_backward_weights_primitive_desc_create(
                          made, p.engine(), x, anyGradient, bias, y, forward, p.attributes(false)));
          byWeights(byWeights, input, weights, shift);
          dnnl_primitive_desc byInput =
              p.describe(
                  made ->
                      dnnl_inner_product_backward_data_primitive_desc_create(
                          made, p.engine(), x, anyWeights, y, forward, p.attributes(false)));
          // The primitive before may give another layout.
          now = p.in(byInput(byInput, weights), input.layout());
        });
    now = output;
    channels = units;
    size = 0;
  }
}
