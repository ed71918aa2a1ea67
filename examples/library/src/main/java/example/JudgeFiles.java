package example;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.delocate.detection.Detector;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.detection.result.Report;
import org.delocate.detection.result.Verdict;
import org.delocate.media.image.Image;
import org.delocate.network.model.Checkpoint;

/** Judges a picture in memory, a video by its path, and the same video as a stream. */
public final class JudgeFiles {

  private JudgeFiles() {}

  /**
   * @param arguments a picture that Java's ImageIO reads, and a video
   */
  public static void main(String[] arguments) throws IOException {
    BufferedImage picture = ImageIO.read(new File(arguments[0]));
    Path video = Path.of(arguments[1]);
    // One detector for the whole program: to open it takes longer than to judge a picture.
    // Any thread may use it.
    Checkpoint model = Checkpoint.shipped().orElseThrow();
    try (Detector detector = Detector.open(model, DetectorOptions.defaults())) {
      say(detector.scan(Image.of(picture), "a picture in memory"));
      say(detector.scan(video));
      try (InputStream content = Files.newInputStream(video)) {
        say(detector.scan(content, "a stream"));
      }
    }
    System.out.println("Weights: " + model.card().trainingDataLicence());
  }

  private static void say(Report report) {
    Verdict verdict = report.verdict();
    if (verdict instanceof Verdict.Scored scored) {
      System.out.printf(
          "%s: %s, %.2f%n", report.input().path(), scored.label(), scored.probability());
    } else {
      System.out.printf("%s: no verdict. %s%n", report.input().path(), verdict.message());
    }
  }
}
