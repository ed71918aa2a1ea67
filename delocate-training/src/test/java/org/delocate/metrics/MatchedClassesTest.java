package org.delocate.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MatchedClassesTest {

  private static MatchedClasses.Sample sample(boolean forged, double score, double size) {
    return new MatchedClasses.Sample(new ScoredSample("k", forged, score, "g"), size);
  }

  @Test
  void aScoreThatOnlyFollowsTheSizeTellsNothing() {
    // Forged faces are larger, and the score is the size.
    List<MatchedClasses.Sample> samples = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      int size = i % 3;
      for (int j = 0; j < (size == 2 ? 1 : 4 - size); j++) {
        samples.add(sample(false, size, size));
      }
      for (int j = 0; j <= size; j++) {
        samples.add(sample(true, size, size));
      }
    }
    MatchedClasses bins = new MatchedClasses(List.of(1.0, 2.0));
    assertThat(
            DetectionMetrics.areaUnderRoc(
                samples.stream().map(MatchedClasses.Sample::scored).toList()))
        .isGreaterThan(0.6);
    assertThat(bins.areaUnderRoc(samples)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void inOneBinNothingIsMatched() {
    var samples = List.of(sample(true, 2, 9), sample(false, 1, 1), sample(false, 3, 4));
    assertThat(new MatchedClasses(List.of()).areaUnderRoc(samples)).isEqualTo(0.5);
  }

  @Test
  void binsWithoutAClassDoNotCount() {
    var samples = List.of(sample(true, 2, 0), sample(false, 1, 0), sample(false, 3, 10));
    assertThat(new MatchedClasses(List.of(5.0)).areaUnderRoc(samples)).isEqualTo(1);
    var apart = List.of(sample(true, 2, 0), sample(false, 3, 10));
    assertThat(new MatchedClasses(List.of(5.0)).areaUnderRoc(apart)).isNaN();
    assertThat(new MatchedClasses(List.of(5.0)).areaUnderRoc(List.of())).isNaN();
  }

  @Test
  void quantilesHoldEquallyMany() {
    List<MatchedClasses.Sample> samples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      samples.add(sample(i % 2 == 0, i, i));
    }
    assertThat(MatchedClasses.ofQuantiles(samples, 4).edges()).containsExactly(25.0, 50.0, 75.0);
    assertThat(MatchedClasses.ofQuantiles(List.of(sample(true, 1, 3)), 4).edges())
        .containsExactly(3.0);
    assertThat(MatchedClasses.ofQuantiles(List.of(), 4).edges()).isEmpty();
  }

  @Test
  void agreesWithTheSlowDefinition() {
    SplittableRandom random = new SplittableRandom(8);
    for (int round = 0; round < 30; round++) {
      List<MatchedClasses.Sample> samples = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        samples.add(sample(random.nextInt(3) == 0, random.nextInt(10), random.nextInt(20)));
      }
      MatchedClasses bins = MatchedClasses.ofQuantiles(samples, 5);
      assertThat(bins.areaUnderRoc(samples)).isCloseTo(slow(samples, bins), within(1e-12));
    }
  }

  /** Every pair by itself, weighted by what its bins hold. */
  private static double slow(List<MatchedClasses.Sample> samples, MatchedClasses bins) {
    double wins = 0;
    double all = 0;
    for (MatchedClasses.Sample forged : samples) {
      for (MatchedClasses.Sample real : samples) {
        if (forged.scored().forged() && !real.scored().forged()) {
          double weight = weight(forged, samples, bins) * weight(real, samples, bins);
          double difference = forged.scored().score() - real.scored().score();
          wins += weight * (difference > 0 ? 1 : difference == 0 ? 0.5 : 0);
          all += weight;
        }
      }
    }
    return wins / all;
  }

  private static double weight(
      MatchedClasses.Sample sample, List<MatchedClasses.Sample> samples, MatchedClasses bins) {
    long same =
        samples.stream()
            .filter(o -> inOneBin(o, sample, bins))
            .filter(o -> alike(o, sample))
            .count();
    long others = samples.stream().filter(o -> inOneBin(o, sample, bins)).count() - same;
    return (double) Math.min(same, others) / same;
  }

  private static boolean alike(MatchedClasses.Sample one, MatchedClasses.Sample other) {
    return one.scored().forged() == other.scored().forged();
  }

  private static boolean inOneBin(
      MatchedClasses.Sample one, MatchedClasses.Sample other, MatchedClasses bins) {
    return bins.edges().stream().filter(edge -> edge <= one.nuisance()).count()
        == bins.edges().stream().filter(edge -> edge <= other.nuisance()).count();
  }
}
