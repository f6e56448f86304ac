package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Warp;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;

/**
 * The base of layers that change pictures (N, H, W, C) at random in training, each picture of a
 * batch by numbers of its own. Outside training they usually change nothing.
 *
 * @param <L> the layer's own class
 */
abstract class RandomPictures<L extends RandomPictures<L>> extends SeededLayer<L>
    implements ChannelsLayer<L> {
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /** For the layers of this package. */
  RandomPictures() {}

  /** Where the channels are. Default: last. */
  @Override
  public final L dataFormat(DataFormat dataFormat) {
    Require.notNull("dataFormat", dataFormat);
    return with(layer -> ((RandomPictures<?>) layer).dataFormat = dataFormat);
  }

  @Override
  public final Shape outputShape(Shape input) {
    return dataFormat.fromLast(resultShape(Windows.picture(this::wrongInput, dataFormat, input)));
  }

  /** The shape (H, W, C) of the result for pictures of that shape. */
  Shape resultShape(Shape picture) {
    return picture;
  }

  @Override
  public final Value call(Value x, LayerContext context) {
    if (!context.training() && leavesAtInference()) {
      return x;
    }
    Value pictures = dataFormat.toLast(x);
    return dataFormat.fromLast(context.training() ? transformed(pictures) : inferred(pictures));
  }

  /** Pictures (N, H, W, C) as training sees them. */
  abstract Value transformed(Value pictures);

  /** Whether pictures stay as they are outside training. */
  boolean leavesAtInference() {
    return true;
  }

  /** Pictures (N, H, W, C) as inference sees them. */
  Value inferred(Value pictures) {
    return pictures;
  }

  /** A number for each picture, (N, 1). */
  final Value draw(Value pictures, int draw, Factor factor) {
    int n = pictures.shape().size(0);
    return uniform(pictures.graph(), draw, factor.low(), factor.high(), n, 1);
  }

  /** Pictures of a size seen through maps (N, 6) or (1, 6), see {@link Warp}. */
  static Value warped(Value pictures, Warp.Sampling sampling, Value maps, int height, int width) {
    Value each = maps.broadcastTo(Shape.of(pictures.shape().size(0), 6));
    return pictures
        .graph()
        .apply(new Warp.Forward(sampling, height, width), pictures, each)
        .output(0);
  }

  /** Maps (N, 6) of numbers (N, 1), or (1, 6) of numbers (). */
  static Value maps(Value... six) {
    Graph graph = six[0].graph();
    Value sum = null;
    for (int i = 0; i < six.length; i++) {
      float[] place = new float[6];
      place[i] = 1;
      Value part = six[i].mul(graph.constant(Type.float32(Shape.of(1, 6)), place));
      sum = sum == null ? part : sum.add(part);
    }
    return sum;
  }

  /** Adds the arguments of this class. */
  final void addPictures(Config config) {
    config.with("data_format", dataFormat);
    addSeed(config);
  }

  /** A copy with the arguments of this class and those of all layers. */
  final L picturesConfigured(Config config) {
    return seeded(config).dataFormat(config.getEnum("data_format", dataFormat));
  }
}
