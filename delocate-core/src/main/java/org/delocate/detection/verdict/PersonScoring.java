package org.delocate.detection.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.delocate.detection.options.ScoreAggregator;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.result.Evidence;
import org.delocate.detection.result.FalseAlarms;
import org.delocate.detection.result.PersonScore;
import org.delocate.detection.result.Segment;
import org.delocate.detection.scan.TrackRecord;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.ModelCard;

/**
 * How the scores of a person's faces come to one.
 *
 * @param aggregator from the logits of all of a person's faces to one
 * @param calibrator from a logit to a probability
 * @param scale from a probability to evidence; without steps there are no segments either, since
 *     there is no promise that they could keep
 * @param finder of segments
 * @param contrasts what tells passages that part from the rest of their shot, if anything does
 */
public record PersonScoring(
    ScoreAggregator aggregator,
    Calibrator calibrator,
    EvidenceScale scale,
    SegmentFinder finder,
    Optional<Contrasts> contrasts) {

  /**
   * What tells passages that part from the rest of their shot.
   *
   * @param worth how often real clips have such a passage
   */
  public record Contrasts(PassageContrast finder, FalseAlarms worth) {

    static Optional<Contrasts> of(NetworkConfiguration.Texture.Passages passages) {
      return passages.areTold() && passages.clips() > 0
          ? Optional.of(
              new Contrasts(
                  new PassageContrast(passages.from()),
                  new FalseAlarms(
                      passages.falseAlarms(), passages.upTo(), passages.clips(), passages.pages())))
          : Optional.empty();
    }
  }

  /**
   * How much of a video is tried, all of which may look forged by chance.
   *
   * @param people whose passages are judged, at least 1
   * @param windows that are compared with the rest of their shot, of all of them together
   */
  record Tried(int people, int windows) {

    /** Of tracks that are long enough. */
    static Tried of(List<TrackRecord> tracks) {
      int windows =
          tracks.stream()
              .flatMap(track -> track.shotFaces().stream())
              .mapToInt(shot -> PassageContrast.windows(shot.times()))
              .sum();
      return new Tried(Math.max(1, tracks.size()), windows);
    }
  }

  /** What a model's card says. */
  public static PersonScoring of(ModelCard card, ScoreAggregator aggregator) {
    PersonScoring plain = of(card.calibration(), aggregator);
    return new PersonScoring(
        plain.aggregator,
        plain.calibrator,
        plain.scale,
        plain.finder,
        Contrasts.of(card.networks().texture().passages()));
  }

  /** What a model's card says; passages are not compared with the rest of their shot. */
  public static PersonScoring of(Calibration calibration, ScoreAggregator aggregator) {
    Double spread = calibration.frameSpread();
    return new PersonScoring(
        aggregator,
        new Calibrator(calibration.temperature(), calibration.bias()),
        new EvidenceScale(Optional.ofNullable(calibration.evidence())),
        new SegmentFinder(
            spread == null ? SegmentFinder.USUAL_SPREAD * calibration.temperature() : spread,
            SegmentFinder.FALSE_RATE),
        Optional.empty());
  }

  /**
   * The score of a person with at least one scored face.
   *
   * @param passages whether the track is long enough to judge passages of it
   */
  PersonScore of(TrackRecord track, boolean passages, Tried tried) {
    double[] logits = track.logits();
    Assessment whole = assess(aggregator.aggregate(logits));
    if (!passages || scale.levels().isEmpty()) {
      return new PersonScore(whole, List.of(), Optional.empty());
    }
    double[] times = track.times();
    Assessment passage = assess(finder.highest(times, logits, tried.people()));
    Assessment highest = passage.probability() > whole.probability() ? passage : whole;
    List<Segment> segments =
        finder.find(times, logits, tried.people(), this::isModerate).stream()
            .map(
                found ->
                    new Segment(
                        track.id(),
                        found.fromSeconds(),
                        found.toSeconds(),
                        assess(found.logit()).evidence().orElseThrow()))
            .toList();
    PersonScore score =
        new PersonScore(
            highest,
            segments,
            highest.evidence().equals(whole.evidence()) ? Optional.empty() : Optional.of(whole));
    return contrasts.map(telling -> compared(score, telling, track, tried)).orElse(score);
  }

  /**
   * With the passages that part from the rest of their shot: something to look at, which keeps a
   * person from being called authentic. Of whom a score calls forged they tell nothing new.
   */
  private static PersonScore compared(
      PersonScore score, Contrasts telling, TrackRecord track, Tried tried) {
    Assessment assessment = score.assessment();
    Evidence evidence = assessment.evidence().orElseThrow();
    if (evidence.reaches(Evidence.MODERATE)) {
      return score;
    }
    List<Segment> parting = new ArrayList<>();
    for (TrackRecord.ShotFaces shot : track.shotFaces()) {
      telling.finder().find(shot.times(), shot.values(), tried.windows()).stream()
          .map(
              found ->
                  new Segment(track.id(), found.fromSeconds(), found.toSeconds(), Evidence.WEAK))
          .forEach(parting::add);
    }
    if (parting.isEmpty() || evidence == Evidence.WEAK) {
      return new PersonScore(assessment, parting, score.whole());
    }
    return new PersonScore(
        new Assessment(
            assessment.probability(), Optional.of(Evidence.WEAK), Optional.of(telling.worth())),
        parting,
        Optional.empty());
  }

  private Assessment assess(double logit) {
    return scale.assess(calibrator.probability(logit));
  }

  private boolean isModerate(double logit) {
    return assess(logit).evidence().orElseThrow().reaches(Evidence.MODERATE);
  }
}
