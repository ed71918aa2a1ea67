package org.delocate.face;

/** The landmarks of {@link Scenes#ASTRONAUT}. */
final class PortraitPoints {

  private PortraitPoints() {}

  static Landmarks located() {
    try (FaceDetector detector = BlazeFaceDetector.shortRange();
        FaceLandmarker landmarker = new FaceLandmarker()) {
      return landmarker
          .locate(Scenes.ASTRONAUT, detector.detect(Scenes.ASTRONAUT).get(0))
          .orElseThrow();
    }
  }
}
