package org.delocate.detection.result;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What made a report, so that it can be made again.
 *
 * @param code name and version of this software
 * @param model name and digest of the checkpoint
 * @param trainingDataTerms terms of the data that the model learnt from, and so of its weights
 * @param engine the native libraries and their versions
 * @param java version of the Java runtime
 * @param os operating system and processor
 * @param options every option of the detector by name, in a fixed order; values are strings,
 *     numbers and booleans
 * @param startedAt when the scan began
 * @param seconds how long it took
 */
public record Provenance(
    String code,
    String model,
    String trainingDataTerms,
    String engine,
    String java,
    String os,
    Map<String, Object> options,
    Instant startedAt,
    double seconds) {

  public Provenance {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(trainingDataTerms, "trainingDataTerms");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(startedAt, "startedAt");
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }
}
