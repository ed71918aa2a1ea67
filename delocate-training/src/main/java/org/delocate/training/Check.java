package org.delocate.training;

/** Ranges of configuration values, checked when the record is made and not hours later. */
final class Check {

  private Check() {}

  static void range(String key, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          key + " is " + value + ", which is not within " + low + " to " + high);
    }
  }
}
