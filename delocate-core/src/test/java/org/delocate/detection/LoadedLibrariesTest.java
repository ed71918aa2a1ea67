package org.delocate.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.detection.result.Verdict;
import org.delocate.media.read.ImageFiles;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.engine.Precision;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.weights.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** LibTorch takes time and memory: which scans do without is seen in a process of their own. */
@EnabledOnOs(OS.LINUX)
class LoadedLibrariesTest {

  private static final String ONNX_RUNTIME = "onnxruntime";
  private static final String TORCH = "torch";

  @TempDir private Path folder;

  /** What the child process does. */
  static final class Child {
    private Child() {}

    /** Takes the model, a picture and a precision; writes what is loaded after a scan. */
    public static void main(String[] arguments) throws IOException {
      DetectorOptions options =
          DetectorOptions.defaults().withThreads(1).withPrecision(Precision.valueOf(arguments[2]));
      try (Detector detector = Detector.opening(shipped(Path.of(arguments[0])), options)) {
        Verdict verdict = detector.scan(Path.of(arguments[1])).verdict();
        if (!(verdict instanceof Verdict.Scored)) {
          throw new IllegalStateException(verdict.message());
        }
      }
      try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
        Files.write(Path.of(arguments[3]), libraries(maps));
      }
    }

    /** As the shipped model, whose digest is known: others are checked by LibTorch. */
    private static Checkpoint shipped(Path model) throws IOException {
      try (InputStream weights = Files.newInputStream(model.resolve(Checkpoint.WEIGHTS_FILE))) {
        return new Checkpoint(
            Checkpoint.read(model).card(), Safetensors.read(weights, "a test", "known"));
      }
    }

    private static List<String> libraries(Stream<String> maps) {
      return maps.map(line -> line.substring(line.lastIndexOf('/') + 1))
          .map(name -> name.toLowerCase(Locale.ROOT))
          .filter(name -> name.contains(".so"))
          .distinct()
          .toList();
    }
  }

  @Test
  void aScanInFp32LoadsNoLibTorch() throws Exception {
    assumeTrue(FaceAnalyzer.isForOnnx(Precision.FP32));
    assertThat(loadedBy(Precision.FP32))
        .noneMatch(library -> library.contains(TORCH))
        .anyMatch(library -> library.contains(ONNX_RUNTIME));
  }

  /** That is how the other test would see it. */
  @Test
  void aScanInBf16LoadsNothingElse() throws Exception {
    assertThat(loadedBy(Precision.BF16))
        .anyMatch(library -> library.contains(TORCH))
        .noneMatch(library -> library.contains(ONNX_RUNTIME));
  }

  /** Names of the libraries that a process has loaded when it has scanned a picture. */
  private List<String> loadedBy(Precision precision) throws Exception {
    RandomModel.writeWithTexture(folder);
    Path picture = folder.resolve("portrait.png");
    ImageFiles.write(picture, DrawnFace.picture(320, 240, 120));
    Path loaded = folder.resolve("loaded.txt");
    Path said = folder.resolve("said.txt");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName(),
                folder.toString(),
                picture.toString(),
                precision.name(),
                loaded.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(child.exitValue()).as(Files.readString(said)).isZero();
      assertThat(said).isEmptyFile();
    } finally {
      child.destroyForcibly();
    }
    return Files.readAllLines(loaded);
  }
}
