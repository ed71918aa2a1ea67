package org.delocate.face.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.delocate.face.geometry.Scenes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BlazeFaceDetectorTest {

  @Nested
  class ShortRange extends FaceDetectorContract {
    @Override
    FaceDetector open() {
      return BlazeFaceDetector.shortRange();
    }
  }

  @Nested
  class FullRange extends FaceDetectorContract {
    @Override
    FaceDetector open() {
      return BlazeFaceDetector.fullRange();
    }

    @Test
    void seesFarther() {
      try (FaceDetector near = BlazeFaceDetector.shortRange()) {
        var image = Scenes.with(Scenes.empty(640, 360), 400, 170, 50);
        assertThat(near.detect(image)).isEmpty();
        assertThat(detector().detect(image)).hasSize(1);
      }
    }
  }
}
