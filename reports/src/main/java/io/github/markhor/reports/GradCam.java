package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.ModelGradients;
import io.github.markhor.config.Require;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.CallGraph;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Where a model looks for a class: the maps of a layer, weighed by the mean of the class score's
 * gradient over each, summed, and what is positive of that. As a figure: the picture, the heat map,
 * and both upon each other.
 *
 * <pre>{@code
 * GradCam cam = GradCam.of(model, picture);
 * cam.save(Path.of("why.png"));
 * Tensor heat = cam.heatMap();   // (h, w), from 0 to 1
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1610.02391">Selvaraju et al.: Grad-CAM</a>
 * @see <a href="https://keras.io/examples/vision/grad_cam/">Keras: Grad-CAM</a>
 */
public final class GradCam implements Figure {
  /** The heat map's share of the picture with both. */
  private static final double SHARE = 0.4;

  private static final int SIDE = 260;

  private final String layer;
  private final ExplainedClass explained;
  private final Tensor heatMap;
  private final Tensor shown;

  private GradCam(String layer, ExplainedClass explained, Tensor heatMap, Tensor shown) {
    this.layer = layer;
    this.explained = explained;
    this.heatMap = heatMap;
    this.shown = shown;
  }

  /**
   * Explains the predicted class of a picture.
   *
   * @param picture as the model takes it, (H, W, C) or (1, H, W, C)
   * @throws IllegalArgumentException if no layer of the model gives maps
   */
  public static GradCam of(Model model, Tensor picture) {
    return of(model, picture, ExplainOptions.defaults());
  }

  /**
   * Explains a class of a picture.
   *
   * @param picture as the model takes it, (H, W, C) or (1, H, W, C)
   * @throws IllegalArgumentException if the model has not what the options ask for
   */
  public static GradCam of(Model model, Tensor picture, ExplainOptions options) {
    Require.notNull("model", model);
    Require.notNull("options", options);
    Tensor one = OnePicture.of(picture);
    String layer = options.layer() == null ? lastMaps(model) : options.layer();
    Shape maps = model.layer(layer).outputShape();
    if (maps.rank() != 3) {
      throw new IllegalArgumentException(
          "Expected a layer whose results are maps, (H, W, C). Received: "
              + layer
              + ", whose results are "
              + maps);
    }
    ExplainedClass explained = ExplainedClass.of(model, one, options);
    ModelGradients.Result found = explained.gradients().withRespectTo(layer).compute(one);
    Tensor shown = options.shown() == null ? one : options.shown();
    return new GradCam(layer, explained, heat(found), shown);
  }

  private static String lastMaps(Model model) {
    String path = lastMaps(model.asLayer().inner(), "");
    if (path == null) {
      throw new IllegalArgumentException(
          "Expected a model with a layer whose results are maps, (H, W, C). Received: "
              + model.name());
    }
    return path;
  }

  /**
   * The last layer whose results are maps and that does more than thin them out; a model within
   * that gives no maps may have one. Null where there is none.
   */
  private static String lastMaps(CallGraph graph, String prefix) {
    for (int i = graph.calls().size() - 1; i >= 0; i--) {
      BuiltLayer layer = graph.calls().get(i).layer();
      Shape shape = graph.calls().get(i).outputShapes().get(0);
      String kind = layer.className();
      boolean thins = kind.contains("Pooling") || kind.contains("Dropout");
      if (shape.rank() == 3 && shape.size(0) != 1 && shape.size(1) != 1 && !thins) {
        return prefix + layer.name();
      }
      String within =
          layer.inner() == null ? null : lastMaps(layer.inner(), prefix + layer.name() + "/");
      if (within != null) {
        return within;
      }
    }
    return null;
  }

  private static Tensor heat(ModelGradients.Result found) {
    Shape shape = found.at().shape();
    int channels = shape.size(3);
    int points = shape.size(1) * shape.size(2);
    float[] gradients = found.gradients().toArray();
    float[] maps = found.at().toArray();
    double[] weights = new double[channels];
    for (int i = 0; i < gradients.length; i++) {
      weights[i % channels] += gradients[i] / points;
    }
    float[] heat = new float[points];
    double greatest = 0;
    for (int point = 0; point < points; point++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += weights[c] * maps[point * channels + c];
      }
      heat[point] = (float) Math.max(0, sum);
      greatest = Math.max(greatest, sum);
    }
    for (int point = 0; point < points && greatest > 0; point++) {
      heat[point] = (float) (heat[point] / greatest);
    }
    return Tensor.of(heat, shape.size(1), shape.size(2));
  }

  /** The layer whose maps were weighed. */
  public String layer() {
    return layer;
  }

  /** The number of the class that is explained. */
  public int classNumber() {
    return explained.number();
  }

  /** The name of the class that is explained. */
  public String className() {
    return explained.name();
  }

  /** What the model predicts for the class. */
  public double prediction() {
    return explained.prediction();
  }

  /** The heat, (h, w) of the layer's maps, 0 to 1; all 0 where nothing speaks for the class. */
  public Tensor heatMap() {
    return heatMap;
  }

  /** The picture with the heat upon it in colours, of the picture's size. */
  public BufferedImage overlay() {
    BufferedImage picture = TensorImage.of(shown);
    int width = picture.getWidth();
    int height = picture.getHeight();
    BufferedImage both = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double row = (y + 0.5) / height * heatMap.shape().size(0) - 0.5;
        double column = (x + 0.5) / width * heatMap.shape().size(1) - 0.5;
        int colour = ColorMap.JET.rgb(heatAt(row, column));
        both.setRGB(x, y, mixed(picture.getRGB(x, y), colour));
      }
    }
    return both;
  }

  /** The heat between four points of the maps. */
  private double heatAt(double row, double column) {
    int top = (int) Math.floor(row);
    int left = (int) Math.floor(column);
    double down = row - top;
    double right = column - left;
    return (1 - down) * ((1 - right) * heat(top, left) + right * heat(top, left + 1))
        + down * ((1 - right) * heat(top + 1, left) + right * heat(top + 1, left + 1));
  }

  private float heat(int row, int column) {
    int lastRow = heatMap.shape().size(0) - 1;
    int lastColumn = heatMap.shape().size(1) - 1;
    return heatMap.get(
        Math.max(0, Math.min(lastRow, row)), Math.max(0, Math.min(lastColumn, column)));
  }

  /** The heat in squares, in the size of the picture. */
  private BufferedImage squares(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    BufferedImage squares = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = squares.createGraphics();
    graphics.drawImage(ColorMap.JET.image(heatMap, 0, 1), 0, 0, width, height, null);
    graphics.dispose();
    return squares;
  }

  private static int mixed(int picture, int heat) {
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double level = (1 - SHARE) * (picture >> shift & 255) + SHARE * (heat >> shift & 255);
      rgb = rgb << 8 | (int) Math.round(level);
    }
    return rgb;
  }

  private Images images() {
    BufferedImage picture = TensorImage.of(shown);
    return Images.of(picture, squares(picture), overlay())
        .titles(List.of("picture", layer.substring(layer.lastIndexOf('/') + 1), explained.title()))
        .side(SIDE);
  }

  @Override
  public int width() {
    return images().width();
  }

  @Override
  public int height() {
    return images().height();
  }

  @Override
  public void draw(Graphics2D graphics) {
    images().draw(graphics);
  }
}
