package io.github.markhor.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.data.ArrayFlow;
import io.github.markhor.data.ClassMode;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.table.Columns;
import io.github.markhor.data.table.DataFrame;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Concatenate;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources of pictures with further inputs, labels for several outputs, or masks, into models. */
class SeveralInputsAndOutputsTest {
  private static final FitOptions TWICE = FitOptions.defaults().epochs(2).verbose(0);

  @TempDir Path folder;

  private static Tensor numbers(int... sizes) {
    float[] values = Tensor.zeros(sizes).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 101) / 101f;
    }
    return Tensor.of(values, sizes);
  }

  @Test
  void furtherInputsGoWithTheirPictures() {
    Input pictures = Input.of(4, 5, 1).name("pictures");
    Input facts = Input.of(2).name("facts");
    Symbol y = Dense.of(1).apply(Concatenate.of().apply(Flatten.of().apply(pictures), facts));
    Tensor x = numbers(7, 4, 5, 1);
    Tensor more = numbers(7, 2);
    Tensor labels = numbers(7, 1);
    ArrayFlow flow = ArrayFlow.defaults().batchSize(3).shuffle(false);
    ImageDataGenerator plain = ImageDataGenerator.builder().build();
    try (Model model = Model.of(List.of(pictures, facts), List.of(y));
        BatchSource source = plain.flow(List.of(x, more), labels, null, flow)) {
      model.compile("sgd", "mse");
      assertArrayEquals(
          model.predict(Tensors.of(x, more)).toArray(), model.predict(source).toArray(), 1e-6f);
      assertEquals(
          model.evaluate(Tensors.of(x, more), labels, 3).get("loss"),
          model.evaluate(source).get("loss"),
          1e-6);
      assertEquals(2, model.fit(source, TWICE).get("loss").size());
    }
  }

  @Test
  void columnsAreLabelsOfTheOutputsInTheirOrder() throws IOException {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      BufferedImage picture = new BufferedImage(5, 4, BufferedImage.TYPE_BYTE_GRAY);
      picture.getRaster().setSample(i, 1, 0, 200);
      ImageIO.write(picture, "png", folder.resolve(i + ".png").toFile());
      files.add(i + ".png");
    }
    DataFrame frame =
        DataFrame.ofColumns(
            Map.of(
                "filename", files,
                "left", List.of(0, 1, 2, 3, 4),
                "right", List.of(0, 10, 20, 30, 40)));
    Columns columns = Columns.defaults().y(List.of("left", "right"));
    Input x = Input.of(4, 5, 1);
    Symbol flat = Flatten.of().apply(x);
    Symbol left = Dense.of(1).name("left").kernelInitializer("zeros").apply(flat);
    Symbol right = Dense.of(1).name("right").kernelInitializer("zeros").apply(flat);
    Flow flow =
        Flow.defaults()
            .targetSize(4, 5)
            .colorMode("grayscale")
            .batchSize(2)
            .classMode(ClassMode.MULTI_OUTPUT);
    try (Model model = Model.of(List.of(x), List.of(left, right));
        BatchSource source =
            ImageDataGenerator.builder().build().flowFromDataframe(frame, folder, columns, flow)) {
      model.compile("sgd", "mae", CompileOptions.defaults().lossWeights(1, 0.5));
      Map<String, Double> logs = model.evaluate(source);
      assertEquals(2, logs.get("left_loss"), 1e-6);
      assertEquals(20, logs.get("right_loss"), 1e-5);
      assertEquals(12, logs.get("loss"), 1e-5);
      assertEquals(Shape.of(5, 1), model.predictAll(source).tensor("right").shape());
      model.fit(source, TWICE);
    }
  }

  @Test
  void aModelLearnsMasksThatAreTransformedLikeTheirPictures() {
    Tensor pictures = numbers(12, 6, 6, 1);
    float[] inverted = pictures.toArray();
    for (int i = 0; i < inverted.length; i++) {
      inverted[i] = 1 - 2 * inverted[i];
    }
    ImageDataGenerator moving =
        ImageDataGenerator.builder().horizontalFlip(true).verticalFlip(true).build();
    ArrayFlow flow = ArrayFlow.defaults().batchSize(4).seed(9);
    Input x = Input.of(6, 6, 1);
    try (Model model =
            Model.of(
                ModelOptions.defaults().seed(4),
                List.of(x),
                List.of(Conv2D.of(1, 1).name("mask").apply(x)));
        BatchSource pairs =
            BatchSource.zip(
                moving.flow(pictures, flow),
                moving.flow(Tensor.of(inverted, pictures.shape()), flow))) {
      model.compile(SGD.of(0.5), MeanSquaredError.of());
      History history = model.fit(pairs, FitOptions.defaults().epochs(120).verbose(0));
      // Each pixel follows from the picture's at its place: with others the loss would stay.
      assertTrue(history.get("loss").get(119) < 1e-4, history.toString());
      assertEquals(-2, model.getWeights().get(0).toArray()[0], 0.1);
    }
  }
}
