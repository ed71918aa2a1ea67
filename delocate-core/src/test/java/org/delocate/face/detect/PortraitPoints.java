package org.delocate.face.detect;

import org.delocate.face.geometry.Landmarks;
import org.delocate.face.geometry.Scenes;

/** The landmarks of {@link Scenes#ASTRONAUT}. */
public final class PortraitPoints {

  private PortraitPoints() {}

  public static Landmarks located() {
    try (FaceDetector detector = BlazeFaceDetector.shortRange();
        FaceLandmarker landmarker = new FaceLandmarker()) {
      return landmarker
          .locate(Scenes.ASTRONAUT, detector.detect(Scenes.ASTRONAUT).get(0))
          .orElseThrow();
    }
  }
}
