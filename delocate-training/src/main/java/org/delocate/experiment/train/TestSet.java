package org.delocate.experiment.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.experiment.bench.ChangedFaces;
import org.delocate.experiment.bench.FaceSample;
import org.delocate.experiment.bench.StillForgers;
import org.delocate.experiment.bench.Workbench;
import org.delocate.forgery.forger.Forgers;

/**
 * Faces that trained variants are measured on.
 *
 * @param name in tables
 * @param source of the store that fakes come from, or the forger
 * @param origin where the real ones come from, for the protocol
 * @param supply so many of them
 */
record TestSet(String name, String source, String origin, IntFunction<FaceSupply> supply) {

  /**
   * Every source that has real and forged faces in {@code test}, or else in {@code val}; in the
   * split that the settings name, if they name one.
   *
   * @throws IllegalArgumentException if there is none
   */
  static List<TestSet> ofSources(Workbench bench) {
    List<String> splits = bench.settings().split().map(List::of).orElse(List.of("test", "val"));
    Map<String, TestSet> sets = new LinkedHashMap<>();
    for (String split : splits) {
      Workbench.grouped(
              bench.store().entries().stream()
                  .filter(entry -> entry.split().equals(split))
                  .toList(),
              FaceEntry::source)
          .forEach(
              (source, entries) -> {
                if (Workbench.hasBothClasses(entries)) {
                  sets.putIfAbsent(
                      source,
                      new TestSet(
                          source + ", " + split, source, origin(entries), sampled(bench, entries)));
                }
              });
    }
    if (sets.isEmpty()) {
      throw new IllegalArgumentException(
          "no source of the store has real and forged faces in a split of "
              + String.join(", ", splits));
    }
    return List.copyOf(sets.values());
  }

  /**
   * For each of our forgers, real faces that nothing was trained on and their forgeries.
   *
   * @throws IllegalArgumentException if there are no such real faces
   */
  static List<TestSet> ofForgers(Workbench bench) {
    Set<String> trained =
        bench.store().entries().stream()
            .filter(entry -> entry.split().equals("train"))
            .map(FaceEntry::source)
            .collect(Collectors.toSet());
    List<FaceEntry> real =
        bench
            .split(
                entries -> entries.stream().anyMatch(entry -> isReal(entry, trained)),
                "real faces of a source that is trained on")
            .stream()
            .filter(entry -> isReal(entry, trained))
            .toList();
    List<TestSet> sets = new ArrayList<>();
    for (String forger : StillForgers.names()) {
      sets.add(
          new TestSet(
              forger,
              forger,
              origin(real),
              faces -> {
                long seed = bench.settings().seed();
                FaceSupply originals =
                    FaceSupply.of(bench.store(), FaceSample.of(real, (faces + 1) / 2, seed));
                return ChangedFaces.joined(
                    originals,
                    ChangedFaces.forged(
                        originals, Forgers.named(forger, ChangedFaces.loaded(originals)), seed));
              }));
    }
    return sets;
  }

  private static String origin(List<FaceEntry> faces) {
    return faces.stream()
        .map(face -> face.source() + ", " + face.split())
        .distinct()
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private static boolean isReal(FaceEntry entry, Set<String> sources) {
    return entry.label() == Label.REAL && sources.contains(entry.source());
  }

  private static IntFunction<FaceSupply> sampled(Workbench bench, List<FaceEntry> entries) {
    return faces ->
        FaceSupply.of(bench.store(), FaceSample.of(entries, faces, bench.settings().seed()));
  }
}
