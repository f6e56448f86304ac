import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Times DeepLearning4J's {@code fit} on the articles' networks, those of nets.py. Its SGD with
 * momentum is Nesterov's; there are no metrics. Its dropout takes the probability of keeping.
 */
final class Train {
  private static final CNN2DFormat FORMAT =
      CNN2DFormat.valueOf(System.getProperty("format", "NHWC"));

  private NeuralNetConfiguration.ListBuilder layers;

  public static void main(String[] line) {
    Steps steps = new Steps(line);
    MultiLayerNetwork net = new Train().network(steps);
    Random random = new Random(1);
    DataSet[] data = new DataSet[Steps.BATCHES];
    for (int i = 0; i < data.length; i++) {
      int[] shape =
          FORMAT == CNN2DFormat.NHWC
              ? new int[] {steps.batch, steps.size, steps.size, 3}
              : new int[] {steps.batch, 3, steps.size, steps.size};
      INDArray y = Nd4j.zeros(steps.batch, steps.classes);
      int[] labels = steps.labels(random);
      for (int row = 0; row < labels.length; row++) {
        y.putScalar(row, labels[row], 1);
      }
      data[i] = new DataSet(Nd4j.create(steps.pictures(random), shape, 'c'), y);
    }
    steps.run("deeplearning4j 1.0.0-M2.1, " + FORMAT, each -> net.fit(data[each]));
  }

  private MultiLayerNetwork network(Steps steps) {
    IUpdater updater =
        switch (steps.net) {
          case "cats-vs-dogs" -> new Nesterovs(0.01, 0.9);
          case "cifar10" -> new RmsProp(1e-3, 0.9, 1e-7);
          default -> new RmsProp(1e-4, 0.9, 1e-7);
        };
    layers =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(updater)
            .weightInit(WeightInit.XAVIER)
            .list();
    switch (steps.net) {
      case "cats-vs-dogs" -> {
        convolution(32, 3, true);
        pooling(2);
        convolution(32, 3, true);
        pooling(2);
        convolution(64, 3, true);
        pooling(2);
        dropout(0.25);
        dense(64);
        dropout(0.5);
      }
      case "cifar10" -> {
        for (int filters : new int[] {32, 64, 64}) {
          convolution(filters, 3, true);
          convolution(filters, 3, false);
          pooling(2);
          dropout(0.25);
        }
        dense(512);
        dropout(0.5);
      }
      default -> {
        for (int filters : new int[] {32, 64, 128}) {
          convolution(filters, 3, true);
          convolution(filters, 3, false);
          if (filters == 128) {
            relu();
          }
          pooling(2);
          dropout(0.2);
        }
        convolution(512, 5, true);
        convolution(512, 5, false);
        pooling(4);
        dropout(0.2);
        dense(1024);
        dropout(0.2);
      }
    }
    LossFunction loss = steps.net.equals("cats-vs-dogs") ? LossFunction.XENT : LossFunction.MCXENT;
    layers.layer(
        new OutputLayer.Builder(loss).nOut(steps.classes).activation(Activation.SOFTMAX).build());
    layers.setInputType(InputType.convolutional(steps.size, steps.size, 3, FORMAT));
    layers.validateOutputLayerConfig(false);
    MultiLayerNetwork net = new MultiLayerNetwork(layers.build());
    net.init();
    steps.check(net.numParams());
    return net;
  }

  private void convolution(int filters, int size, boolean same) {
    layers.layer(
        new ConvolutionLayer.Builder(size, size)
            .nOut(filters)
            .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
            .activation(Activation.RELU)
            .dataFormat(FORMAT)
            .build());
  }

  private void relu() {
    layers.layer(new ActivationLayer(Activation.RELU));
  }

  private void pooling(int size) {
    layers.layer(
        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
            .kernelSize(size, size)
            .stride(size, size)
            .dataFormat(FORMAT)
            .build());
  }

  private void dropout(double rate) {
    layers.layer(new DropoutLayer.Builder(1 - rate).build());
  }

  private void dense(int units) {
    layers.layer(new DenseLayer.Builder().nOut(units).activation(Activation.RELU).build());
  }
}
