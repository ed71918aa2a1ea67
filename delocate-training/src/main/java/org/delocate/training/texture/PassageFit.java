package org.delocate.training.texture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.delocate.dataset.record.FrameKeys;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.Spread;
import org.delocate.detection.verdict.PassageContrast;
import org.delocate.metrics.AlarmThreshold;
import org.delocate.metrics.BinomialBound;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.ScoredSample;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkConfiguration.Texture.Passages;
import org.delocate.network.texture.StatisticsWeights;
import org.delocate.network.texture.TextureSizes;

/**
 * What tells the frames of a forged passage from the rest of its shot [ours]: by how much forged
 * clips lie beside the very clips that they were made from, over how much the frames of real clips
 * scatter about the mean of theirs. Unlike the discriminants of whole clips it need not tell one
 * camera from another.
 *
 * <p>From how many deviations on a passage parts is measured on the windows of real clips, those of
 * each split by weights that were learnt from the other splits.
 */
final class PassageFit {

  /** Frames of a real clip that the scatter is taken from; more are much alike. [ours] */
  private static final int FRAMES = 8;

  /** How many deviations from their mean statistics count at most. [ours] */
  private static final double REACH = 4;

  /** Added to the variance of each standardised statistic, which is 1. [ours] */
  private static final double RIDGE = 1;

  /** Fewer clips say nothing of the share that has a passage. */
  private static final int FEWEST_CLIPS = 5;

  /**
   * Deviations count as no less than this share of the median: what hardly ever changes would get a
   * weight beside which half precision has no room for the others.
   */
  private static final double LEAST_DEVIATION = 0.05;

  /** What numbers of frames are divided by for seconds, since stores do not know rates. [ours] */
  private static final double FRAMES_PER_SECOND = 25;

  /** Where nothing has limits, none is reached. */
  private static final double ANY_REACH = 1e6;

  /** Where no weights could be learnt, or nothing says what they are worth. */
  private static final Passages NEVER = new Passages(1, 1e6, 0, 0, 0, 0);

  /** A person of a real clip. */
  private record Real(FaceEntry entry, double[] times, List<float[]> frames) {

    private float[] mean() {
      return PassageFit.mean(frames);
    }
  }

  /**
   * A person of a forged clip.
   *
   * @param original person of the real clip that it was made from
   */
  private record Forged(String split, String original, float[] mean) {}

  /**
   * What was learnt.
   *
   * @param weights {@link TextureSizes#movingOf} of them
   */
  record Fitted(StatisticsWeights weights, Passages passages) {}

  /** Weights of statistics within limits, in deviations of the frames of a real clip. */
  private record Direction(double[] weights, float[] lowest, float[] highest) {

    private double of(float[] values) {
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        sum += weights[j] * Math.max(lowest[j], Math.min(highest[j], values[j]));
      }
      return sum;
    }

    private double[] of(List<float[]> frames) {
      return frames.stream().mapToDouble(this::of).toArray();
    }
  }

  private final double alarms;
  private final boolean limited;
  private final int size;
  private final Map<String, Real> real = new LinkedHashMap<>();
  private final List<Forged> forged = new ArrayList<>();

  /**
   * @param limited whether the networks' statistics count within limits only
   */
  PassageFit(TextureConfiguration configuration, boolean limited, NetworkConfiguration networks) {
    alarms = configuration.passageAlarms();
    this.limited = limited;
    size = TextureSizes.movingOf(networks);
  }

  /** What networks have before they are fitted. */
  static Passages unfitted(TextureConfiguration configuration) {
    return configuration.passageAlarms() > 0 ? NEVER : Passages.NONE;
  }

  /**
   * Asks for a person of a clip, if it teaches anything.
   *
   * @return whether it does
   */
  boolean ask(FaceStore store, String name, List<List<FaceEntry>> moments, TextureReader reader) {
    FaceEntry entry = moments.get(0).get(0);
    if (entry.label() == Label.REAL) {
      askForFrames(store, name, moments, reader);
    } else if (entry.originalKey().isPresent()) {
      reader.frames(
          store,
          name,
          moments,
          values -> {
            if (!values.frames().isEmpty()) {
              addForged(entry, mean(values.frames()));
            }
          });
    } else {
      return false;
    }
    return true;
  }

  /** Asks for the frames of a person of a real clip, if passages are to be told. */
  void askForFrames(
      FaceStore store, String name, List<List<FaceEntry>> moments, TextureReader reader) {
    if (alarms > 0 && moments.get(0).get(0).label() == Label.REAL) {
      reader.frames(store, name, moments, values -> addReal(moments, values.frames()));
    }
  }

  private void addReal(List<List<FaceEntry>> moments, List<float[]> frames) {
    if (frames.isEmpty()) {
      return;
    }
    FaceEntry first = moments.get(0).get(0);
    FaceEntry last = moments.get(moments.size() - 1).get(0);
    double seconds =
        (FrameKeys.indexOf(last.key()) - FrameKeys.indexOf(first.key())) / FRAMES_PER_SECOND;
    double step = seconds / Math.max(1, frames.size() - 1);
    double[] times = IntStream.range(0, frames.size()).mapToDouble(i -> i * step).toArray();
    real.put(first.personKey(), new Real(first, times, frames));
  }

  /** Adds a person of a forged clip, if it is known what it was made from and anything moves. */
  void addForged(FaceEntry entry, float[] mean) {
    if (mean.length > 0) {
      entry
          .originalKey()
          .ifPresent(key -> forged.add(new Forged(entry.split(), FrameKeys.personOf(key), mean)));
    }
  }

  /**
   * Fits to some splits.
   *
   * @return weights of 0 that never tell anything where these splits do not teach it; empty where
   *     passages are not to be told
   */
  Optional<Fitted> fit(List<String> splits) {
    return alarms > 0 ? Optional.of(fitted(splits)) : Optional.empty();
  }

  private Fitted fitted(List<String> splits) {
    Optional<Direction> all = direction(splits);
    if (all.isEmpty()) {
      float[] none = new float[size];
      return new Fitted(
          limited ? new StatisticsWeights(none, none, none) : StatisticsWeights.unlimited(none),
          NEVER);
    }
    List<ScoredSample> unseen = new ArrayList<>();
    for (String split : splits) {
      direction(splits.stream().filter(other -> !other.equals(split)).toList())
          .ifPresent(others -> unseen.addAll(highest(split, others)));
    }
    double[] weights = all.get().weights();
    double largest = Arrays.stream(weights).map(Math::abs).max().orElseThrow();
    float[] scaled = new float[size];
    for (int j = 0; j < size; j++) {
      // The largest weight is 1, so that half precision keeps the others as well as it can.
      scaled[j] = (float) (weights[j] / largest);
    }
    return new Fitted(
        limited
            ? new StatisticsWeights(scaled, all.get().lowest(), all.get().highest())
            : StatisticsWeights.unlimited(scaled),
        measured(largest, unseen));
  }

  /** Of each real clip of a split, the highest contrast of any window of any of its people. */
  private List<ScoredSample> highest(String split, Direction direction) {
    Map<String, ScoredSample> clips = new LinkedHashMap<>();
    for (Real person : of(List.of(split))) {
      double highest = PassageContrast.highest(person.times(), direction.of(person.frames()));
      // Of too few frames, no passage could part.
      if (Double.isFinite(highest)) {
        clips.merge(
            person.entry().record(),
            new ScoredSample(person.entry().record(), false, highest, person.entry().source()),
            (one, other) -> one.score() >= other.score() ? one : other);
      }
    }
    return List.copyOf(clips.values());
  }

  private Passages measured(double gain, List<ScoredSample> unseen) {
    AlarmThreshold threshold = AlarmThreshold.of(unseen, alarms);
    if (unseen.size() < FEWEST_CLIPS || !(threshold.score() > 0)) {
      return new Passages(gain, NEVER.from(), 0, 0, 0, 0);
    }
    int above = (int) unseen.stream().filter(one -> threshold.isBelow(one.score())).count();
    double byPages =
        Bootstrap.standard().of(unseen, some -> threshold.shareAbove(some, false)).high();
    return new Passages(
        gain,
        Math.nextUp(threshold.score()),
        (double) above / unseen.size(),
        Math.max(BinomialBound.upper(above, unseen.size()), byPages),
        unseen.size(),
        (int) unseen.stream().map(ScoredSample::group).distinct().count());
  }

  /** For messages. */
  String inWords() {
    return real.size()
        + " people of real clips, "
        + forged.stream().filter(one -> real.containsKey(one.original())).count()
        + " of forged ones beside these";
  }

  /** None where no forged clip of the splits has the real one beside it that it was made from. */
  private Optional<Direction> direction(List<String> splits) {
    List<Real> people = of(splits);
    List<Forged> pairs =
        forged.stream()
            .filter(one -> splits.contains(one.split()) && real.containsKey(one.original()))
            .toList();
    List<Real> several = people.stream().filter(one -> one.frames().size() > 1).toList();
    if (pairs.isEmpty() || several.isEmpty()) {
      return Optional.empty();
    }
    List<List<float[]>> some =
        several.stream().map(one -> Spread.over(one.frames(), FRAMES)).toList();
    Scale scale =
        Scale.of(some.stream().flatMap(List::stream).toList(), limited ? REACH : ANY_REACH);
    double[] apart = new double[size];
    for (Forged pair : pairs) {
      double[] one = scale.of(pair.mean());
      double[] other = scale.of(real.get(pair.original()).mean());
      for (int j = 0; j < size; j++) {
        apart[j] += (one[j] - other[j]) / pairs.size();
      }
    }
    int count = some.stream().mapToInt(List::size).sum();
    double[] rows = new double[Math.multiplyExact(count, size)];
    int row = 0;
    for (List<float[]> person : some) {
      List<double[]> frames = person.stream().map(scale::of).toList();
      double[] middle = new double[size];
      for (double[] frame : frames) {
        for (int j = 0; j < size; j++) {
          middle[j] += frame[j] / frames.size();
        }
      }
      for (double[] frame : frames) {
        for (int j = 0; j < size; j++) {
          rows[row * size + j] = (frame[j] - middle[j]) / Math.sqrt(count);
        }
        row++;
      }
    }
    double[] weights = LinearDiscriminant.direction(rows, count, apart, RIDGE);
    for (int j = 0; j < size; j++) {
      weights[j] /= scale.deviations()[j];
    }
    return Optional.of(
        normalised(new Direction(weights, scale.lowest(), scale.highest()), several));
  }

  private List<Real> of(List<String> splits) {
    return real.values().stream().filter(one -> splits.contains(one.entry().split())).toList();
  }

  /** So that the frames of a real person scatter by 1, on average over people. */
  private static Direction normalised(Direction plain, List<Real> people) {
    double variance = 0;
    for (Real person : people) {
      double[] values = plain.of(person.frames());
      double mean = Arrays.stream(values).average().orElseThrow();
      variance +=
          Arrays.stream(values)
                  .map(value -> (value - mean) * (value - mean))
                  .average()
                  .orElseThrow()
              / people.size();
    }
    double unit = variance > 0 ? 1 / Math.sqrt(variance) : 1;
    return new Direction(
        Arrays.stream(plain.weights()).map(weight -> weight * unit).toArray(),
        plain.lowest(),
        plain.highest());
  }

  /** What statistics are standardised by, and the limits within which they count. */
  private record Scale(double[] deviations, float[] lowest, float[] highest) {

    private static Scale of(List<float[]> frames, double reach) {
      float[] mean = mean(frames);
      double[] deviations = new double[mean.length];
      for (float[] frame : frames) {
        for (int j = 0; j < mean.length; j++) {
          double off = frame[j] - mean[j];
          deviations[j] += off * off / frames.size();
        }
      }
      double[] sorted = Arrays.stream(deviations).map(Math::sqrt).sorted().toArray();
      double least = Math.max(Float.MIN_NORMAL, LEAST_DEVIATION * sorted[sorted.length / 2]);
      float[] lowest = new float[mean.length];
      float[] highest = new float[mean.length];
      for (int j = 0; j < mean.length; j++) {
        deviations[j] = Math.max(least, Math.sqrt(deviations[j]));
        lowest[j] = (float) (mean[j] - reach * deviations[j]);
        highest[j] = (float) (mean[j] + reach * deviations[j]);
      }
      return new Scale(deviations, lowest, highest);
    }

    private double[] of(float[] values) {
      double[] scaled = new double[values.length];
      for (int j = 0; j < values.length; j++) {
        scaled[j] = Math.max(lowest[j], Math.min(highest[j], values[j])) / deviations[j];
      }
      return scaled;
    }
  }

  private static float[] mean(List<float[]> frames) {
    double[] sum = new double[frames.get(0).length];
    for (float[] frame : frames) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += frame[j];
      }
    }
    float[] mean = new float[sum.length];
    for (int j = 0; j < sum.length; j++) {
      mean[j] = (float) (sum[j] / frames.size());
    }
    return mean;
  }
}
