package org.delocate.benchmarks;

import java.util.List;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.track.FaceTracker;
import org.delocate.face.track.TrackedFace;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A face brought into the square that the networks see. */
@State(Scope.Benchmark)
public class AligningBenchmark extends ScanPart {

  private CropConvention view;
  private Image frame;
  private Image later;
  private Landmarks landmarks;

  /** Finds the face. */
  @Setup
  public void find() {
    view = Samples.view();
    VideoFrame first = Samples.frame();
    frame = first.image();
    later = first.later().orElseThrow();
    try (FaceTracker tracker = FaceTracker.standard()) {
      List<TrackedFace> found = tracker.update(first);
      landmarks = found.get(0).landmarks();
    }
  }

  /** The face, and the same place a moment later. */
  @Benchmark
  public AlignedFace face() {
    return FaceAligner.align(frame, landmarks, view).withLater(later);
  }
}
