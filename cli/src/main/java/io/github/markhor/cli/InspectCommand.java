package io.github.markhor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.file.Architecture;
import io.github.markhor.file.LayerDescription;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.ModelFormats;
import io.github.markhor.file.SavedModel;
import io.github.markhor.tensor.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a model file contains and whether it opens. */
@Command(
    name = "inspect",
    sortOptions = false,
    description = "Says what a model file contains and whether it opens here; 1 if it does not.",
    footer = {"", "Example: markhor inspect keras_model.h5"})
final class InspectCommand extends Program {
  @Parameters(paramLabel = "FILE", description = "A model file, .keras, .h5 or .hdf5.")
  private Path file;

  @Option(names = "--json", description = "Writes one object, for programs.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    ObjectNode facts = new ObjectMapper().createObjectNode();
    facts.put("file", file.toString());
    facts.put("bytes", Files.size(file));
    describe(facts);
    boolean opens = open(facts);
    if (json) {
      System.out.println(facts);
    } else {
      print(facts);
    }
    return opens ? 0 : 1;
  }

  private void describe(ObjectNode facts) {
    try (SavedModel saved = ModelFormats.read(file)) {
      Architecture architecture = saved.architecture();
      facts.put("writer", saved.writer());
      facts.put("name", architecture.name());
      facts.put("kind", architecture.savedAs());
      Map<String, Integer> counts = new LinkedHashMap<>();
      count(architecture.layers(), counts);
      ObjectNode layers = facts.putObject("layers");
      counts.forEach(layers::put);
      facts.put("compiled", isCompiled(saved));
      saved.classNames().forEach(facts.putArray("classes")::add);
    } catch (ModelFileException problem) {
      facts.put("problem", problem.getMessage());
    }
  }

  /** What cannot be read of it is said when the model is opened. */
  private static boolean isCompiled(SavedModel saved) {
    try {
      return saved.training().get() != null;
    } catch (ModelFileException problem) {
      return true;
    }
  }

  private static void count(List<LayerDescription> layers, Map<String, Integer> counts) {
    for (LayerDescription layer : layers) {
      counts.merge(layer.className(), 1, Integer::sum);
      if (layer.model() != null) {
        count(layer.model().layers(), counts);
      }
    }
  }

  private boolean open(ObjectNode facts) {
    try (Model model = Model.load(file)) {
      facts.put("opens", true);
      facts.put("parameters", model.countParams());
      facts.put("inputs", model.inputShapes().toString());
      facts.put("outputs", model.outputShapes().toString());
      return true;
    } catch (RuntimeException problem) {
      facts.put("opens", false);
      facts.put("problem", problem.getMessage());
    }
    try (Model model = Model.load(file, LoadOptions.defaults().compile(false))) {
      facts.put("opens_without_compile", true);
      facts.put("parameters", model.countParams());
    } catch (RuntimeException problem) {
      facts.put("opens_without_compile", false);
    }
    return false;
  }

  private static void print(ObjectNode facts) {
    line("File", facts.path("file").asText() + ", " + Bytes.text(facts.path("bytes").asLong()));
    if (facts.has("writer")) {
      line("Written by", facts.path("writer").asText());
      line("Model", facts.path("name").asText() + ", " + facts.path("kind").asText());
      String layers =
          facts.path("layers").properties().stream()
              .map(entry -> entry.getValue() + " " + entry.getKey())
              .collect(Collectors.joining(", "));
      line("Layers", layers);
      line("Compiled", facts.path("compiled").asBoolean() ? "yes" : "no");
      if (!facts.path("classes").isEmpty()) {
        line("Classes", facts.path("classes").toString());
      }
    }
    if (facts.has("parameters")) {
      line("Parameters", String.format(Locale.ROOT, "%,d", facts.path("parameters").asLong()));
    }
    if (facts.has("inputs")) {
      line("Inputs", facts.path("inputs").asText());
      line("Outputs", facts.path("outputs").asText());
    }
    boolean opens = facts.path("opens").asBoolean();
    boolean without = facts.path("opens_without_compile").asBoolean();
    line("Opens here", opens ? "yes" : without ? "yes, but not what it was compiled with" : "no");
    if (facts.has("problem")) {
      System.out.println(facts.path("problem").asText());
    }
  }

  private static void line(String name, String text) {
    System.out.printf("%-11s %s%n", name, text);
  }
}
