package io.github.markhor.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.markhor.file.AtomicFile;
import io.github.markhor.text.JsonBounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file in which a search keeps its finished trials, replaced at once after each.
 *
 * @param path null for a search that keeps nothing
 * @param search what the search is; the trials of another are refused
 */
record SearchFile(Path path, String search) {
  private static final ObjectMapper JSON = new ObjectMapper(JsonBounds.factory());

  /**
   * The scores of the finished trials, by number; none if there is no file.
   *
   * @throws IllegalStateException if the file is no search's, or another search's
   */
  Map<Integer, Double> read() {
    Map<Integer, Double> scores = new LinkedHashMap<>();
    if (path == null || !Files.exists(path)) {
      return scores;
    }
    JsonNode root;
    try {
      root = JSON.readTree(path.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the search's file "
              + path
              + "; remove it, or choose another, to search anew: "
              + e,
          e);
    }
    String found = root == null ? "" : root.path("search").asText();
    if (!found.equals(search)) {
      throw new IllegalStateException(
          "Expected a file of the same search, "
              + search
              + "; remove it, or choose another, to search anew. Received: "
              + path
              + (found.isEmpty() ? ", which is no file of a search" : " of " + found));
    }
    for (JsonNode trial : root.path("trials")) {
      JsonNode score = trial.path("score");
      scores.put(trial.path("trial").asInt(), score.isNumber() ? score.asDouble() : Double.NaN);
    }
    return scores;
  }

  void write(List<TrialResult> results) {
    if (path == null) {
      return;
    }
    ObjectNode root = JSON.createObjectNode().put("search", search);
    ArrayNode trials = root.putArray("trials");
    for (TrialResult result : results) {
      ObjectNode trial = trials.addObject().put("trial", result.trial().number());
      trial.put("epochs", result.trial().epochs());
      trial.set("settings", JSON.valueToTree(result.trial().settings().values()));
      if (Double.isFinite(result.score())) {
        trial.put("score", result.score());
      } else {
        trial.putNull("score");
      }
    }
    AtomicFile.write(
        path,
        temporary -> {
          try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(temporary.toFile(), root);
          } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the search's file " + path + ": " + e, e);
          }
        });
  }
}
