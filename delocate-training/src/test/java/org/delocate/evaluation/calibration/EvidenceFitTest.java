package org.delocate.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.delocate.metrics.BinomialBound;
import org.delocate.network.evidence.EvidenceLevels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFitTest {

  @TempDir private Path folder;

  @Test
  void theStepsAreThoseThatTryingEveryScoreFinds() {
    for (int seed = 0; seed < 20; seed++) {
      List<ClipScore> clips = clips(30 + 17 * seed, 40, seed);
      EvidenceFit fit = EvidenceFit.of(clips, "a test");

      check(fit, fit.levels().strong(), clips, 0.01);
      check(fit, fit.levels().moderate(), clips, 0.05);
      check(fit, fit.levels().weak(), clips, 0.2);
    }
  }

  /** Of all real scores, the lowest that at most the allowed share exceeds lies just below. */
  private static void check(
      EvidenceFit fit, EvidenceLevels.Level level, List<ClipScore> clips, double allowed) {
    List<ClipScore> real = clips.stream().filter(clip -> !clip.forged()).toList();
    double lowest = Double.POSITIVE_INFINITY;
    for (ClipScore candidate : real) {
      long above = real.stream().filter(clip -> clip.logit() > candidate.logit()).count();
      if (above <= allowed * real.size()) {
        lowest = Math.min(lowest, candidate.logit());
      }
    }
    double below = lowest;
    assertThat(level.from()).isGreaterThan(fit.calibrator().probability(below));
    long alarms = real.stream().filter(clip -> clip.logit() > below).count();
    assertThat(level.falseAlarms()).isEqualTo((double) alarms / real.size());
    assertThat(level.falseAlarms()).isLessThanOrEqualTo(allowed);
    assertThat(
            real.stream()
                .filter(clip -> fit.calibrator().probability(clip.logit()) >= level.from())
                .count())
        .isEqualTo(alarms);
    assertThat(level.upTo()).isGreaterThanOrEqualTo(BinomialBound.upper((int) alarms, real.size()));
  }

  @Test
  void equalScoresReachAStepTogetherOrNotAtAll() {
    List<ClipScore> clips = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      clips.add(new ClipScore("real" + i, "page" + i, false, i < 10 ? 3 : -2));
      clips.add(new ClipScore("forged" + i, "page" + i, true, 4));
    }
    EvidenceLevels levels = EvidenceFit.of(clips, "a test").levels();

    // A quarter of the real clips has 3: more than may reach any step.
    assertThat(levels.weak().falseAlarms()).isZero();
    assertThat(levels.clips()).isEqualTo(40);
    assertThat(levels.pages()).isEqualTo(40);
    assertThat(levels.protocol()).isEqualTo("a test");
  }

  @Test
  void clipsOfOnePageTellLessThanAsManyPages() {
    List<ClipScore> apart = new ArrayList<>();
    List<ClipScore> together = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      boolean alarm = i < 10;
      apart.add(new ClipScore("r" + i, "page" + i, false, alarm ? 5 + 0.01 * i : -2));
      together.add(new ClipScore("r" + i, "page" + i / 10, false, alarm ? 5 + 0.01 * i : -2));
    }
    for (int i = 0; i < 50; i++) {
      apart.add(new ClipScore("f" + i, "forged", true, 6));
      together.add(new ClipScore("f" + i, "forged", true, 6));
    }
    EvidenceLevels.Level many = EvidenceFit.of(apart, "").levels().moderate();
    EvidenceLevels.Level few = EvidenceFit.of(together, "").levels().moderate();

    assertThat(many.falseAlarms()).isEqualTo(0.05);
    assertThat(few.falseAlarms()).isEqualTo(0.05);
    assertThat(many.upTo()).isLessThan(0.1);
    assertThat(few.upTo()).isGreaterThan(0.12);
  }

  @Test
  void theExactBoundIsWhereTheTailIsAFortieth() {
    for (int[] trial : new int[][] {{0, 20}, {1, 20}, {5, 100}, {17, 352}, {70, 352}}) {
      double upper = BinomialBound.upper(trial[0], trial[1]);
      assertThat(atMost(trial[0], trial[1], upper)).isEqualTo(0.025, offset(1e-6));
    }
    assertThat(BinomialBound.upper(0, 20)).isEqualTo(1 - Math.pow(0.025, 1 / 20.0), offset(1e-9));
    assertThat(BinomialBound.upper(20, 20)).isEqualTo(1);
  }

  /** Term by term with Pascal's triangle. */
  private static double atMost(int count, int of, double share) {
    double[] ways = new double[of + 1];
    ways[0] = 1;
    for (int row = 1; row <= of; row++) {
      for (int i = row; i > 0; i--) {
        ways[i] = ways[i] * (1 - share) + ways[i - 1] * share;
      }
      ways[0] *= 1 - share;
    }
    double sum = 0;
    for (int i = 0; i <= count; i++) {
      sum += ways[i];
    }
    return sum;
  }

  @Test
  void columnsAreReadByName() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("clips.csv"),
            """
            clip,page,fold,label,family,generator,score
            a,"one, two",0,real,,,-1.5
            b,three,1,forged,face swap,x,2
            """);

    assertThat(ClipScores.read(file))
        .containsExactly(
            new ClipScore("a", "one, two", false, -1.5), new ClipScore("b", "three", true, 2));
  }

  @Test
  void aFileThatMakesNoSenseIsRefusedWithItsName() throws IOException {
    assertRefused("page,label,score\np,real,1\n", "no column 'clip'");
    assertRefused("clip,page,label,score\na,p,maybe,1\n", "'maybe' is neither real nor forged");
    assertRefused("clip,page,label,score\na,p,real,high\n", "'high' is no number");
    assertRefused("clip,page,label,score\na,p,real,NaN\n", "the score of clip a is NaN");
    assertRefused("clip,page,label,score\na,p,real,1\na,p,real,2\n", "the clip a stands twice");
    assertThatThrownBy(() -> EvidenceFit.of(clips(19, 40, 1), ""))
        .hasMessageContaining("at least 20 real clips; there are 19");
    assertThatThrownBy(() -> EvidenceFit.of(clips(40, 0, 1), ""))
        .hasMessageContaining("forged and real");
  }

  private void assertRefused(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("broken.csv"), text);
    assertThatThrownBy(() -> ClipScores.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("broken.csv")
        .hasMessageContaining(message);
  }

  private static List<ClipScore> clips(int real, int forged, int seed) {
    Random random = new Random(seed);
    List<ClipScore> clips = new ArrayList<>();
    for (int i = 0; i < real; i++) {
      clips.add(new ClipScore("real" + i, "page" + i / 3, false, random.nextGaussian() - 1));
    }
    for (int i = 0; i < forged; i++) {
      clips.add(new ClipScore("forged" + i, "page" + i / 2, true, random.nextGaussian() + 1));
    }
    return clips;
  }
}
