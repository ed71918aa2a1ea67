package org.delocate.training.configuration;

import java.util.Arrays;

/** Ranges of configuration values, checked when the record is made and not hours later. */
public final class Check {

  private Check() {}

  public static void range(String key, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          key + " is " + value + ", which is not within " + low + " to " + high);
    }
  }

  public static void oneOf(String key, String value, String... allowed) {
    if (!Arrays.asList(allowed).contains(value)) {
      throw new IllegalArgumentException(
          key + " is '" + value + "', which is none of " + String.join(", ", allowed));
    }
  }
}
