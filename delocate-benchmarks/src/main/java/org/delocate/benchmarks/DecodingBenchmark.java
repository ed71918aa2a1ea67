package org.delocate.benchmarks;

import java.util.Optional;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.read.MediaReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The clip from its file to the frames that a scan looks at. */
@State(Scope.Benchmark)
public class DecodingBenchmark extends ScanPart {

  /** Loads FFmpeg. */
  @Setup
  public void open() {
    Samples.frame();
  }

  /** Opening, decoding, and making pictures of the sampled frames; returns how many. */
  @Benchmark
  public int sampledFrames() {
    int frames = 0;
    try (MediaReader reader = Samples.reader()) {
      for (Optional<VideoFrame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        frames++;
      }
    }
    return frames;
  }
}
