package io.github.markhor.cli;

import io.github.markhor.classifier.Classification;
import io.github.markhor.classifier.ImageClassifier;
import io.github.markhor.data.picture.PictureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is in pictures. */
@Command(
    name = "predict",
    sortOptions = false,
    description = "Says which class each picture is of.",
    footer = {
      "",
      "Examples:",
      "  markhor predict classifier photo.jpg",
      "  markhor predict classifier 'holiday/*.jpg' --format csv > classes.csv",
      "  find . -name '*.png' | markhor predict model.keras -",
      "A picture that cannot be read is reported, the others are classified, and the exit status"
          + " is 1."
    })
final class PredictCommand extends Program {
  private static final int BATCH = 32;

  /** The most columns that names of pictures are brought to. */
  private static final int MOST_WIDTH = 40;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A folder that markhor train has left, or a model file.")
  private Path model;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PICTURE",
      description = "A picture, a folder of pictures, a pattern, or - for names on standard input.")
  private List<String> pictures;

  @Option(
      names = "--top",
      paramLabel = "K",
      converter = AtLeastOne.class,
      defaultValue = "3",
      description = "How many of the likeliest classes are shown. Default: ${DEFAULT-VALUE}.")
  private int top;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, csv, or json: an object in a line. Default: ${DEFAULT-VALUE}.")
  private PredictionFormat format;

  @Option(
      names = "--scale",
      paramLabel = "RANGE",
      description =
          "What the model wants pixels to be: 0..255, 0..1, -1..1, caffe or torch. Default: what is"
              + " noted beside the model, else 0..255.")
  private String scale;

  @Override
  public Integer call() throws IOException {
    List<Path> files = PictureArguments.files(pictures, System.in);
    try (ImageClassifier classifier = classifier()) {
      format.begin(System.out, Math.min(top, classifier.classNames().size()));
      int width = files.stream().mapToInt(file -> file.toString().length()).max().orElse(0);
      boolean allRead = true;
      for (int from = 0; from < files.size(); from += BATCH) {
        List<Path> batch = files.subList(from, Math.min(from + BATCH, files.size()));
        allRead &= predict(classifier, batch, Math.min(width, MOST_WIDTH));
      }
      return allRead ? 0 : 1;
    }
  }

  private ImageClassifier classifier() {
    return scale == null
        ? ImageClassifier.load(model)
        : ImageClassifier.load(model, input -> input.scale(scale));
  }

  /** Classifies a batch, or, if one of its pictures cannot be read, each alone. */
  private boolean predict(ImageClassifier classifier, List<Path> batch, int width) {
    List<Classification> results = new ArrayList<>();
    try {
      results.addAll(classifier.classify(batch));
    } catch (PictureException problem) {
      if (batch.size() == 1) {
        System.err.println(problem.getMessage());
        return false;
      }
      boolean allRead = true;
      for (Path picture : batch) {
        allRead &= predict(classifier, List.of(picture), width);
      }
      return allRead;
    }
    for (int i = 0; i < batch.size(); i++) {
      format.write(System.out, batch.get(i), width, results.get(i).top(top));
    }
    return true;
  }
}
