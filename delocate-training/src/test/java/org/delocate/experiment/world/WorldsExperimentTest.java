package org.delocate.experiment.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.delocate.dataset.listing.CsvTable;
import org.delocate.dataset.prepare.FacePreparation;
import org.delocate.dataset.prepare.PreparationOptions;
import org.delocate.dataset.prepare.ProgressListener;
import org.delocate.dataset.store.Portrait;
import org.delocate.dataset.store.VideoStore;
import org.delocate.evaluation.report.Evaluation;
import org.delocate.evaluation.report.EvaluationReport;
import org.delocate.evaluation.report.UntrainedModel;
import org.delocate.experiment.Experiments;
import org.delocate.experiment.bench.ExperimentListener;
import org.delocate.experiment.bench.ExperimentResult;
import org.delocate.experiment.bench.ExperimentSettings;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.experiment.bench.Workbench;
import org.delocate.face.align.CropConvention;
import org.delocate.forgery.degrade.TrainingDegradation;
import org.delocate.media.image.Image;
import org.delocate.media.write.VideoEncoding;
import org.delocate.media.write.VideoWriter;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.engine.Precision;
import org.delocate.network.model.Checkpoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of clips to the tables, with real videos and real, if untrained, networks. */
final class WorldsExperimentTest {

  @TempDir static Path folder;

  private static Path store;
  private static Checkpoint first;
  private static Checkpoint second;

  @BeforeAll
  static void prepare() throws IOException {
    Path clips = folder.resolve("clips");
    StringBuilder index =
        new StringBuilder(
            "path,label,family,generator,fold,person,original,overlay,reencoded,source"
                + ",frames,width,height,codec\n");
    for (int fold = 1; fold <= 2; fold++) {
      for (int i = 0; i < 2; i++) {
        String name = fold + "-" + i + ".mp4";
        Image real =
            TrainingDegradation.standard()
                .degrade(Portrait.image(), new SplittableRandom(10L * fold + i));
        write(clips.resolve("real/" + name), real);
        write(clips.resolve("fake/" + name), painted(real));
        index.append(row("real/" + name, "real,camera,", fold, "", real));
        index.append(
            row(
                "fake/" + name,
                "fake," + (i == 0 ? "face-swap,swapper" : "lip-sync,lips" + fold),
                fold,
                i == 0 ? "real/" + name : "",
                real));
      }
    }
    Files.writeString(clips.resolve("index.csv"), index);
    store = folder.resolve("store");
    FacePreparation.run(
        new PreparationOptions(
            "worlds:" + clips,
            store,
            CropConvention.standard(VideoStore.CROP),
            16,
            new PreparationOptions.Frames(2, true),
            new PreparationOptions.Least(32, 0.005),
            64,
            1),
        ProgressListener.SILENT);
    first = Checkpoint.read(UntrainedModel.write(folder.resolve("first"), 3));
    second = Checkpoint.read(UntrainedModel.write(folder.resolve("second"), 4));
  }

  private static String row(String path, String kind, int fold, String original, Image image) {
    return String.join(
            ",",
            path,
            kind,
            "" + fold,
            "p" + fold,
            original,
            "none",
            "no",
            "page" + fold,
            "6",
            "" + image.width(),
            "" + image.height(),
            "h264")
        + "\n";
  }

  /** A grey patch over the middle of the portrait, where its face is. */
  private static Image painted(Image image) {
    byte[] rgb = image.rgb().clone();
    for (int y = image.height() / 8; y < image.height() / 3; y++) {
      for (int x = 2 * image.width() / 5; x < image.width() / 2; x++) {
        int at = 3 * (y * image.width() + x);
        for (int channel = 0; channel < 3; channel++) {
          rgb[at + channel] = (byte) Math.min(255, (rgb[at + channel] & 0xFF) / 2 + 90);
        }
      }
    }
    return new Image(image.width(), image.height(), rgb);
  }

  private static void write(Path file, Image image) throws IOException {
    Files.createDirectories(file.getParent());
    try (VideoWriter writer =
        new VideoWriter(
            file,
            image.width(),
            image.height(),
            25,
            VideoEncoding.forViewing().withBitsPerSecond(8_000_000))) {
      for (int i = 0; i < 6; i++) {
        writer.write(image, i / 25.0);
      }
    }
  }

  private static ExperimentResult run(
      String out, Optional<Checkpoint> model, List<Checkpoint> foldModels)
      throws InterruptedException {
    return run("worlds", out, model, foldModels, ExperimentSettings.Trainings.all());
  }

  private static ExperimentResult run(
      String name,
      String out,
      Optional<Checkpoint> model,
      List<Checkpoint> foldModels,
      ExperimentSettings.Trainings variants)
      throws InterruptedException {
    ExperimentSettings settings =
        new ExperimentSettings(
            store,
            folder.resolve(out),
            new ExperimentSettings.Effort(1, Optional.empty(), Optional.empty()),
            Optional.empty(),
            new ExperimentSettings.Models(model, Optional.empty(), foldModels),
            variants,
            Optional.empty(),
            new AnalyzerOptions(1, Precision.FP32),
            1);
    try (Workbench bench = new Workbench(name, settings, new Silence(), new AtomicBoolean())) {
      ExperimentResult result = Experiments.named(name).run(bench);
      result.write(settings.out());
      return result;
    }
  }

  private static final class Silence implements ExperimentListener {
    @Override
    public void progress(String part, double share) {}

    @Override
    public void finished(String part) {}
  }

  private static Map<String, Double> scores(String out) {
    CsvTable clips = CsvTable.read(folder.resolve(out).resolve("clips.csv"));
    Map<String, Double> scores = new HashMap<>();
    clips
        .rows()
        .forEach(
            row ->
                scores.put(clips.cell(row, "clip"), Double.parseDouble(clips.cell(row, "score"))));
    return scores;
  }

  @Test
  void everyFoldIsScoredByItsOwnModelAndEveryNumberHasItsCount()
      throws InterruptedException, IOException {
    run("by first", Optional.of(first), List.of());
    run("by second", Optional.of(second), List.of());
    ExperimentResult result = run("by both", Optional.empty(), List.of(first, second));

    assertThat(result.tables())
        .extracting(ResultTable::name)
        .containsExactly(
            "worlds",
            "worlds-families",
            "worlds-generators",
            "worlds-pages",
            "worlds-slopes",
            "worlds-evidence",
            "worlds-masks");
    Map<String, Double> scores = scores("by both");
    assertThat(scores).hasSize(8);
    Map<String, Double> byFirst = scores("by first");
    Map<String, Double> bySecond = scores("by second");
    scores.forEach(
        (clip, score) -> {
          boolean inFirstFold = clip.contains("/1-");
          assertThat(score)
              .as(clip)
              .isCloseTo((inFirstFold ? byFirst : bySecond).get(clip), within(1e-4));
          assertThat(byFirst.get(clip)).isNotEqualTo(bySecond.get(clip));
        });
    // Two frames of each clip, and not the ones a moment later.
    CsvTable frames = CsvTable.read(folder.resolve("by both/frames.csv"));
    assertThat(frames.rows()).hasSize(16);
    assertThat(frames.rows()).noneMatch(row -> frames.cell(row, "key").matches(".*_f\\d+n.*"));

    ResultTable summary = result.tables().get(0);
    assertThat(summary.rows().get(0).subList(0, 5))
        .containsExactly("all clips", "4", "2", "4", "3");
    assertThat(row(summary, "generators of one fold only").subList(1, 5))
        .containsExactly("4", "2", "2", "2");
    assertThat(row(summary, "fold1").subList(1, 5)).containsExactly("2", "1", "2", "2");
    assertThat(summary.rows())
        .allSatisfy(row -> assertThat(row.get(5)).as(row.get(0)).matches("[01]\\.\\d{3}.*"));
    assertThat(result.tables().get(1).rows())
        .extracting(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
        .containsExactly("face-swap 1 2", "lip-sync 2 2");
    assertThat(result.tables().get(2).rows()).hasSize(3);
    ResultTable masks = result.tables().get(6);
    assertThat(masks.rows()).hasSize(3).allSatisfy(row -> assertThat(row.get(1)).isEqualTo("2"));
    assertThat(result.protocol().get("model of fold2")).startsWith("untrained-4");
    assertThat(Files.readString(folder.resolve("by both/worlds.html"))).contains("<svg");
  }

  @Test
  void clipsAreMeasuredAfterEveryEditThatIsNamed() throws InterruptedException {
    ExperimentResult result =
        run("edits", "edits", Optional.empty(), List.of(first, second), named("blur:5", "h264:3"));
    List<List<String>> rows = result.tables().get(0).rows();
    assertThat(rows).extracting(row -> row.get(0)).containsExactly("as stored", "blur:5", "h264:3");
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.subList(1, 4)).containsExactly("4", "2", "4"));
    // Nothing moves what nothing was done to, and edits do.
    assertThat(rows.get(0).subList(9, 11)).allMatch(moved -> moved.startsWith("0.000"));
    assertThat(rows.subList(1, 3))
        .allSatisfy(row -> assertThat(row.get(9)).doesNotStartWith("0.000"));
    assertThat(result.protocol().get("model of fold2")).startsWith("untrained-4");
    // As stored, a clip has the score that it has among the worlds.
    run("worlds beside edits", Optional.empty(), List.of(first, second));
    Map<String, Double> worlds = scores("worlds beside edits");
    CsvTable clips = CsvTable.read(folder.resolve("edits/clips.csv"));
    assertThat(clips.rows()).hasSize(3 * worlds.size());
    assertThat(clips.rows().subList(0, worlds.size()))
        .allSatisfy(
            row ->
                assertThat(Double.parseDouble(clips.cell(row, "score")))
                    .isCloseTo(worlds.get(clips.cell(row, "clip")), within(1e-4)));

    assertThatThrownBy(
            () -> run("edits", "unknown", Optional.of(first), List.of(), named("moustache:1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("moustache");
  }

  private static ExperimentSettings.Trainings named(String... edits) {
    return new ExperimentSettings.Trainings(List.of(edits), List.of());
  }

  @Test
  void aFoldIsASplitToEvaluate() {
    EvaluationReport report =
        Evaluation.of(
            store, "fold2", first, new AnalyzerOptions(1, Precision.FP32), (done, all) -> {});
    assertThat(report.metrics()).containsOnlyKeys("page2");
    // Two real clips and two forged ones; frames a moment later are faces, too.
    assertThat(report.metrics().get("page2").counts().videos()).isEqualTo(4);
    assertThat(report.metrics().get("page2").counts().faces()).isEqualTo(16);
  }

  private static List<String> row(ResultTable table, String name) {
    return table.rows().stream()
        .filter(row -> row.get(0).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row " + name));
  }

  @Test
  void aModelForEachFoldOrOneForAll() {
    assertThatThrownBy(() -> run("too few", Optional.empty(), List.of(first)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 models of folds")
        .hasMessageContaining("fold1, fold2");
    assertThatThrownBy(() -> run("none", Optional.empty(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name one");
  }

  @Test
  void aStoppedExperimentGoesOnOnlyWithTheSameModels() throws InterruptedException {
    run("kept", Optional.empty(), List.of(first, second));
    List<String> again = new ArrayList<>();
    again.add(run("kept", Optional.empty(), List.of(first, second)).markdown());
    assertThat(again.get(0)).contains("| all clips | 4 | 2 | 4 | 3 |");
    assertThatThrownBy(() -> run("kept", Optional.empty(), List.of(second, first)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model of fold 1");
  }
}
