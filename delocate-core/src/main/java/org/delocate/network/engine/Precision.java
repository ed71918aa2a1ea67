package org.delocate.network.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  /** {@link #BF16} where the processor has instructions for it, else {@link #FP32}. */
  AUTO;

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /** Either {@link #FP32} or {@link #BF16}: what this choice means on this machine. */
  public Precision resolved() {
    if (this != AUTO) {
      return this;
    }
    return processorHasBfloat16() ? BF16 : FP32;
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
  private static boolean processorHasBfloat16() {
    if (!Files.isReadable(PROCESSOR)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(PROCESSOR)) {
      return lines
          .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
          .limit(1)
          .anyMatch(line -> line.contains("avx512_bf16") || line.contains("amx_bf16"));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
