package org.delocate.experiment.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.layout.WorldsReader;
import org.delocate.dataset.record.FaceAnnotations;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceLabels;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.metrics.AlarmThreshold;
import org.junit.jupiter.api.Test;

/** The numbers of clips whose scores are made up. */
final class WorldTablesTest {

  private static WorldClip clip(
      String page, String fold, boolean forged, String generator, double score, double width) {
    return new WorldClip(
        page + score,
        page,
        fold,
        forged,
        new WorldClip.Generator(
            forged ? "swap" : "camera", generator, generator.startsWith("only")),
        new WorldClip.Encoding("h264", "none", "no", Double.NaN),
        2,
        score,
        new WorldClip.Look(width, 100 - width));
  }

  /** 20 real clips of four pages scored 0 to 19, 10 forged ones scored 10, 12, …, 28. */
  private static WorldSet clips() {
    List<WorldClip> clips = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      clips.add(clip("page" + i / 5, "fold" + (1 + i % 2), false, "camera", i, 50 + i));
    }
    for (int i = 0; i < 10; i++) {
      clips.add(
          clip(
              "page" + i % 4,
              "fold" + (1 + i % 2),
              true,
              i < 4 ? "only" + i % 2 : "both",
              10 + 2 * i,
              50 + i));
    }
    return new WorldSet(clips);
  }

  private static String cell(ResultTable table, String row, String column) {
    return table.rows().stream()
        .filter(cells -> cells.get(0).equals(row))
        .map(cells -> cells.get(table.columns().indexOf(column)).replaceFirst(" .*", ""))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row " + row));
  }

  private static AlarmThreshold threshold(WorldSet set) {
    return AlarmThreshold.of(set.scores(), WorldSet.FALSE_ALARMS);
  }

  @Test
  void eachPartIsMeasuredByItself() {
    WorldSet set = clips();
    ResultTable summary = new WorldTables(set, threshold(set)).summary();
    // Each forged clip at 10 + 2 i wins over as many real ones, and ties with one, up to 18.
    assertThat(cell(summary, "all clips", "AUC")).isEqualTo("0.863");
    assertThat(cell(summary, "all clips", "found at 5 % false alarms")).isEqualTo("0.500");
    // 10, 12, 14 and 16: 10.5 + 12.5 + 14.5 + 16.5 of 80.
    assertThat(cell(summary, "generators of one fold only", "AUC")).isEqualTo("0.675");
    assertThat(cell(summary, "generators of one fold only", "forged")).isEqualTo("4");
    assertThat(cell(summary, "codec h264", "real")).isEqualTo("20");
    assertThat(cell(summary, "bits per pixel alone", "AUC")).isEqualTo("–");
    assertThat(cell(summary, "bits per pixel alone", "real")).isEqualTo("20");
    // Width counts 10 values twice: forged ones are the smaller half.
    assertThat(cell(summary, "width of the face alone", "AUC")).isEqualTo("0.250");
    assertThat(cell(summary, "sharpness alone", "AUC")).isEqualTo("0.750");
  }

  @Test
  void forgeriesAreHeldAgainstAllRealClips() {
    WorldSet set = clips();
    WorldTables tables = new WorldTables(set, threshold(set));
    assertThat(cell(tables.families(), "swap", "clips")).isEqualTo("10");
    assertThat(cell(tables.families(), "swap", "their AUC")).isEqualTo("0.675");
    assertThat(tables.generators().rows())
        .extracting(row -> row.get(0))
        .containsExactly("both", "only0", "only1");
    assertThat(cell(tables.generators(), "both", "clips")).isEqualTo("6");
    assertThat(cell(tables.generators(), "both", "above the threshold")).isEqualTo("0.833");
    // Two clips of two pages, and one page alone.
    assertThat(tables.generators().rows().get(1).get(6)).isEqualTo("0.000 [0.000, 0.000]");
    WorldSet one = set.where(clip -> !clip.forged() || clip.page().equals("page0"));
    assertThat(new WorldTables(one, threshold(set)).generators().rows().get(0).get(6))
        .isEqualTo("0.500");
  }

  @Test
  void falseAlarmsAreCountedByPage() {
    WorldSet set = clips();
    ResultTable pages = new WorldAlarms(set, new AlarmThreshold(0.05, 12)).pages();
    assertThat(pages.rows())
        .extracting(row -> row.get(0))
        .startsWith("all pages", "page3", "page2");
    assertThat(cell(pages, "all pages", "above")).isEqualTo("7");
    assertThat(cell(pages, "page3", "share")).isEqualTo("1.000");
    assertThat(cell(pages, "page2", "share")).isEqualTo("0.400");
    assertThat(new WorldAlarms(set, new AlarmThreshold(0.05, 12)).worstPage())
        .isEqualTo("1.000 (5 of 5 clips of page3)");
  }

  @Test
  void slopesAreOfRealClipsAlone() {
    ResultTable slopes = new WorldAlarms(clips(), threshold(clips())).slopes();
    assertThat(cell(slopes, "width of the face", "correlation")).isEqualTo("1.000");
    assertThat(cell(slopes, "sharpness", "correlation")).isEqualTo("-1.000");
    assertThat(cell(slopes, "bits per pixel", "correlation")).isEqualTo("–");
    assertThat(cell(slopes, "bits per pixel", "real clips")).isEqualTo("0");
  }

  @Test
  void evidenceIsWhatSoManyRealClipsReach() {
    ResultTable evidence = new WorldAlarms(clips(), threshold(clips())).evidence();
    assertThat(evidence.columns())
        .containsExactly(
            "clips",
            "how many",
            "strong or more (above 19.000)",
            "moderate or more (above 18.000)",
            "weak or more (above 15.000)",
            "none");
    List<String> forged = evidence.rows().get(1);
    assertThat(forged.get(0)).isEqualTo("forged");
    assertThat(forged.get(2)).startsWith("0.500");
    assertThat(forged.get(3)).startsWith("0.500");
    assertThat(forged.get(4)).startsWith("0.700");
    assertThat(forged.get(5)).startsWith("0.300");
    assertThat(evidence.rows().get(0).get(5)).startsWith("0.800");
  }

  @Test
  void theMostSuspiciousPersonIsTheClip() {
    List<FaceEntry> entries =
        List.of(
            entry("a_f000001", "a", Label.FAKE, "talker", "fold1"),
            entry("a_f000002", "a", Label.FAKE, "talker", "fold1"),
            entry("a_f000001_t2", "a", Label.FAKE, "talker", "fold1"),
            entry("b_f000001", "b", Label.FAKE, "swapper", "fold1"),
            entry("c_f000001", "c", Label.FAKE, "swapper", "fold2"));
    List<WorldClip> clips =
        WorldClip.of(
            List.of(
                new WorldFrame("a_f000001", "a", 1, -1, 10, 4),
                new WorldFrame("a_f000001_t2", "a", 2, 3, 40, 8),
                new WorldFrame("a_f000002", "a", 1, 4, 20, 6),
                new WorldFrame("b_f000001", "b", 1, 0, 9, 9)),
            entries);
    assertThat(clips).hasSize(2);
    assertThat(clips.get(0).score()).isEqualTo(3);
    assertThat(clips.get(0).look().faceWidth()).isEqualTo(40);
    assertThat(clips.get(0).frames()).isEqualTo(3);
    assertThat(clips.get(0).generator().unseen()).isTrue();
    assertThat(clips.get(0).file().bitsPerPixel()).isEqualTo(0.25);
    assertThat(clips.get(0).generator().family()).isEqualTo("talking-head");
    assertThat(clips.get(1).generator().unseen()).isFalse();
  }

  private static FaceEntry entry(
      String key, String record, Label label, String generator, String fold) {
    FaceEntry.Span nowhere = new FaceEntry.Span(0, 0);
    FaceLabels labels =
        new FaceLabels(
            key,
            "worlds",
            record,
            new FaceOrigin(label, generator, fold, "page"),
            Optional.empty(),
            new FaceAnnotations(
                Optional.empty(),
                List.of(),
                Map.of(WorldsReader.FAMILY, "talking-head", WorldsReader.BITS_PER_PIXEL, "0.25")));
    return new FaceEntry(labels, Path.of("shard"), nowhere, Optional.empty(), nowhere);
  }
}
