package org.delocate.evaluation.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.delocate.dataset.record.Label;
import org.delocate.detection.options.ScoreAggregator;
import org.delocate.metrics.MaskSample;
import org.delocate.metrics.ScoredSample;

/**
 * A video, or a picture, with its score: as in detection, that of its most suspicious person, whose
 * frames are combined by the {@linkplain ScoreAggregator#standard aggregator of default options}.
 *
 * @param video the record's id in its dataset
 * @param group the video that it stems from
 * @param label the truth
 * @param method how a fake was made
 * @param source where it comes from
 * @param frames scored, of all people
 * @param logit the score
 * @param overlap mean IoU of the model's masks over the frames with a known forged region; NaN
 *     where there are none
 */
public record EvaluatedVideo(
    String video,
    String group,
    Label label,
    String method,
    String source,
    int frames,
    double logit,
    double overlap) {

  public boolean forged() {
    return label == Label.FAKE;
  }

  /** The logit as a sample for metrics. */
  public ScoredSample scored() {
    return new ScoredSample(video, forged(), logit, group);
  }

  /** Puts the frames of each video together, in the order of first frames. */
  public static List<EvaluatedVideo> of(List<EvaluatedFace> faces) {
    Map<String, List<EvaluatedFace>> byVideo = new LinkedHashMap<>();
    for (EvaluatedFace face : faces) {
      // A forger's face keeps the name of its video: the method tells them apart.
      byVideo
          .computeIfAbsent(face.video() + '\n' + face.method(), key -> new ArrayList<>())
          .add(face);
    }
    return byVideo.values().stream().map(EvaluatedVideo::ofFrames).toList();
  }

  private static EvaluatedVideo ofFrames(List<EvaluatedFace> frames) {
    Map<Integer, List<Double>> logits = new TreeMap<>();
    for (EvaluatedFace frame : frames) {
      logits.computeIfAbsent(frame.person(), key -> new ArrayList<>()).add(frame.logit());
    }
    double worst =
        logits.values().stream()
            .map(EvaluatedVideo::aggregate)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    double overlap =
        frames.stream()
            .flatMap(frame -> frame.given().stream())
            .map(MaskScores::model)
            .filter(MaskSample::forged)
            .mapToDouble(MaskSample::intersectionOverUnion)
            .average()
            .orElse(Double.NaN);
    EvaluatedFace first = frames.get(0);
    return new EvaluatedVideo(
        first.video(),
        first.group(),
        first.label(),
        first.method(),
        first.source(),
        frames.size(),
        worst,
        overlap);
  }

  private static double aggregate(List<Double> logits) {
    return ScoreAggregator.standard()
        .aggregate(logits.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
