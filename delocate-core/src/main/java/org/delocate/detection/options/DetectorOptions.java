package org.delocate.detection.options;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.engine.ComputeDevice;
import org.delocate.network.engine.Precision;

/**
 * How to scan.
 *
 * @param sampling which frames are looked at
 * @param threads of the networks and of the decoder, at least 1
 * @param precision of the networks
 * @param batch faces that go through the networks at once, at least 1; more is faster and takes
 *     more memory
 * @param rules when to abstain
 * @param aggregator from the scores of a person's faces to one score
 * @param limits which sizes of frames are accepted
 * @param stream which video of a file is judged: FFmpeg's number of its stream; empty for the one
 *     that players show
 * @param device what the networks calculate on
 */
public record DetectorOptions(
    FrameSampling sampling,
    int threads,
    Precision precision,
    int batch,
    AbstentionRules rules,
    ScoreAggregator aggregator,
    MediaLimits limits,
    OptionalInt stream,
    ComputeDevice device) {

  /** On the processor. */
  public DetectorOptions(
      FrameSampling sampling,
      int threads,
      Precision precision,
      int batch,
      AbstentionRules rules,
      ScoreAggregator aggregator,
      MediaLimits limits,
      OptionalInt stream) {
    this(sampling, threads, precision, batch, rules, aggregator, limits, stream, ComputeDevice.CPU);
  }

  /** For the video that players show. */
  public DetectorOptions(
      FrameSampling sampling,
      int threads,
      Precision precision,
      int batch,
      AbstentionRules rules,
      ScoreAggregator aggregator,
      MediaLimits limits) {
    this(sampling, threads, precision, batch, rules, aggregator, limits, OptionalInt.empty());
  }

  public DetectorOptions {
    Objects.requireNonNull(sampling, "sampling");
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(rules, "rules");
    Objects.requireNonNull(aggregator, "aggregator");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(device, "device");
    if (threads < 1 || batch < 1) {
      throw new IllegalArgumentException("threads and batch are at least 1");
    }
    if (device == ComputeDevice.CUDA && precision == Precision.BF16) {
      throw new IllegalArgumentException("on a GPU networks calculate in fp32, not in bf16");
    }
  }

  /** {@link FrameSampling.Standard} frames, all processors, bf16 where it is faster. */
  public static DetectorOptions defaults() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new DetectorOptions(
        FrameSampling.standard(),
        processors,
        Precision.AUTO,
        Math.max(8, 4 * processors),
        AbstentionRules.defaults(),
        ScoreAggregator.standard(),
        MediaLimits.defaults());
  }

  public DetectorOptions withSampling(FrameSampling other) {
    return new DetectorOptions(
        other, threads, precision, batch, rules, aggregator, limits, stream, device);
  }

  public DetectorOptions withThreads(int other) {
    return new DetectorOptions(
        sampling, other, precision, batch, rules, aggregator, limits, stream, device);
  }

  public DetectorOptions withPrecision(Precision other) {
    return new DetectorOptions(
        sampling, threads, other, batch, rules, aggregator, limits, stream, device);
  }

  public DetectorOptions withRules(AbstentionRules other) {
    return new DetectorOptions(
        sampling, threads, precision, batch, other, aggregator, limits, stream, device);
  }

  /**
   * The same with another aggregator. A model's thresholds and evidence were measured with {@link
   * ScoreAggregator#standard}.
   */
  public DetectorOptions withAggregator(ScoreAggregator other) {
    return new DetectorOptions(
        sampling, threads, precision, batch, rules, other, limits, stream, device);
  }

  public DetectorOptions withStream(int other) {
    return new DetectorOptions(
        sampling,
        threads,
        precision,
        batch,
        rules,
        aggregator,
        limits,
        OptionalInt.of(other),
        device);
  }

  /** The same on another device; a GPU takes an engine that is built for it. */
  public DetectorOptions withDevice(ComputeDevice other) {
    return new DetectorOptions(
        sampling, threads, precision, batch, rules, aggregator, limits, stream, other);
  }

  /** How the networks use the machine. */
  public AnalyzerOptions ofNetworks() {
    return new AnalyzerOptions(threads, precision, device);
  }

  /** Every option by name, as provenance lists them. */
  public Map<String, Object> listed() {
    Map<String, Object> options = new LinkedHashMap<>();
    FrameSampling within = sampling;
    if (sampling instanceof FrameSampling.Part part) {
      within = part.sampling();
      options.put("from", part.from());
      if (Double.isFinite(part.to())) {
        options.put("to", part.to());
      }
    }
    if (within instanceof FrameSampling.Even even) {
      options.put("frames", even.frames());
    } else if (within instanceof FrameSampling.Every every) {
      options.put("every", every.seconds());
    } else {
      options.put("frames", within instanceof FrameSampling.All ? "all" : "standard");
    }
    stream.ifPresent(index -> options.put("stream", index));
    options.put("threads", threads);
    boolean gpu = ofNetworks().isOnGpu();
    if (gpu) {
      options.put("device", "cuda");
    }
    Precision numbers = gpu ? Precision.FP32 : precision.resolved();
    options.put("precision", numbers.name().toLowerCase(Locale.ROOT));
    options.put("batch", batch);
    options.put("aggregator", aggregator.name());
    options.put("minimumFaceSide", rules.minimumFaceSide());
    options.put("minimumSharpness", rules.minimumSharpness());
    options.put("minimumFaces", rules.minimumFaces());
    options.put("maximumPixels", limits.maxPixels());
    options.put("minimumFrameSide", limits.minSide());
    return options;
  }
}
