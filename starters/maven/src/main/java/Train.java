import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Sequential;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.reports.ClassificationReport;
import io.github.markhor.reports.TrainingCurves;
import java.nio.file.Path;

/** Trains a small network on a folder with a folder of pictures for each class. */
public final class Train {
  private Train() {}

  /** The folder is the first argument, or "pictures". */
  public static void main(String[] args) {
    Path pictures = Path.of(args.length > 0 ? args[0] : "pictures");
    var generator = ImageDataGenerator.builder().rescale(1 / 255.0).validationSplit(0.2).build();
    var flow = Flow.defaults().targetSize(64, 64);
    try (var train = generator.flowFromDirectory(pictures, flow.subset("training"));
        var test = generator.flowFromDirectory(pictures, flow.subset("validation"));
        var model =
            Sequential.of(
                Input.of(64, 64, 3),
                Conv2D.of(16, 3).activation("relu"),
                MaxPooling2D.of(2),
                Conv2D.of(32, 3).activation("relu"),
                MaxPooling2D.of(2),
                Flatten.of(),
                Dense.of(train.classNames().size()).activation("softmax"))) {
      model.compile(
          "adam", "categorical_crossentropy", CompileOptions.defaults().metrics("accuracy"));
      History history = model.fit(train, FitOptions.defaults().epochs(5).validation(test));
      ClassificationReport.of(model, test).print(System.out);
      TrainingCurves.of(history).save(Path.of("curves.png"));
      model.save(Path.of("model.keras"));
    }
  }
}
