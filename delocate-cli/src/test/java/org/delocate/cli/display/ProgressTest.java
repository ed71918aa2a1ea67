package org.delocate.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.delocate.cli.evaluate.ExperimentProgress;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final StringWriter screen = new StringWriter();
  private final PrintWriter out = new PrintWriter(screen);
  private long nanos = 5_000_000_000L;

  @Test
  void theTimeLeftFollowsFromTheShareDone() {
    assertThat(TimeLeft.guess(0.25, 10)).contains("30 s left");
    assertThat(TimeLeft.guess(0.5, 245)).contains("4 min 05 s left");
    assertThat(TimeLeft.guess(0.1, 1000)).contains("2 h 30 min left");
  }

  @Test
  void noGuessIsMadeTooEarlyOrAtTheEnd() {
    assertThat(TimeLeft.guess(0.5, 1)).isEmpty();
    assertThat(TimeLeft.guess(0.001, 100)).isEmpty();
    assertThat(TimeLeft.guess(1, 100)).isEmpty();
  }

  @Test
  void aBarIsDrawnOverItselfAndLeavesNoTrace() {
    ProgressBar bar = new ProgressBar(out, () -> nanos);
    nanos += 10_000_000_000L;
    bar.report(0.5, "clip.mp4");
    assertThat(screen.toString())
        .isEqualTo("\r[############------------]  50 %  10 s left  clip.mp4\u001b[K");
    bar.close();
    assertThat(screen.toString()).endsWith("\r\u001b[K").doesNotContain("\n");
  }

  @Test
  void aResumedRunIsNotTakenForAFastOne() {
    ProgressBar bar = new ProgressBar(out, () -> nanos);
    nanos += 60_000_000_000L;
    bar.startAt(0.8);
    nanos += 10_000_000_000L;
    bar.report(0.9, "step 900");
    assertThat(screen.toString()).contains(" 90 %  10 s left  step 900");
  }

  @Test
  void aBarIsDrawnTenTimesASecondAtMost() {
    ProgressBar bar = new ProgressBar(out, () -> nanos);
    for (int call = 0; call < 1000; call++) {
      nanos += 1_000_000;
      bar.report(call / 1000.0, "clip.mp4");
    }
    assertThat(screen.toString().chars().filter(character -> character == '\r').count())
        .isBetween(9L, 11L);
  }

  @Test
  void aBarFitsOnOneLine() {
    ProgressBar bar = new ProgressBar(out, () -> nanos);
    bar.report(0.5, "a very long name of a video ".repeat(10));
    assertThat(screen.toString().replaceAll("\r|\u001b\\[K", "").length()).isLessThan(80);
  }

  @Test
  void linesComeForEverythingNewAndEveryTenSeconds() {
    ProgressLines lines = new ProgressLines(out, () -> nanos);
    lines.report(0, "one.mp4");
    nanos += 5_000_000_000L;
    lines.report(0.2, "one.mp4");
    nanos += 7_000_000_000L;
    lines.report(0.4, "one.mp4");
    lines.report(0.5, "two.mp4");
    assertThat(screen.toString().lines())
        .containsExactly(
            "  0 %  one.mp4", " 40 %  one.mp4, 18 s left", " 50 %  two.mp4, 12 s left");
  }

  @Test
  void everyPartOfAnExperimentHasItsOwnTimeLeft() {
    ExperimentProgress progress = new ExperimentProgress(new ProgressLines(out, () -> nanos), out);
    progress.progress("training", 0);
    nanos += 1_000_000_000_000L;
    progress.progress("training", 0.5);
    nanos += 1_000_000_000_000L;
    progress.finished("training");
    // A third of it was there already; a sixth takes ten seconds.
    progress.progress("another", 1 / 3.0);
    nanos += 10_000_000_000L;
    progress.progress("another", 0.5);
    assertThat(screen.toString().lines())
        .containsExactly(
            "  0 %  of 'training'",
            " 50 %  of 'training', 16 min 40 s left",
            "training: done",
            " 33 %  of 'another'",
            " 50 %  of 'another', 30 s left");
  }
}
