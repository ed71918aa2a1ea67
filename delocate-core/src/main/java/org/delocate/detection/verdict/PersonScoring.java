package org.delocate.detection.verdict;

import java.util.List;
import java.util.Optional;
import org.delocate.detection.options.ScoreAggregator;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.result.Evidence;
import org.delocate.detection.result.PersonScore;
import org.delocate.detection.result.Segment;
import org.delocate.detection.scan.TrackRecord;
import org.delocate.network.model.Calibration;

/**
 * How the scores of a person's faces come to one.
 *
 * @param aggregator from the logits of all of a person's faces to one
 * @param calibrator from a logit to a probability
 * @param scale from a probability to evidence; without steps there are no segments either, since
 *     there is no promise that they could keep
 * @param finder of segments
 */
public record PersonScoring(
    ScoreAggregator aggregator, Calibrator calibrator, EvidenceScale scale, SegmentFinder finder) {

  /** What a model's card says. */
  public static PersonScoring of(Calibration calibration, ScoreAggregator aggregator) {
    Double spread = calibration.frameSpread();
    return new PersonScoring(
        aggregator,
        new Calibrator(calibration.temperature(), calibration.bias()),
        new EvidenceScale(Optional.ofNullable(calibration.evidence())),
        new SegmentFinder(
            spread == null ? SegmentFinder.USUAL_SPREAD * calibration.temperature() : spread,
            SegmentFinder.FALSE_RATE));
  }

  /**
   * The score of a person with at least one scored face.
   *
   * @param passages whether the track is long enough to judge passages of it
   * @param people of the video whose passages are judged, at least 1
   */
  PersonScore of(TrackRecord track, boolean passages, int people) {
    double[] logits = track.logits();
    Assessment whole = assess(aggregator.aggregate(logits));
    if (!passages || scale.levels().isEmpty()) {
      return new PersonScore(whole, List.of(), Optional.empty());
    }
    double[] times = track.times();
    Assessment passage = assess(finder.highest(times, logits, people));
    Assessment highest = passage.probability() > whole.probability() ? passage : whole;
    List<Segment> segments =
        finder.find(times, logits, people, this::isModerate).stream()
            .map(
                found ->
                    new Segment(
                        track.id(),
                        found.fromSeconds(),
                        found.toSeconds(),
                        assess(found.logit()).evidence().orElseThrow()))
            .toList();
    return new PersonScore(
        highest,
        segments,
        highest.evidence().equals(whole.evidence()) ? Optional.empty() : Optional.of(whole));
  }

  private Assessment assess(double logit) {
    return scale.assess(calibrator.probability(logit));
  }

  private boolean isModerate(double logit) {
    return assess(logit).evidence().orElseThrow().reaches(Evidence.MODERATE);
  }
}
