package org.delocate.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.detection.result.Verdict;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.write.VideoWriter;
import org.delocate.network.engine.NativeLibraries;
import org.delocate.network.engine.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native memory is outside the garbage collector's sight: what a scan forgets to free stays. */
class DetectorMemoryTest {

  private static final int WARM_UP = 4;
  private static final int SCANS = 20;

  /** So many scans are looked at after either: what the C library keeps comes and goes. */
  private static final int LOOKS = 6;

  /** One leaked frame a scan would be {@value #SCANS} times 2.8 MB, one leaked network more. */
  private static final long TOLERANCE = 40L << 20;

  @Test
  void memoryStaysFlatOverManyScans(@TempDir Path folder) {
    Path video = folder.resolve("one.mp4");
    try (VideoWriter writer = new VideoWriter(video, 1280, 720, 10)) {
      for (int i = 0; i < 6; i++) {
        writer.write(
            DrawnFace.picture(1280, 720, new double[] {500 + 5.0 * i, 360, 240}), i / 10.0);
      }
    }
    DetectorOptions options =
        DetectorOptions.defaults()
            .withThreads(1)
            .withPrecision(Precision.FP32)
            .withSampling(FrameSampling.even(4));
    try (Detector detector = Detector.open(RandomModel.write(folder), options)) {
      scan(detector, video, WARM_UP);
      long before = leastResident(detector, video);
      scan(detector, video, SCANS - LOOKS);
      assertThat(leastResident(detector, video) - before).isLessThan(TOLERANCE);
    }
  }

  private static void scan(Detector detector, Path video, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(detector.scan(video).verdict()).isInstanceOf(Verdict.Scored.class);
    }
  }

  private static long leastResident(Detector detector, Path video) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < LOOKS; i++) {
      scan(detector, video, 1);
      System.gc();
      least = Math.min(least, NativeLibraries.residentBytes());
    }
    return least;
  }
}
