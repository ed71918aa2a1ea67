package org.delocate.benchmarks;

import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.MotionCompensation;
import org.delocate.media.image.Image;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a face does until its next frame, taken out. */
@State(Scope.Benchmark)
public class MotionBenchmark extends ScanPart {

  private AlignedFace face;

  /** Finds a face that moves, of 192×192 pixels. */
  @Setup
  public void find() {
    face = Samples.movingFaces(Samples.view(), 1).get(0);
  }

  /** The flow of one pair, and the later one drawn back along it. */
  @Benchmark
  public Image compensated() {
    return MotionCompensation.compensated(face.crop(), face.later().orElseThrow());
  }
}
