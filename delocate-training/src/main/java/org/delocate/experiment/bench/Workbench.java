package org.delocate.experiment.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.evaluation.number.ModelChecks;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.FaceEvaluator;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.model.Checkpoint;

/** What experiments work with: the store, the budget, finished parts, and a way to be stopped. */
public final class Workbench implements AutoCloseable {

  private static final String PLAN = "plan";

  /** Faces that the speed is measured on, after as many to warm up. */
  private static final int PACE_FACES = 48;

  /**
   * Share of a measuring experiment's budget that goes into the networks; the rest is bootstrap.
   */
  private static final double NETWORK_SHARE = 0.8;

  private final ExperimentSettings settings;
  private final ExperimentListener listener;
  private final AtomicBoolean stop;
  private final FaceStore store;
  private final FinishedParts parts;

  /**
   * Opens the store, and the folder of an earlier run of the same experiment.
   *
   * @param stop when it becomes true, the experiment ends at the next whole part
   * @throws IllegalArgumentException if the folder holds another experiment, or one with other
   *     settings
   */
  public Workbench(
      String experiment,
      ExperimentSettings settings,
      ExperimentListener listener,
      AtomicBoolean stop) {
    this.settings = settings;
    this.listener = listener;
    this.stop = stop;
    this.parts = new FinishedParts(settings.out().resolve("parts"));
    this.store = FaceStore.open(settings.store());
    Map<String, String> mine = identity(experiment);
    Identity before = parts.read(PLAN, Identity.class).orElse(null);
    if (before != null && !before.settings().equals(mine)) {
      store.close();
      throw new IllegalArgumentException(
          settings.out()
              + " holds an experiment with other settings ("
              + difference(before.settings(), mine)
              + "); name another folder, or the same settings to go on with it");
    }
    if (before == null) {
      parts.write(PLAN, new Identity(mine));
    }
  }

  /** What must be the same for parts to be of one experiment. */
  private record Identity(Map<String, String> settings) {}

  private Map<String, String> identity(String experiment) {
    Map<String, String> identity = new TreeMap<>();
    identity.put("experiment", experiment);
    identity.put("store", store.description().planDigest());
    identity.put("budget", "" + settings.effort().budgetMinutes());
    identity.put("steps", settings.effort().steps().map(steps -> "" + steps).orElse("by budget"));
    identity.put("faces", settings.effort().faces().map(faces -> "" + faces).orElse("by budget"));
    identity.put("split", settings.split().orElse("by need"));
    identity.put(
        "model",
        settings.models().measured().map(model -> model.weights().sha256()).orElse("none"));
    // The same weights may be read in another way.
    identity.put(
        "calibration",
        settings.models().measured().map(model -> "" + model.card().calibration()).orElse("none"));
    // Experiments from before models of folds go on: an empty list is not noted.
    for (int i = 0; i < settings.models().ofFolds().size(); i++) {
      Checkpoint model = settings.models().ofFolds().get(i);
      identity.put(
          "model of fold " + (i + 1), model.weights().sha256() + " " + model.card().calibration());
    }
    identity.put("degradation", degradation().orElse("none"));
    identity.put(
        "recovering", settings.models().recovering().map(Object::toString).orElse("trained"));
    identity.put("overrides", String.join(" ", settings.trainings().overrides()));
    identity.put("seed", "" + settings.seed());
    return identity;
  }

  private static String difference(Map<String, String> before, Map<String, String> now) {
    return now.keySet().stream()
        .filter(key -> !now.get(key).equals(before.get(key)))
        .map(key -> key + ": " + before.get(key) + " there, " + now.get(key) + " here")
        .findFirst()
        .orElse("keys that this version does not know");
  }

  /** What the settings degrade faces by, as on the command line. */
  public Optional<String> degradation() {
    return settings.degradation().map(it -> it.name() + ":" + it.strength());
  }

  /** Faces after the degradation that the settings name, or as they are. */
  public FaceSupply degradedAsSet(FaceSupply faces) {
    return settings
        .degradation()
        .map(degradation -> ChangedFaces.degraded(faces, degradation, settings.seed()))
        .orElse(faces);
  }

  public ExperimentSettings settings() {
    return settings;
  }

  public ExperimentListener listener() {
    return listener;
  }

  public AtomicBoolean stop() {
    return stop;
  }

  public FaceStore store() {
    return store;
  }

  /** The model to measure. */
  public Checkpoint model() {
    Checkpoint model =
        settings
            .models()
            .measured()
            .orElseThrow(
                () -> new IllegalArgumentException("this experiment measures a model: name one"));
    ModelChecks.detects(model.card());
    ModelChecks.sees(model.card(), store);
    return model;
  }

  /** Something that an earlier run kept. */
  public <T> Optional<T> kept(String name, Class<T> type) {
    return parts.read(name, type);
  }

  /** Keeps something for a later run. */
  public void keep(String name, Object part) {
    parts.write(name, part);
  }

  /** A part that was finished before, or is now. */
  public <T> T part(String name, Class<T> type, Supplier<T> work) {
    return parts
        .read(name, type)
        .orElseGet(
            () -> {
              if (stop.get()) {
                throw new StoppedException("stopped before '" + name + "'");
              }
              T made = work.get();
              parts.write(name, made);
              listener.finished(name);
              return made;
            });
  }

  /** Evaluates faces, with progress under a part's name. */
  public List<EvaluatedFace> evaluate(String part, FaceSupply faces, FaceAnalyzer analyzer) {
    return FaceEvaluator.evaluate(
        faces,
        store.description().margin(),
        analyzer,
        (done, all) -> {
          listener.progress(part, (double) done / Math.max(1, all));
          if (stop.get()) {
            throw new StoppedException("stopped in '" + part + "'");
          }
        });
  }

  /**
   * The faces of a measuring experiment: the split that it is to use, as many as it can afford.
   *
   * @param suits whether some faces of a split are what the experiment needs
   * @throws IllegalArgumentException if neither {@code test} nor {@code val} suits, or not the one
   *     that the settings name
   */
  public List<FaceEntry> split(Predicate<List<FaceEntry>> suits, String needs) {
    List<String> candidates = settings.split().map(List::of).orElse(List.of("test", "val"));
    for (String split : candidates) {
      List<FaceEntry> entries =
          store.entries().stream().filter(entry -> entry.split().equals(split)).toList();
      if (suits.test(entries)) {
        return entries;
      }
    }
    throw new IllegalArgumentException(
        "no split of the store among " + String.join(", ", candidates) + " has " + needs);
  }

  public static boolean hasBothClasses(List<FaceEntry> entries) {
    return entries.stream().map(FaceEntry::label).distinct().count() == Label.values().length;
  }

  /**
   * How many faces each condition can have, so that all stay within the budget.
   *
   * @param faces to measure the speed on
   * @param conditions how often as many faces go through the networks
   */
  public int affordable(FaceSupply faces, int conditions, FaceAnalyzer analyzer) {
    if (settings.effort().faces().isPresent()) {
      return settings.effort().faces().get();
    }
    return part(
            "faces-per-condition",
            Integer.class,
            () -> {
              double seconds = secondsPerFace(faces, analyzer);
              double budget = settings.effort().budgetMinutes() * 60 * NETWORK_SHARE;
              return (int) Math.max(2, Math.min(1e9, budget / conditions / seconds));
            })
        .intValue();
  }

  /** Measured on the first faces, after as many to warm up. */
  public double secondsPerFace(FaceSupply faces, FaceAnalyzer analyzer) {
    int count = Math.min(PACE_FACES, faces.size());
    FaceSupply few =
        new FaceSupply() {
          @Override
          public int size() {
            return count;
          }

          @Override
          public Member get(int index) {
            return faces.get(index);
          }
        };
    evaluate("speed", few, analyzer);
    long start = System.nanoTime();
    evaluate("speed", few, analyzer);
    return (System.nanoTime() - start) / 1e9 / Math.max(1, count);
  }

  /** Entries in groups by something, sorted by its name. */
  public static Map<String, List<FaceEntry>> grouped(
      List<FaceEntry> entries, Function<FaceEntry, String> by) {
    Map<String, List<FaceEntry>> groups = new TreeMap<>();
    for (FaceEntry entry : entries) {
      groups.computeIfAbsent(by.apply(entry), key -> new ArrayList<>()).add(entry);
    }
    return groups;
  }

  @Override
  public void close() {
    store.close();
  }
}
