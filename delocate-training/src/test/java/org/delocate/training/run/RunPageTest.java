package org.delocate.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.report.page.HtmlPage;
import org.delocate.report.page.Markup;
import org.delocate.training.configuration.Optimization;
import org.delocate.training.configuration.Schedule;
import org.delocate.training.crop.ContactSheet;
import org.delocate.training.step.DivergedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPageTest {

  private static final RunPage.Subject SUBJECT =
      new RunPage.Subject("Stage 1, recovering", "masked face, recovered face", 100, 20);

  @TempDir Path folder;

  private RunFolder run() {
    return RunFolder.start(
        folder.resolve("run"),
        new Optimization("sgd", new Schedule(0.5, 0, 0, 100), 0, 0, 0, 0, 0));
  }

  private static RunJournal journal(RunFolder run) {
    return new RunJournal(run, SUBJECT, List.of("loss"), List.of("areaUnderRoc"));
  }

  private static String page(RunFolder run) throws IOException {
    return Files.readString(run.file("index.html"));
  }

  @Test
  void thePageShowsCurvesPicturesAndConfigurationAndNeedsNothingElse() throws IOException {
    RunFolder run = run();
    RunJournal journal = journal(run);
    journal.startAt(0, -1);
    assertThat(page(run)).contains("running", "0 of 100", "not validated yet");
    for (int step = 10; step <= 60; step += 10) {
      journal.progress(
          step, Map.of("loss", 1.0 / step, "facesPerSecond", 10.0, "waitedShare", 0.25));
    }
    ContactSheet sheet = new ContactSheet(16);
    sheet.row(Image.black(16, 16), Image.black(16, 16));
    sheet.write(run.pictureFolder().resolve("recovered.png"));
    journal.validated(60, Map.of("areaUnderRoc", 0.75), true);

    String page = page(run);
    assertThat(page).contains("60 of 100 (60 %)", "step 60", "Area under ROC", "0.75");
    // 60 steps of 20 faces at 10 faces a second, and 40 more.
    assertThat(page).contains("2 min, validation not counted", "about 1 min");
    assertThat(page).contains("optimizer: sgd", "masked face, recovered face");
    assertThat(page).doesNotContain("http:", "https:", "<script", "NaN");
    assertThat(page).doesNotContain(folder.toString());
    byte[] picture =
        Base64.getDecoder()
            .decode(page.replaceFirst("(?s).*data:image/jpeg;base64,([^\"]*)\".*", "$1"));
    assertThat(ImageFiles.decode(picture).width()).isEqualTo(36);
    try (Stream<Path> files = Files.list(run.folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith("-index.html"));
    }
  }

  @Test
  void aCurveFallsWhereItsValuesFall() {
    List<Curve.Point> points = new ArrayList<>();
    for (int step = 10; step <= 100; step += 10) {
      points.add(new Curve.Point(step, 5 - step / 50.0));
    }
    Markup page = HtmlPage.start("chart");
    new CurveChart(new Curve(points), 100).draw(page, "Loss", 100);
    String svg = HtmlPage.finish(page);
    List<double[]> drawn =
        Pattern.compile("([\\d.]+),([\\d.]+)")
            .matcher(svg.replaceFirst("(?s).*<polyline[^>]*points=\"([^\"]*)\".*", "$1"))
            .results()
            .map(RunPageTest::point)
            .toList();
    assertThat(drawn).hasSize(10);
    // From 4.8 to 3 in equal strides: down the page and to the right, on a straight line.
    for (int i = 1; i < drawn.size(); i++) {
      assertThat(drawn.get(i)[0] - drawn.get(i - 1)[0]).isCloseTo(37.2, offset(0.2));
      assertThat(drawn.get(i)[1] - drawn.get(i - 1)[1]).isCloseTo(13.4, offset(0.2));
    }
    assertThat(svg).contains("class=\"best\"", ">3<", ">4<", ">5<", "step 100");
  }

  private static double[] point(MatchResult match) {
    return new double[] {Double.parseDouble(match.group(1)), Double.parseDouble(match.group(2))};
  }

  @Test
  void aFailedRunSaysWhatHappened() throws IOException {
    RunFolder run = run();
    RunJournal journal = journal(run);
    journal.startAt(0, -1);
    journal.failed(new DivergedException("the loss of step 7 is <NaN>"), 7);
    assertThat(page(run)).contains("failed", "the loss of step 7 is &lt;NaN&gt;", "7 of 100");
  }

  @Test
  void manyNoisyPointsAreThinnedToTheirMeans() {
    List<Curve.Point> points = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      points.add(new Curve.Point(i, i % 2));
    }
    Curve thinned = new Curve(points).thinned(100);
    assertThat(thinned.points()).hasSize(100).allMatch(point -> point.value() == 0.5);
    Curve smoothed = new Curve(points.subList(0, 5)).smoothed(1);
    assertThat(smoothed.points())
        .extracting(Curve.Point::value)
        .containsExactly(0.0, 1 / 3.0, 2 / 3.0, 1 / 3.0, 0.0);
  }

  @Test
  void numbersAreShort() {
    assertThat(CurveChart.number(0)).isEqualTo("0");
    assertThat(CurveChart.number(0.0001)).isEqualTo("0.0001");
    assertThat(CurveChart.number(1234567)).isEqualTo("1235000");
    assertThat(CurveChart.number(1e-6)).isEqualTo("1e-06");
    assertThat(CurveChart.number(Double.NaN)).isEqualTo("–");
  }
}
