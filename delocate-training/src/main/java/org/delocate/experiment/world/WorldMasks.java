package org.delocate.experiment.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.delocate.dataset.layout.WorldsReader;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.evaluation.number.FaceMetrics;
import org.delocate.evaluation.number.MaskTruth;
import org.delocate.evaluation.number.Painter;
import org.delocate.evaluation.report.MetricWords;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.experiment.bench.Measurement;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.Interval;
import org.delocate.metrics.MaskMetrics;
import org.delocate.metrics.MaskSample;

/**
 * Whether masks say where, by family: on forged clips whose region is known from the real clip that
 * they were made from, and on that clip.
 */
final class WorldMasks {

  private static final String OVERLAP = "overlap";
  private static final String AREA = "area";

  private WorldMasks() {}

  /** The faces that are needed: forged ones with a mask, and the real ones of their originals. */
  static List<FaceEntry> faces(List<FaceEntry> faces) {
    Set<String> originals = new HashSet<>();
    faces.stream()
        .filter(face -> face.mask().isPresent())
        .forEach(face -> face.originalKey().ifPresent(originals::add));
    return faces.stream()
        .filter(face -> face.mask().isPresent() || originals.contains(face.key()))
        .toList();
  }

  /** Measures; bootstrap over pages. */
  static Map<String, Measurement> measure(List<EvaluatedFace> evaluated, List<FaceEntry> faces) {
    Map<String, FaceEntry> byKey = new HashMap<>();
    faces.forEach(face -> byKey.put(face.key(), face));
    Map<String, List<EvaluatedFace>> forged = new TreeMap<>();
    for (EvaluatedFace face : evaluated) {
      if (face.label() == Label.FAKE) {
        FaceEntry entry = byKey.get(face.key());
        String family = entry.traits().getOrDefault(WorldsReader.FAMILY, entry.method());
        forged.computeIfAbsent(family, key -> new ArrayList<>()).add(face);
      }
    }
    Map<String, Measurement> measured = new LinkedHashMap<>();
    forged.forEach(
        (family, fakes) -> {
          Set<String> originals = new HashSet<>();
          fakes.forEach(face -> byKey.get(face.key()).originalKey().ifPresent(originals::add));
          List<EvaluatedFace> some = new ArrayList<>(fakes);
          evaluated.stream().filter(face -> originals.contains(face.key())).forEach(some::add);
          measured.put(family, measurement(some, key -> byKey.get(key).source()));
        });
    return measured;
  }

  private static Measurement measurement(
      List<EvaluatedFace> faces, Function<String, String> pageOfKey) {
    List<EvaluatedFace> fakes = faces.stream().filter(face -> face.label() == Label.FAKE).toList();
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("clips", fakes.stream().map(EvaluatedFace::video).distinct().count());
    counts.put("pages", fakes.stream().map(face -> pageOfKey.apply(face.key())).distinct().count());
    counts.put("faces", (long) fakes.size());
    Map<String, Interval> numbers = new LinkedHashMap<>();
    for (Painter painter : Painter.values()) {
      List<MaskSample> samples = FaceMetrics.samples(faces, MaskTruth.HULL, painter);
      Function<MaskSample, String> page = sample -> pageOfKey.apply(sample.key());
      numbers.put(
          painter.key() + "." + OVERLAP,
          Bootstrap.standard().of(samples, page, MaskMetrics::intersectionOverUnion));
      numbers.put(
          painter.key() + "." + AREA,
          Bootstrap.standard().of(samples, page, MaskMetrics::pixelAreaUnderRoc));
    }
    return new Measurement(counts, numbers, Map.of());
  }

  static ResultTable table(Map<String, Measurement> measured) {
    List<List<String>> rows = new ArrayList<>();
    measured.forEach(
        (family, measurement) -> {
          for (Painter painter : List.of(Painter.OUTLINE, Painter.MODEL, Painter.ELLIPSE)) {
            rows.add(
                List.of(
                    family,
                    WorldTables.count(measurement.count("clips")),
                    WorldTables.count(measurement.count("pages")),
                    WorldTables.count(measurement.count("faces")),
                    painter.words(),
                    MetricWords.number(measurement.number(painter.key() + "." + OVERLAP)),
                    MetricWords.number(measurement.number(painter.key() + "." + AREA))));
          }
        });
    return new ResultTable(
        "worlds-masks",
        "Masks of forged clips that lie pixel on pixel with a real one, against the truth's hull",
        List.of("family", "clips", "pages", "forged faces", "painter", "IoU", "pixel AUC"),
        rows);
  }
}
