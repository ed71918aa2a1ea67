package org.delocate.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An axis: what it shows, from where to where, and where it is labelled.
 *
 * @param label in words
 * @param low value at its beginning
 * @param high value at its end, above {@code low}
 * @param ticks within
 */
public record Axis(String label, double low, double high, List<Tick> ticks) {

  private static final int STEPS = 5;

  /** A labelled place. */
  public record Tick(double at, String label) {}

  public Axis {
    requireRange(low, high);
    ticks = List.copyOf(ticks);
  }

  private static void requireRange(double low, double high) {
    if (!(high > low) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException("an axis from " + low + " to " + high);
    }
  }

  /** Shares from 0 to 1. */
  public static Axis share(String label) {
    return between(label, 0, 1);
  }

  /**
   * From one value to another, labelled at round numbers.
   *
   * @throws IllegalArgumentException if the values are not finite and in order
   */
  public static Axis between(String label, double low, double high) {
    // Before the steps: an empty range has steps of length 0, of which any number would fit.
    requireRange(low, high);
    double step = niceStep((high - low) / STEPS);
    List<Tick> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      ticks.add(new Tick(i * step, number(i * step)));
    }
    return new Axis(label, low, high, ticks);
  }

  /**
   * Wide enough for some values, ends at round numbers; values that are not finite are left out.
   */
  public static Axis around(String label, double... values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double least = Arrays.stream(finite).min().orElse(0);
    double most = Arrays.stream(finite).max().orElse(1);
    if (most - least < 1e-9 * Math.max(1, Math.abs(most))) {
      most = least + Math.max(1, Math.abs(least));
    }
    double step = niceStep((most - least) / STEPS);
    return between(
        label, Math.floor(least / step + 1e-9) * step, Math.ceil(most / step - 1e-9) * step);
  }

  /** Names at 0, 1, 2, …, with half a step before and behind. */
  public static Axis names(String label, List<String> names) {
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ticks.add(new Tick(i, names.get(i)));
    }
    return new Axis(label, -0.5, Math.max(1, names.size()) - 0.5, ticks);
  }

  /** Where a value lies, 0 at the beginning and 1 at the end; beyond them, at the nearer end. */
  double place(double value) {
    return Math.max(0, Math.min(1, (value - low) / (high - low)));
  }

  /** The nearest larger 1, 2 or 5 times a power of ten. */
  public static double niceStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String number(double value) {
    if (Math.abs(value) < 1e-12) {
      return "0";
    }
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
