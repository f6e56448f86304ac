import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Random;

/**
 * Times a training loop of DJL, on its PyTorch engine, on the articles' networks, those of nets.py.
 * The loss is softmax cross-entropy of classes, which for two classes is binary cross-entropy of
 * the softmax; there are no metrics. Its PyTorch engine has no RMSprop: Adam stands in for it.
 */
final class Train {
  private final SequentialBlock layers = new SequentialBlock();

  public static void main(String[] line) {
    Steps steps = new Steps(line);
    Random random = new Random(1);
    try (Model model = Model.newInstance("net", Device.cpu())) {
      model.setBlock(new Train().network(steps));
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
              .optDevices(new Device[] {Device.cpu()})
              .optOptimizer(optimizer(steps.net));
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(steps.batch, 3, steps.size, steps.size));
        steps.check(parameters(model.getBlock()));
        NDManager manager = trainer.getManager();
        NDArray[] x = new NDArray[Steps.BATCHES];
        NDArray[] y = new NDArray[Steps.BATCHES];
        for (int i = 0; i < x.length; i++) {
          Shape shape = new Shape(steps.batch, 3, steps.size, steps.size);
          x[i] = manager.create(steps.pictures(random), shape);
          y[i] = manager.create(steps.labels(random), new Shape(steps.batch));
        }
        Engine engine = Engine.getInstance();
        String title = "djl 0.35.0, " + engine.getEngineName() + " " + engine.getVersion();
        steps.run(title, each -> train(trainer, x[each], y[each]));
      }
    }
  }

  private static void train(Trainer trainer, NDArray x, NDArray y) {
    // What a step makes belongs to the manager of what it gets, and goes with it.
    try (NDManager step = trainer.getManager().newSubManager()) {
      NDArray pictures = x.duplicate();
      NDArray labels = y.duplicate();
      pictures.attach(step);
      labels.attach(step);
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList predictions = trainer.forward(new NDList(pictures));
        NDArray loss = trainer.getLoss().evaluate(new NDList(labels), predictions);
        collector.backward(loss);
      }
      trainer.step();
    }
  }

  private static Optimizer optimizer(String net) {
    return switch (net) {
      case "cats-vs-dogs" ->
          Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).optMomentum(0.9f).build();
      case "cifar10" -> Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build();
      default -> Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-4f)).build();
    };
  }

  private Block network(Steps steps) {
    switch (steps.net) {
      case "cats-vs-dogs" -> {
        convolution(32, 3, true);
        pooling(2);
        convolution(32, 3, true);
        pooling(2);
        convolution(64, 3, true);
        pooling(2);
        dropout(0.25f);
        dense(64);
        dropout(0.5f);
      }
      case "cifar10" -> {
        for (int filters : new int[] {32, 64, 64}) {
          convolution(filters, 3, true);
          convolution(filters, 3, false);
          pooling(2);
          dropout(0.25f);
        }
        dense(512);
        dropout(0.5f);
      }
      default -> {
        for (int filters : new int[] {32, 64, 128}) {
          convolution(filters, 3, true);
          convolution(filters, 3, false);
          if (filters == 128) {
            relu();
          }
          pooling(2);
          dropout(0.2f);
        }
        convolution(512, 5, true);
        convolution(512, 5, false);
        pooling(4);
        dropout(0.2f);
        dense(1024);
        dropout(0.2f);
      }
    }
    return layers.add(Linear.builder().setUnits(steps.classes).build());
  }

  private void convolution(int filters, int size, boolean same) {
    long pad = same ? size / 2 : 0;
    layers
        .add(
            Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(size, size))
                .optPadding(new Shape(pad, pad))
                .build())
        .add(Activation.reluBlock());
  }

  private void relu() {
    layers.add(Activation.reluBlock());
  }

  private static long parameters(Block block) {
    return block.getParameters().values().stream()
        .mapToLong(each -> each.getArray().size())
        .sum();
  }

  private void pooling(int size) {
    layers.add(Pool.maxPool2dBlock(new Shape(size, size), new Shape(size, size)));
  }

  private void dropout(float rate) {
    layers.add(Dropout.builder().optRate(rate).build());
  }

  private void dense(int units) {
    layers
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(units).build())
        .add(Activation.reluBlock());
  }
}
