package org.delocate.benchmarks;

import java.util.List;
import java.util.Optional;
import org.delocate.face.detect.DetectedFace;
import org.delocate.face.detect.FaceDetector;
import org.delocate.face.detect.FaceLandmarker;
import org.delocate.face.detect.TiledFaceDetector;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Faces of a frame, and the points of one of them. */
@State(Scope.Benchmark)
public class FindingBenchmark extends ScanPart {

  private Image frame;
  private FaceDetector detector;
  private FaceLandmarker landmarker;
  private DetectedFace face;

  /** Loads the face models. */
  @Setup
  public void open() {
    frame = Samples.frame().image();
    detector = new TiledFaceDetector();
    landmarker = new FaceLandmarker();
    face = detector.detect(frame).get(0);
  }

  /** All looks that a scan takes at a frame of 512×512. */
  @Benchmark
  public List<DetectedFace> faces() {
    return detector.detect(frame);
  }

  /** 468 points of a face that was found. */
  @Benchmark
  public Optional<Landmarks> landmarks() {
    return landmarker.locate(frame, face);
  }

  /** Lets go of the models. */
  @TearDown
  public void close() {
    detector.close();
    landmarker.close();
  }
}
