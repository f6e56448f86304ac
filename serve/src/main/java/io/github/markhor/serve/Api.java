package io.github.markhor.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.markhor.Markhor;
import io.github.markhor.classifier.Classification;
import io.github.markhor.classifier.ImageClassifier;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.reports.FeatureMaps;
import io.github.markhor.reports.GradCam;
import io.github.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.eclipse.jetty.util.Fields;

/** What the classifier is asked over the network. */
final class Api {
  private static final int TOP = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ImageClassifier classifier;
  private final Uploads uploads;

  Api(ImageClassifier classifier, Uploads uploads) {
    this.classifier = classifier;
    this.uploads = uploads;
  }

  Answer classify(List<Uploads.File> files, Fields query) {
    int top = number(query, "top", TOP);
    List<Tensor> pictures = files.stream().map(uploads::decode).toList();
    List<Classification> all = classifier.classifyAll(pictures);
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode predictions = answer.putArray("predictions");
    for (int i = 0; i < all.size(); i++) {
      ObjectNode one = predictions.addObject();
      if (!files.get(i).name().isEmpty()) {
        one.put("file", files.get(i).name());
      }
      ArrayNode classes = one.putArray("classes");
      for (Classification.Score score : all.get(i).top(top)) {
        classes
            .addObject()
            .put("name", score.name())
            .put("probability", (float) score.probability());
      }
    }
    return Answer.json(answer);
  }

  private static int number(Fields query, String name, int otherwise) {
    String value = query.getValue(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[1-9]\\d{0,5}")) {
      throw new Refusal(400, "Expected " + name + " of at least 1. Received: " + value);
    }
    return Integer.parseInt(value);
  }

  Answer explain(List<Uploads.File> files) throws IOException {
    Tensor picture = classifier.prepare(uploads.decode(only(files)));
    return Answer.png(png(GradCam.of(classifier.model(), picture).overlay()));
  }

  Answer maps(List<Uploads.File> files, Fields query) throws IOException {
    List<String> layers = layersWithMaps();
    String layer = query.getValue("layer");
    if (layer == null && !layers.isEmpty()) {
      layer = layers.get(0);
    }
    if (!layers.contains(layer)) {
      throw new Refusal(
          400, "Expected a layer that gives maps, " + layers + ". Received: " + layer);
    }
    Tensor picture = classifier.prepare(uploads.decode(only(files)));
    return Answer.png(png(FeatureMaps.of(classifier.model(), layer, picture).image()));
  }

  private static Uploads.File only(List<Uploads.File> files) {
    if (files.size() != 1) {
      throw new Refusal(400, "Expected one picture. Received: " + files.size());
    }
    return files.get(0);
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private List<String> layersWithMaps() {
    return classifier.model().layers().stream()
        .filter(layer -> layer.outputShapes().size() == 1 && layer.outputShape().rank() == 3)
        .filter(layer -> !layer.className().equals("InputLayer"))
        .map(BuiltLayer::name)
        .toList();
  }

  JsonNode model() {
    ObjectNode model = JSON.createObjectNode();
    model.put("name", classifier.model().name());
    model.put("parameters", classifier.model().countParams());
    classifier.classNames().forEach(model.putArray("classes")::add);
    model.put("height", classifier.input().height()).put("width", classifier.input().width());
    layersWithMaps().forEach(model.putArray("layers")::add);
    model.put("markhor", Markhor.version());
    return model;
  }
}
