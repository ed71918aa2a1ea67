package org.delocate.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Counts what each caller did in the last minute, as a bucket that leaks. */
final class Rates {

  private static final double NANOS_PER_MINUTE = 60e9;

  private record Bucket(double level, long at) {}

  private final int perMinute;
  private final LongSupplier nanoClock;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  Rates(int perMinute, LongSupplier nanoClock) {
    this.perMinute = perMinute;
    this.nanoClock = nanoClock;
  }

  /** Whether a caller may do it once more now; if so, it counts. */
  boolean allow(String caller) {
    long now = nanoClock.getAsLong();
    boolean[] allowed = new boolean[1];
    buckets.compute(
        caller,
        (name, before) -> {
          double level =
              before == null
                  ? 0
                  : Math.max(
                      0, before.level() - (now - before.at()) / NANOS_PER_MINUTE * perMinute);
          allowed[0] = level + 1 <= perMinute;
          return new Bucket(allowed[0] ? level + 1 : level, now);
        });
    return allowed[0];
  }
}
