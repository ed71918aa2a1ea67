package org.delocate.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.network.engine.ComputeDevice;
import org.delocate.network.engine.Precision;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.weights.CheckpointException;

/**
 * How all scans of a worker are made.
 *
 * @param model file or folder of the checkpoint; empty for the shipped one
 * @param threads of the networks and the decoder, at least 1
 * @param precision of the networks
 * @param sampling which frames are looked at
 * @param from seconds from which the video is looked at
 * @param to seconds up to which the video is looked at; may be infinite
 * @param device what the networks calculate on
 */
public record WorkerOptions(
    String model,
    int threads,
    Precision precision,
    Sampling sampling,
    double from,
    double to,
    ComputeDevice device) {

  /** A kind of sampling in a form that can be sent. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Sampling.Standard.class, name = "standard"),
    @JsonSubTypes.Type(value = Sampling.Even.class, name = "even"),
    @JsonSubTypes.Type(value = Sampling.Every.class, name = "every"),
    @JsonSubTypes.Type(value = Sampling.All.class, name = "all")
  })
  public sealed interface Sampling {
    /** See {@link FrameSampling.Standard}. */
    record Standard() implements Sampling {}

    /** See {@link FrameSampling.Even}. */
    record Even(int frames) implements Sampling {}

    /** See {@link FrameSampling.Every}. */
    record Every(double seconds) implements Sampling {}

    /** See {@link FrameSampling.All}. */
    record All() implements Sampling {}
  }

  public WorkerOptions {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(sampling, "sampling");
    Objects.requireNonNull(device, "device");
    if (threads < 1) {
      throw new IllegalArgumentException("threads is at least 1");
    }
  }

  /** The options that a detector in this process would get. */
  public static WorkerOptions of(Optional<Path> model, DetectorOptions options) {
    FrameSampling whole = options.sampling();
    double from = 0;
    double to = Double.POSITIVE_INFINITY;
    if (whole instanceof FrameSampling.Part part) {
      whole = part.sampling();
      from = part.from();
      to = part.to();
    }
    Sampling sampling;
    if (whole instanceof FrameSampling.Even even) {
      sampling = new Sampling.Even(even.frames());
    } else if (whole instanceof FrameSampling.Every every) {
      sampling = new Sampling.Every(every.seconds());
    } else {
      sampling = whole instanceof FrameSampling.All ? new Sampling.All() : new Sampling.Standard();
    }
    return new WorkerOptions(
        model.map(path -> path.toAbsolutePath().toString()).orElse(""),
        options.threads(),
        options.precision(),
        sampling,
        from,
        to,
        options.device());
  }

  DetectorOptions detectorOptions() {
    FrameSampling whole;
    if (sampling instanceof Sampling.Even even) {
      whole = FrameSampling.even(even.frames());
    } else if (sampling instanceof Sampling.Every every) {
      whole = FrameSampling.every(every.seconds());
    } else {
      whole = sampling instanceof Sampling.All ? FrameSampling.all() : FrameSampling.standard();
    }
    boolean part = from > 0 || Double.isFinite(to);
    return DetectorOptions.defaults()
        .withSampling(part ? new FrameSampling.Part(whole, from, to) : whole)
        .withPrecision(precision)
        .withDevice(device)
        .withThreads(threads);
  }

  Checkpoint checkpoint() {
    return model.isEmpty()
        ? Checkpoint.shipped()
            .orElseThrow(
                () ->
                    new CheckpointException(
                        CheckpointException.Reason.NOT_FOUND,
                        "no checkpoint is shipped with this build"))
        : Checkpoint.read(Path.of(model));
  }
}
