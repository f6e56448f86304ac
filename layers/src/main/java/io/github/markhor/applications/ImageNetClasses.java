package io.github.markhor.applications;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.markhor.config.Require;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Download;
import io.github.markhor.text.JsonBounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The 1,000 classes that the published weights tell apart, in their order, read from {@code
 * imagenet_class_index.json}, which <a
 * href="https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json">Keras
 * publishes</a>. Markhor does not come with it and fetches it when {@link #fetch} is called.
 */
public final class ImageNetClasses {
  private static final int COUNT = 1000;
  private static final ObjectMapper JSON = new ObjectMapper(JsonBounds.factory());

  private static final String FILE = "imagenet_class_index.json";
  private static final String MD5 = "c2c37ea517e94d9795004a39431a14cb";
  private static final URI ADDRESS =
      URI.create("https://storage.googleapis.com/download.tensorflow.org/data/" + FILE);

  private final List<ImageNetClass> classes;

  private ImageNetClasses(List<ImageNetClass> classes) {
    this.classes = List.copyOf(classes);
  }

  private record ImageNetClass(String id, String name) {}

  /**
   * What a network makes of a picture.
   *
   * @param id of the class in WordNet: {@code n02504458}
   * @param name of the class in English: {@code African_elephant}
   * @param score of the class: its probability, where the network ends in softmax
   */
  public record Prediction(String id, String name, float score) {}

  /**
   * Reads a file in Keras's form: an object whose names are the numbers of the classes, from 0, and
   * whose values are pairs of an id and a name.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it does not have these 1,000 pairs
   */
  public static ImageNetClasses read(Path file) {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException notJson) {
      throw wrong(file, "no JSON: " + notJson.getOriginalMessage(), notJson);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Cannot read " + file + ": " + unreadable, unreadable);
    }
    List<ImageNetClass> classes = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      JsonNode pair = root.get(String.valueOf(i));
      if (pair == null || pair.size() != 2 || !pair.path(0).isTextual()) {
        throw wrong(file, (pair == null ? "none" : pair) + " for class " + i, null);
      }
      classes.add(new ImageNetClass(pair.get(0).asText(), pair.get(1).asText()));
    }
    return new ImageNetClasses(classes);
  }

  /**
   * Fetches Keras's file into a folder, unless it is there, checks it by its digest and reads it.
   *
   * @throws UncheckedIOException if it cannot be fetched
   * @throws IllegalStateException if its digest is wrong
   */
  public static ImageNetClasses fetch(Path folder) {
    return fetch(folder, ADDRESS);
  }

  /** The same from another address: a mirror. */
  public static ImageNetClasses fetch(Path folder, URI address) {
    Path file = folder.resolve(FILE);
    new Download(address, file, MD5).run();
    return read(file);
  }

  private static IllegalArgumentException wrong(Path file, String received, Exception cause) {
    return new IllegalArgumentException(
        "Expected Keras's imagenet_class_index.json, {\"0\": [\"n01440764\", \"tench\"], ...} with "
            + COUNT
            + " classes. Received: "
            + file
            + ", "
            + received,
        cause);
  }

  /** The classes' names in English, in their order: the class names of a model. */
  public List<String> names() {
    return classes.stream().map(ImageNetClass::name).toList();
  }

  /** The five classes of the highest scores; see {@link #decodePredictions(Tensor, int)}. */
  public List<List<Prediction>> decodePredictions(Tensor predictions) {
    return decodePredictions(predictions, 5);
  }

  /**
   * The classes of the highest scores for each picture, the highest first; of equal scores that of
   * the lower number.
   *
   * @param predictions (N, 1000), of a network with its classifier
   * @param top how many classes for each picture
   */
  public List<List<Prediction>> decodePredictions(Tensor predictions, int top) {
    Require.positive("top", top);
    if (predictions.shape().rank() != 2 || predictions.shape().size(1) != COUNT) {
      throw new IllegalArgumentException(
          "Expected predictions (N, 1000). Received: shape=" + predictions.shape());
    }
    float[] scores = predictions.toArray();
    return IntStream.range(0, predictions.shape().size(0))
        .mapToObj(
            picture ->
                IntStream.range(0, COUNT)
                    .mapToObj(i -> prediction(i, scores[picture * COUNT + i]))
                    .sorted(Comparator.comparing(Prediction::score).reversed())
                    .limit(top)
                    .toList())
        .toList();
  }

  private Prediction prediction(int number, float score) {
    ImageNetClass known = classes.get(number);
    return new Prediction(known.id, known.name, score);
  }
}
