package org.delocate.experiment.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.record.FaceAnnotations;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceLabels;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.evaluation.number.FaceMetrics;
import org.delocate.experiment.bench.Intervention;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.experiment.measure.ScoredFaces.Face;
import org.junit.jupiter.api.Test;

/** Faces whose scores are known, so that the tables are. */
final class ShortcutTablesTest {

  private static final FaceMetrics.Decision DECISION =
      new FaceMetrics.Decision(new Calibrator(1, 0), 0.8, 0.3);

  private static Face face(int number, boolean forged, double logit, long truth, long painted) {
    return new Face(
        (forged ? "fake" : "real") + number,
        "group" + number,
        forged,
        logit,
        truth,
        painted,
        Math.min(truth, painted),
        100);
  }

  /** Six pairs: forged ones two above real ones, all moved. */
  private static ScoredFaces pairs(double real, double forged) {
    List<Face> faces = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      double person = 0.1 * i;
      faces.add(face(i, false, -1 + person + real, 0, 0));
      faces.add(face(i, true, 1 + person + forged, 10, 10));
    }
    return new ScoredFaces(faces);
  }

  private static ShortcutTables stored(ScoredFaces faces) {
    return new ShortcutTables(Map.of(ShortcutTables.STORED, faces), DECISION);
  }

  private static FaceEntry entry(String key, Optional<String> original) {
    FaceEntry.Span nowhere = new FaceEntry.Span(0, 0);
    FaceLabels labels =
        new FaceLabels(
            key,
            "test",
            key,
            new FaceOrigin(original.isPresent() ? Label.FAKE : Label.REAL, "swap", "val", "test"),
            original,
            FaceAnnotations.NONE);
    return new FaceEntry(labels, Path.of("shard"), nowhere, Optional.empty(), nowhere);
  }

  private static String cell(ResultTable table, int row, String column) {
    return table.rows().get(row).get(table.columns().indexOf(column)).replaceFirst(" .*", "");
  }

  @Test
  void shortcutShowsWhereOneClassAloneIsChanged() {
    Map<String, ScoredFaces> measured = new LinkedHashMap<>();
    measured.put(ShortcutTables.STORED, pairs(0, 0));
    // Whatever was done lifts every score by four: the model takes it for a forgery.
    measured.put("blur:1", pairs(4, 4));
    ResultTable table = new ShortcutTables(measured, DECISION).changes();
    assertThat(cell(table, 1, "AUC, to all")).isEqualTo("1.000");
    assertThat(cell(table, 1, "AUC, to real ones alone")).isEqualTo("0.000");
    assertThat(cell(table, 1, "AUC, to forged ones alone")).isEqualTo("1.000");
    assertThat(cell(table, 1, "logit of real ones moves by")).isEqualTo("4.000");
    assertThat(cell(table, 0, "logit of real ones moves by")).isEqualTo("0.000");
    assertThat(cell(table, 0, "real called forged")).isEqualTo("0.000");
    assertThat(cell(table, 1, "real called forged")).isEqualTo("1.000");
    // Logits of -1 and -0.9 are probabilities below 0.3; -0.8 is above.
    assertThat(cell(table, 0, "real called authentic")).isEqualTo("0.333");
  }

  @Test
  void everyFaceGetsOneAnswer() {
    Map<String, ScoredFaces> measured = new LinkedHashMap<>();
    measured.put(ShortcutTables.STORED, pairs(0, 0));
    for (Intervention intervention : Intervention.all(4)) {
      measured.put(intervention.name(), pairs(0.5, -1.2));
    }
    ShortcutTables tables = new ShortcutTables(measured, DECISION);
    ResultTable table = tables.answers();
    assertThat(table.rows()).hasSize(14);
    for (int row = 0; row < table.rows().size(); row++) {
      for (String kind : List.of("real", "forged")) {
        double sum =
            Double.parseDouble(cell(table, row, kind + ": forged"))
                + Double.parseDouble(cell(table, row, kind + ": authentic"))
                + Double.parseDouble(cell(table, row, kind + ": no answer"));
        assertThat(sum).isBetween(0.998, 1.002);
      }
    }
    assertThat(tables.chart()).isNotNull();
  }

  @Test
  void personsAreFoundThroughTheOriginal() {
    List<FaceEntry> entries = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      entries.add(entry("real" + i, Optional.empty()));
      entries.add(entry("fake" + i, Optional.of("real" + i)));
    }
    ResultTable table = stored(pairs(0, 0)).persons(entries).orElseThrow();
    assertThat(table.rows().get(0).get(0)).isEqualTo("6");
    assertThat(cell(table, 0, "the forged one scores higher")).isEqualTo("1.000");
    assertThat(cell(table, 0, "correlation of the two logits")).isEqualTo("1.000");
    // A fake without its original is no pair.
    assertThat(
            stored(new ScoredFaces(List.of(face(0, true, 1, 0, 0))))
                .persons(List.of(entry("fake0", Optional.of("elsewhere")))))
        .isEqualTo(Optional.empty());
  }

  @Test
  void paintThatFollowsTheForgeryIsToldFromPaintThatDoesNot() {
    List<Face> following = new ArrayList<>();
    List<Face> whole = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      following.add(face(i, true, 1, 5 + 5L * i, 5 + 5L * i));
      whole.add(face(i, true, 1, 5 + 5L * i, 80));
    }
    Map<String, ScoredFaces> forged = new LinkedHashMap<>();
    forged.put("following", new ScoredFaces(following));
    forged.put("whole", new ScoredFaces(whole));
    ResultTable table = ShortcutTables.paint(forged);
    assertThat(table.rows()).hasSize(3);
    assertThat(cell(table, 0, "correlation of the two shares")).isEqualTo("1.000");
    assertThat(cell(table, 0, "of the painted, forged")).isEqualTo("1.000");
    assertThat(cell(table, 1, "correlation of the two shares")).isEqualTo("–");
    assertThat(cell(table, 1, "painted share of the crop")).isEqualTo("0.800");
    // Forged: 5 to 40 of the 80 that are painted, 0.28 on average.
    assertThat(cell(table, 1, "of the painted, forged")).isEqualTo("0.281");
  }
}
