package org.delocate.face.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.delocate.face.geometry.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No YuNet model is at hand in the build: what surrounds the model is tested. */
class YuNetFaceDetectorTest {

  @TempDir private Path folder;

  @Test
  void saysThatTheModelIsMissing() {
    assertThatThrownBy(() -> new YuNetFaceDetector(folder.resolve("none.onnx")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.onnx")
        .hasMessageContaining("no YuNet model");
  }

  @Test
  void saysThatAFileIsNoModel() throws IOException {
    Path file = Files.writeString(folder.resolve("letter.onnx"), "Dear OpenCV,");
    assertThatThrownBy(() -> new YuNetFaceDetector(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("letter.onnx")
        .hasMessageContaining("not an ONNX model");
  }

  @Test
  void readsTheRowsOfOpenCv() {
    float[] rows = {
      10, 20, 30, 40, 15, 30, 25, 31, 20, 40, 16, 50, 26, 52, 0.8f,
      100, 20, 30, 40, 105, 30, 115, 31, 110, 40, 106, 50, 116, 52, 0.95f
    };
    List<DetectedFace> faces = YuNetFaceDetector.decode(rows, 2, 3);
    assertThat(faces).hasSize(2);
    assertThat(faces.get(0).box()).isEqualTo(new Box(200, 60, 60, 120));
    assertThat(faces.get(1).box()).isEqualTo(new Box(20, 60, 60, 120));
    assertThat(faces.get(1).confidence()).isEqualTo(0.8f);
    assertThat(faces.get(1).keypoints())
        .containsExactly(
            30, 90, 50, 93, 40, 120, 42, 153, Float.NaN, Float.NaN, Float.NaN, Float.NaN);
  }

  @Test
  void refusesRowsThatAreNotWhole() {
    assertThatThrownBy(() -> YuNetFaceDetector.decode(new float[16], 1, 1))
        .isInstanceOf(IllegalStateException.class);
  }
}
