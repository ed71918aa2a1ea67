package org.delocate.evaluation.release;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.delocate.evaluation.score.EvaluatedFace;

/**
 * How far the logits of a real person scatter about their mean over the clip, frame by frame: what
 * {@link org.delocate.detection.verdict.SegmentFinder} must take for chance.
 */
final class FrameSpread {

  /** Frames of a person, fewer of which tell nothing of their scatter. [ours] */
  private static final int FEWEST_FRAMES = 4;

  /** People, fewer of whom tell nothing of the others. [ours] */
  private static final int FEWEST_PEOPLE = 10;

  /** Nine real people of ten scatter less, so that calm ones do not stand for the lively. [ours] */
  private static final double QUANTILE = 0.9;

  private FrameSpread() {}

  /**
   * The standard deviation that nine of ten real people stay below; empty if there are too few with
   * enough frames, as in a store of pictures.
   */
  static Optional<Double> of(List<EvaluatedFace> faces) {
    Map<String, List<Double>> people =
        faces.stream()
            .filter(face -> !face.forged())
            .collect(
                Collectors.groupingBy(
                    face -> face.video() + " " + face.person(),
                    TreeMap::new,
                    Collectors.mapping(EvaluatedFace::logit, Collectors.toList())));
    double[] deviations =
        people.values().stream()
            .filter(logits -> logits.size() >= FEWEST_FRAMES)
            .mapToDouble(FrameSpread::deviation)
            .sorted()
            .toArray();
    if (deviations.length < FEWEST_PEOPLE) {
      return Optional.empty();
    }
    double spread = deviations[(int) Math.ceil(QUANTILE * deviations.length) - 1];
    return spread > 0 ? Optional.of(spread) : Optional.empty();
  }

  private static double deviation(List<Double> logits) {
    double[] values = logits.stream().mapToDouble(Double::doubleValue).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }
}
