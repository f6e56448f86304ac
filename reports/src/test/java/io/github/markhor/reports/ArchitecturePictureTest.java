package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.applications.Applications;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Concatenate;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.ReLU;
import io.github.markhor.tensor.Shape;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitecturePictureTest {
  @Test
  void aBoxSaysNameTypeActivationAndShape() {
    try (Sequential model =
        Sequential.of(
            Input.of(9, 7, 2),
            Conv2D.of(4, 3).activation("relu").name("edges"),
            Flatten.of(),
            Dense.of(3).name("classes"))) {
      ArchitecturePicture picture = ArchitecturePicture.of(model);
      assertEquals(4, picture.boxes());
      String svg = picture.svg();
      for (String text :
          List.of("edges", "Conv2D · relu  (None, 7, 5, 4)", "Dense  (None, 3)", "InputLayer")) {
        assertTrue(svg.contains(text), text);
      }
      BufferedImage large = picture.image(2);
      assertEquals(2 * picture.width(), large.getWidth());
      model.layer("edges").setTrainable(false);
      svg = ArchitecturePicture.of(model).showTrainable(true).showDtype(true).svg();
      assertTrue(svg.contains("Conv2D · relu · frozen · float32  (None, 7, 5, 4)"), svg);
      assertTrue(svg.contains("Dense · float32  (None, 3)"));
    }
  }

  private static Model twoInputs() {
    Input image = Input.of(Shape.UNKNOWN, Shape.UNKNOWN, 3).name("image");
    Input facts = Input.of(7).name("facts");
    Symbol conv = Conv2D.of(8, 3).padding("same").name("conv").apply(image);
    Symbol norm = BatchNormalization.of().name("norm").apply(conv);
    Symbol relu = ReLU.of().name("relu").apply(norm);
    Symbol second = Conv2D.of(8, 3).padding("same").name("second").apply(relu);
    Symbol sum = Add.of().name("sum").apply(relu, second);
    Symbol seen = GlobalAveragePooling2D.of().name("seen").apply(sum);
    Layer shared = Dense.of(8).name("shared");
    Symbol both = Concatenate.of().name("both").apply(shared.apply(seen), Dense.of(8).apply(facts));
    return Model.of(
        List.of(image, facts), List.of(Dense.of(3).name("kind").apply(both), shared.apply(seen)));
  }

  @Test
  void severalInputsOutputsAndCallsAreBoxesOfTheirOwn() {
    try (Model model = twoInputs()) {
      ArchitecturePicture picture = ArchitecturePicture.of(model);
      assertEquals(13, picture.boxes());
      String svg = picture.svg();
      assertTrue(svg.contains("(None, None, None, 8)"));
      assertTrue(svg.contains("shared (call 2)"));
      // Normalization and activation join the convolution; the second convolution does not.
      ArchitecturePicture collapsed = picture.collapseChains(true);
      assertEquals(11, collapsed.boxes());
      assertTrue(collapsed.svg().contains("Conv2D + BatchNormalization + ReLU"));
      assertTrue(collapsed.height() < picture.height());
    }
  }

  @Test
  void aModelWithinIsOneBoxOrItsLayers() {
    try (Model model = SmallClassifier.make()) {
      ArchitecturePicture closed = ArchitecturePicture.of(model);
      assertEquals(4, closed.boxes());
      assertFalse(closed.svg().contains(">c3<"));
      ArchitecturePicture open = closed.expandNested(true);
      assertEquals(4, open.boxes());
      String svg = open.svg();
      assertTrue(svg.contains("c3") && svg.contains("Add  (None, 6, 5, 4)"), svg);
      assertTrue(open.height() > closed.height() + 200);
    }
  }

  @Test
  void largeNetworksStandInColumns() {
    try (Model model = Applications.mobileNetV2().inputShape(64, 64, 3).classes(10).model()) {
      ArchitecturePicture picture = ArchitecturePicture.of(model);
      assertTrue(picture.height() < 3000 && picture.width() < 4000, picture.width() + "");
      assertTrue(picture.columns(1).height() > 10_000);
      assertTrue(picture.columns(3).height() < 5_000);
      assertThrows(IllegalArgumentException.class, () -> picture.columns(0));
    }
  }

  /** In each rank boxes and passing edges keep their distance; a small graph has no crossings. */
  @Test
  void edgesGoAroundBoxes() {
    int n = 40;
    double[] widths = new double[n];
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      widths[i] = 60 + i * 37 % 90;
      if (i > 0) {
        edges.add(new int[] {i - 1 - (i % 3 == 0 && i > 2 ? 2 : 0), i});
      }
      if (i >= 7 && i % 5 == 0) {
        edges.add(new int[] {i - 7, i});
      }
    }
    LayeredLayout layout = new LayeredLayout(widths, edges, 10);
    int boxes = 0;
    for (List<LayeredLayout.Point> rank : layout.ranks()) {
      for (int i = 0; i < rank.size(); i++) {
        boxes += rank.get(i).box() >= 0 ? 1 : 0;
        assertTrue(rank.get(i).left() > -1e-6);
        if (i > 0) {
          assertTrue(rank.get(i).left() - rank.get(i - 1).right() > 10 - 1e-6);
        }
      }
    }
    assertEquals(n, boxes);
    assertEquals(edges.size(), layout.routes().size());
    for (int i = 0; i < edges.size(); i++) {
      List<LayeredLayout.Point> route = layout.routes().get(i);
      assertEquals(edges.get(i)[0], route.get(0).box());
      assertEquals(edges.get(i)[1], route.get(route.size() - 1).box());
      for (int k = 1; k < route.size(); k++) {
        assertEquals(route.get(k - 1).rank() + 1, route.get(k).rank());
      }
    }
    // 0 → 2 and 1 → 3, which cross as numbered and need not.
    LayeredLayout crossed =
        new LayeredLayout(
            new double[] {20, 20, 20, 20}, List.of(new int[] {0, 3}, new int[] {1, 2}), 10);
    double[] x = new double[4];
    crossed.ranks().forEach(rank -> rank.forEach(point -> x[point.box()] = point.x()));
    assertEquals(x[0], x[3], 1e-6);
    assertEquals(x[1], x[2], 1e-6);
  }

  /** A chain is straight, and an edge past it has a way of its own. */
  @Test
  void aChainIsStraight() {
    LayeredLayout layout =
        new LayeredLayout(
            new double[] {30, 50, 40, 30},
            List.of(new int[] {0, 1}, new int[] {1, 2}, new int[] {2, 3}, new int[] {0, 3}),
            10);
    double[] x = new double[4];
    layout
        .ranks()
        .forEach(
            rank ->
                rank.forEach(
                    point -> {
                      if (point.box() >= 0) {
                        x[point.box()] = point.x();
                      }
                    }));
    assertEquals(x[1], x[2], 3);
    assertEquals(4, layout.routes().get(3).size());
  }
}
