package io.github.markhor.cli;

import io.github.markhor.applications.Applications;
import io.github.markhor.classifier.ClassifierTraining;
import io.github.markhor.classifier.ImageClassifier;
import io.github.markhor.reports.LiveCurves;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a classifier on a folder of pictures. */
@Command(
    name = "train",
    sortOptions = false,
    description = "Trains a classifier on pictures that lie in a folder for each class.",
    footer = {
      "",
      "Examples:",
      "  markhor train pictures --out classifier",
      "  markhor train pictures --base mobilenet_v2 --weights mobilenet_v2_notop.h5"
    })
final class TrainCommand extends Program {
  @Parameters(
      paramLabel = "DIR",
      description = "A folder with a folder of pictures for each class.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "classifier",
      description = "The folder of the results. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--validation",
      paramLabel = "DIR|SHARE",
      defaultValue = "0.2",
      description =
          "A folder of the same classes to validate with, or a share of the pictures. Default:"
              + " ${DEFAULT-VALUE}.")
  private String validation;

  @Option(
      names = "--base",
      paramLabel = "NAME|FILE",
      description =
          "A trained network to build on: a model file, or a name such as mobilenet_v2, with"
              + " --weights.")
  private String base;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "The weights of the network named by --base, .h5, .weights.h5 or .keras.")
  private Path weights;

  @Option(
      names = "--scale",
      paramLabel = "RANGE",
      defaultValue = "-1..1",
      description =
          "What a model file named by --base wants pixels to be: 0..255, 0..1, -1..1, caffe or"
              + " torch. Default: ${DEFAULT-VALUE}.")
  private String scale;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      converter = AtLeastOne.class,
      description = "Height and width of what the network sees. Default: by the pictures.")
  private Integer size;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description =
          "The most epochs; fewer if the validation gets no better. Default: 30, on a base 60.")
  private Integer epochs;

  @Option(
      names = "--fine",
      paramLabel = "N",
      converter = AtLeastZero.class,
      defaultValue = "5",
      description = "The most epochs of the base's last layers. Default: ${DEFAULT-VALUE}.")
  private int fine;

  @Option(
      names = "--fine-layers",
      paramLabel = "N",
      converter = AtLeastZero.class,
      defaultValue = "40",
      description = "How many layers, the last, those are. Default: ${DEFAULT-VALUE}.")
  private int fineLayers;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      converter = AtLeastOne.class,
      defaultValue = "32",
      description = "Pictures in a step. Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(
      names = "--no-augment",
      description = "Pictures are not turned, shifted, enlarged and mirrored at random.")
  private boolean plain;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "float32",
      description =
          "float32, or mixed_bfloat16, quicker where the processor has it. Default:"
              + " ${DEFAULT-VALUE}.")
  private String policy;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides weights, order and augmentation. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--live",
      description = "Serves a page on this machine with the curves while they grow.")
  private boolean live;

  @Option(
      names = "--resume",
      description = "Goes on with a training of the same settings that was broken off.")
  private boolean resume;

  @Option(
      names = "--overwrite",
      description = "Trains anew where --out holds another training's results.")
  private boolean overwrite;

  @Spec private picocli.CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    ClassifierTraining training =
        ClassifierTraining.of(data, out)
            .fineEpochs(fine)
            .fineLayers(fineLayers)
            .batchSize(batchSize)
            .augment(!plain)
            .policy(policy)
            .seed(seed)
            .resume(resume)
            .overwrite(overwrite)
            .log(System.out::println);
    if (validation.matches("[0-9.]+") && !Files.isDirectory(Path.of(validation))) {
      training = training.validationSplit(share());
    } else {
      training = training.validation(Path.of(validation));
    }
    if (size != null) {
      training = training.targetSize(size, size);
    }
    if (epochs != null) {
      training = training.epochs(epochs);
    }
    if (live) {
      training = training.callbacks(LiveCurves.serve(0));
    }
    ClassifierTraining whole = withBase(training);
    Thread hint = new Thread(TrainCommand::sayHowToResume, "hint");
    Runtime.getRuntime().addShutdownHook(hint);
    try (ImageClassifier classifier = whole.run()) {
      System.out.println("Try it: markhor predict " + out + " PICTURE ...");
    } finally {
      forget(hint);
    }
    return 0;
  }

  private static void sayHowToResume() {
    System.err.println();
    System.err.println("Broken off. The same options with --resume go on where it was.");
  }

  private static void forget(Thread hint) {
    try {
      Runtime.getRuntime().removeShutdownHook(hint);
    } catch (IllegalStateException endsAlready) {
      return;
    }
  }

  private double share() {
    try {
      return Double.parseDouble(validation);
    } catch (NumberFormatException problem) {
      throw wrong("Expected a folder or a share for --validation. Received: " + validation);
    }
  }

  private ClassifierTraining withBase(ClassifierTraining training) {
    if (base == null) {
      if (weights != null) {
        throw wrong("Expected the name of a network, --base, with --weights. Received: none");
      }
      return training;
    }
    if (Files.isRegularFile(Path.of(base))) {
      if (weights != null) {
        throw wrong(
            "Expected --weights with the name of a network alone. Received: --base " + base);
      }
      return training.base(Path.of(base), scale);
    }
    if (weights == null) {
      throw wrong(
          "Expected a model file that is there, or the name of a network with --weights. Received:"
              + " --base "
              + base);
    }
    return training.base(Applications.of(base).weights(weights));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
