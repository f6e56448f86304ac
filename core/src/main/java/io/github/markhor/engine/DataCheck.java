package io.github.markhor.engine;

import io.github.markhor.config.Require;
import io.github.markhor.network.CallGraph;
import io.github.markhor.network.Network;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import java.util.List;
import java.util.Map;

/** Checks of data before the first step. */
final class DataCheck {
  private DataCheck() {}

  /**
   * Refuses a source whose inputs or labels do not fit the model.
   *
   * @param source in the model's order
   */
  static void fits(BatchSource source, Network network, List<OutputTraining> outputs) {
    List<Shape> inputs = source.inputShapes();
    boolean several = inputs.size() > 1;
    for (int i = 0; i < inputs.size(); i++) {
      CallGraph.Input input = network.inputs().get(i);
      if (!input.shape().matches(inputs.get(i))) {
        throw new IllegalArgumentException(
            "Expected inputs of shape "
                + input.shape()
                + (several ? " for " + input.name() : "")
                + ", as the model's "
                + (several ? "inputs say." : "first layer says.")
                + " Received: "
                + inputs.get(i));
      }
    }
    if (source.labelShapes().isEmpty()) {
      throw new IllegalArgumentException("Expected labels to train or evaluate. Received: none");
    }
    if (source.labelsAreClasses() && outputs.size() == 1) {
      classesFit(source.classNames(), network);
    }
    IoNames names = new IoNames(network);
    List<Shape> predictions = network.outputShapes(inputs);
    for (int i = 0; i < outputs.size(); i++) {
      Shape label = source.labelShapes().get(i);
      if (!outputs.get(i).isRead()) {
        continue;
      }
      if (label == null) {
        throw new IllegalArgumentException(
            "Expected labels for "
                + names.layer(i)
                + ", which has a loss or metrics. Received: none");
      }
      if (outputs.get(i).loss() != null) {
        new LabelShapeCheck(outputs.get(i).loss(), names.layer(i)).check(label, predictions.get(i));
      }
    }
  }

  private static void classesFit(List<String> classNames, Network network) {
    int classes = classNames.size();
    int units = units(network);
    if (units != classes && !(units == 1 && classes == 2)) {
      throw new IllegalArgumentException(
          "Expected as many units in the last layer, "
              + network.outputs().get(0).name()
              + ", as there are"
              + " classes, "
              + classes
              + " "
              + classNames
              + ". Received: "
              + units);
    }
  }

  private static int units(Network network) {
    Shape output = network.outputShape();
    return output.rank() == 0 ? 1 : output.size(-1);
  }

  /** Refuses a class that only one of two sources knows, or knows by another number. */
  static void sameClasses(BatchSource train, BatchSource validation) {
    if (train.labelsAreClasses()
        && validation.labelsAreClasses()
        && !train.classNames().equals(validation.classNames())) {
      throw new IllegalArgumentException(
          "Expected the same classes, in the same order, to train on and to validate with; a"
              + " class without samples has an empty folder, or is given to its source, with"
              + " classes(...). Received: "
              + train.classNames()
              + " to train, "
              + validation.classNames()
              + " to validate");
    }
  }

  /**
   * Refuses a source whose classes are not those that a model has learned.
   *
   * @param known the model's names of classes; empty where it knows none
   */
  static void knownClasses(List<String> known, BatchSource source) {
    if (!known.isEmpty() && source.labelsAreClasses() && !known.equals(source.classNames())) {
      throw new IllegalArgumentException(
          "Expected the classes that the model knows, "
              + known
              + ", in the same order: labels would stand for other classes otherwise. Give them to"
              + " the source, classes(...) or classNames(...), an empty folder for a class without"
              + " samples; or, where the model shall learn other"
              + " ones, call setClassNames on it. Received: "
              + source.classNames());
    }
  }

  /** Refuses weights of classes that cannot be. */
  static void classWeight(Map<Integer, Double> classWeight, Network network) {
    if (!classWeight.isEmpty() && network.outputs().size() > 1) {
      throw new IllegalArgumentException(
          "Expected classWeight with a model of one output, as in Keras; weights of samples,"
              + " sampleWeight, are for each output. Received: classWeight, and the outputs "
              + new IoNames(network).outputs());
    }
    int classes = Math.max(2, units(network));
    classWeight.forEach(
        (number, weight) -> {
          if (number < 0 || number >= classes) {
            throw new IllegalArgumentException(
                "Expected class weights of the classes from 0 to "
                    + (classes - 1)
                    + ", as the last layer, "
                    + network.outputs().get(0).name()
                    + ", has them. Received: one of the class "
                    + number);
          }
          Require.notNegative("classWeight of the class " + number, weight);
        });
  }
}
