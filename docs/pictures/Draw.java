import io.github.markhor.classifier.ImageClassifier;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.Pictures;
import io.github.markhor.reports.ArchitecturePicture;
import io.github.markhor.reports.FeatureMaps;
import io.github.markhor.reports.GradCam;
import io.github.markhor.reports.PredictionGrid;
import io.github.markhor.reports.SampleGrid;
import io.github.markhor.reports.TrainingCurves;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;

/**
 * Draws the pictures of the documents: from a classifier that {@code markhor train} left, and
 * pictures of its classes. {@code bin/docs pictures} starts it.
 */
public final class Draw {
  private Draw() {}

  /** The classifier, a folder of pictures for each class, one of the pictures, where to write. */
  public static void main(String[] args) {
    Path folder = Path.of(args[1]);
    Path out = Path.of(args[3]);
    TrainingCurves.of(Path.of(args[0]).resolve("history.csv"))
        .metrics("loss", "accuracy")
        .size(760, 300)
        .save(out.resolve("curves.png"));
    try (ImageClassifier classifier = ImageClassifier.load(Path.of(args[0]));
        DirectoryImages pictures =
            classifier
                .input()
                .generator()
                .build()
                .flowFromDirectory(
                    folder,
                    // Cats come first: some of each.
                    classifier.input().flow().shuffle(false).samples(1, 805, 810, 7, 812));
        DirectoryImages augmented =
            ImageDataGenerator.builder()
                .rescale(1 / 255.0)
                .rotationRange(20)
                .zoomRange(0.2)
                .horizontalFlip(true)
                .build()
                .flowFromDirectory(folder, Flow.defaults().targetSize(128, 128).seed(3))) {
      SampleGrid.of(augmented, 1, 5).save(out.resolve("samples.png"));
      PredictionGrid.of(classifier.model(), pictures, 1, 5).save(out.resolve("predictions.png"));
      Tensor picture = classifier.prepare(Pictures.load(Path.of(args[2]), classifier.input().flow()));
      GradCam.of(classifier.model(), picture).save(out.resolve("grad-cam.png"));
      FeatureMaps.of(classifier.model(), "re_lu", picture)
          .most(16)
          .columns(8)
          .save(out.resolve("maps.png"));
      ArchitecturePicture.of(classifier.model())
          .collapseChains(true)
          .save(out.resolve("architecture.png"));
    }
  }
}
