package org.delocate.cli.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.track.FaceTracker;
import org.delocate.face.track.TrackedFace;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.read.MediaReader;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.input.NetworkConfiguration;

/**
 * Where the time of a scan goes: the same calls as a scan makes, with a clock between them.
 *
 * @param decodeSeconds opening, decoding and converting frames
 * @param faceSeconds finding, marking, following and aligning faces
 * @param networkSeconds all networks
 * @param faces how many faces went through the networks
 * @param videoSeconds length of the video
 */
record StageTimes(
    double decodeSeconds,
    double faceSeconds,
    double networkSeconds,
    int faces,
    double videoSeconds) {

  /** Walks the road once. */
  static StageTimes measure(
      Path video,
      FaceAnalyzer analyzer,
      NetworkConfiguration configuration,
      DetectorOptions options) {
    CropConvention crop = configuration.view();
    long decode = 0;
    long find = 0;
    long networks = 0;
    int faces = 0;
    List<AlignedFace> batch = new ArrayList<>();
    long before = System.nanoTime();
    try (MediaReader reader =
            MediaReader.open(
                video,
                options.limits(),
                options.sampling(),
                options.threads(),
                options.stream(),
                configuration.texture().isOn());
        FaceTracker tracker = FaceTracker.standard()) {
      Optional<VideoFrame> frame = reader.next();
      decode += System.nanoTime() - before;
      while (frame.isPresent()) {
        before = System.nanoTime();
        for (TrackedFace face : tracker.update(frame.get())) {
          AlignedFace aligned = FaceAligner.align(frame.get().image(), face.landmarks(), crop);
          batch.add(frame.get().later().map(aligned::withLater).orElse(aligned));
        }
        find += System.nanoTime() - before;
        before = System.nanoTime();
        frame = reader.next();
        decode += System.nanoTime() - before;
        if (batch.size() >= options.batch() || (frame.isEmpty() && !batch.isEmpty())) {
          before = System.nanoTime();
          faces += analyzer.analyze(List.copyOf(batch)).size();
          networks += System.nanoTime() - before;
          batch.clear();
        }
      }
      return new StageTimes(
          decode / 1e9, find / 1e9, networks / 1e9, faces, reader.info().durationSeconds());
    }
  }

  double totalSeconds() {
    return decodeSeconds + faceSeconds + networkSeconds;
  }
}
