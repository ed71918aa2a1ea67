package org.delocate.network.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;

/**
 * In what numbers the networks calculate. Files and training keep weights in fp32 whatever is
 * chosen; a {@link org.delocate.network.analysis.FaceAnalyzer} that reads a checkpoint for {@link
 * #BF16} rounds them once.
 */
public enum Precision {
  /** 32-bit floats throughout. */
  FP32,
  /**
   * Matrix products and convolutions in bfloat16 (the engine's autocast), and without gradients the
   * tokens of stage 1 too; the rest in fp32.
   */
  BF16,
  /**
   * {@link #BF16} where that is known to be faster: with matrix units for it (AMX), or on an AMD
   * processor with AVX-512 BF16. Else {@link #FP32}.
   */
  AUTO;

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /** Either {@link #FP32} or {@link #BF16}: what this choice means on this machine. */
  public Precision resolved() {
    if (this != AUTO) {
      return this;
    }
    return onThisProcessor();
  }

  /**
   * Switches this thread to this precision until the result is closed. Only the forward pass and
   * the loss belong inside; the backward pass follows by itself. Each thread needs a switch of its
   * own.
   */
  public Scope enter() {
    boolean before = torch.is_autocast_enabled(torch.DeviceType.CPU);
    torch.set_autocast_enabled(torch.DeviceType.CPU, resolved() == BF16);
    torch.set_autocast_dtype(torch.DeviceType.CPU, torch.ScalarType.BFloat16);
    // A cast weight that is kept would outlive the optimiser's step.
    torch.set_autocast_cache_enabled(false);
    return () -> torch.set_autocast_enabled(torch.DeviceType.CPU, before);
  }

  /** Ends a switch of precision; to be closed on the thread that entered. */
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /** Linux tells; where nothing tells, fp32 is right and never slow. */
  private static Precision onThisProcessor() {
    if (!Files.isReadable(PROCESSOR)) {
      return FP32;
    }
    try (Stream<String> lines = Files.lines(PROCESSOR)) {
      return fastest(lines);
    } catch (IOException | UncheckedIOException e) {
      return FP32;
    }
  }

  /**
   * What is faster on the first processor of Linux's description. Instructions alone do not tell:
   * on an Intel processor with AVX-512 BF16 and without AMX these networks take a quarter longer in
   * bf16 than in fp32, on AMD's with the same instructions less (docs/benchmarks.md).
   */
  static Precision fastest(Stream<String> processors) {
    List<String> first = processors.takeWhile(line -> !line.isBlank()).toList();
    boolean amd = first.stream().anyMatch(line -> says(line, "vendor_id", "AuthenticAMD"));
    boolean matrices = first.stream().anyMatch(line -> says(line, "flags", "amx_bf16"));
    boolean vectors = first.stream().anyMatch(line -> says(line, "flags", "avx512_bf16"));
    return matrices || (amd && vectors) ? BF16 : FP32;
  }

  /** Whether a line is of that field, and has that word. */
  private static boolean says(String line, String field, String word) {
    String[] parts = line.split(":", 2);
    return parts.length == 2
        && parts[0].strip().equals(field)
        && List.of(parts[1].strip().split("\\s+")).contains(word);
  }
}
