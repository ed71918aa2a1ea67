package org.delocate.network.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.delocate.face.align.AlignedFace;
import org.delocate.network.engine.ComputeDevice;
import org.delocate.network.engine.OnnxEngine;
import org.delocate.network.engine.Precision;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.texture.TrackTexture;

/**
 * Runs the networks over aligned faces: the one way from faces to evidence.
 *
 * <p>Faces are cut into small batches of a fixed size, each of which one thread takes through all
 * networks. The size does not depend on the number of threads, so neither does any result.
 *
 * <p>May be used by several threads at once. Close it when no call is under way.
 */
public final class FaceAnalyzer implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final FaceNetworks networks;
  private final int batch;
  private final ExecutorService workers;

  /**
   * Uses networks in whatever library, which it closes; those of LibTorch go with the collector.
   */
  FaceAnalyzer(FaceNetworks networks, AnalyzerOptions options) {
    this.networks = networks;
    batch = networks.batch();
    int threads = options.threads();
    workers =
        new ThreadPoolExecutor(
            threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), workerThreads()) {
          /** Also where whoever closes no longer waits. */
          @Override
          protected void terminated() {
            networks.close();
          }
        };
  }

  /**
   * Builds the networks of a checkpoint; its card's calibration shifts and weighs the masks,
   * outlines them and lets the mapping discrepancy have its say. {@link #isForOnnx} says in which
   * library they run.
   *
   * @throws IllegalStateException if they are to calculate on a GPU, and none is there
   * @throws org.delocate.network.weights.CheckpointException if the weights do not fit the card's
   *     architecture, or are not finite
   */
  public static FaceAnalyzer open(Checkpoint checkpoint, AnalyzerOptions options) {
    return isForOnnx(options)
        ? new FaceAnalyzer(OnnxNetworks.open(checkpoint), options)
        : inTorch(checkpoint, options);
  }

  /**
   * Whether {@link #open} runs networks in ONNX Runtime: in fp32, where its library can be loaded,
   * which asking does. Else, and in bf16, which it does not know, they run in LibTorch.
   */
  public static boolean isForOnnx(Precision precision) {
    return precision.resolved() == Precision.FP32 && OnnxEngine.isHere();
  }

  /**
   * The same; on a GPU they run in LibTorch.
   *
   * @throws IllegalStateException if CUDA is asked for and not there
   */
  public static boolean isForOnnx(AnalyzerOptions options) {
    return !options.isOnGpu() && isForOnnx(options.precision());
  }

  /**
   * Whether {@link #open} loads LibTorch: to run the networks, or to check those of a checkpoint
   * that is not the shipped one.
   */
  public static boolean needsTorch(Checkpoint checkpoint, AnalyzerOptions options) {
    return options.device() != ComputeDevice.CPU
        || !isForOnnx(options.precision())
        || !checkpoint.weights().isKnown();
  }

  /**
   * Uses networks that are there already, in LibTorch and in evaluation mode, on the device that
   * they are on; they must not change meanwhile.
   */
  public static FaceAnalyzer of(DelocateNetworks networks, AnalyzerOptions options) {
    return of(networks, Calibration.none(), options);
  }

  /** {@link #open} where ONNX Runtime is not; tests compare both. */
  static FaceAnalyzer inTorch(Checkpoint checkpoint, AnalyzerOptions options) {
    DelocateNetworks networks = checkpoint.networks();
    if (options.isOnGpu()) {
      // Operators that are fused for the processor have no place there.
      ComputeDevice.CUDA.hold(networks);
    } else {
      networks.prepare(options.precision().resolved());
    }
    return of(networks, checkpoint.card().calibration(), options);
  }

  private static FaceAnalyzer of(
      DelocateNetworks networks, Calibration calibration, AnalyzerOptions options) {
    networks.eval();
    boolean gpu = networks.recovering().classToken().is_cuda();
    Precision precision = gpu ? Precision.FP32 : options.precision().resolved();
    return new FaceAnalyzer(new TorchNetworks(networks, calibration, precision, gpu), options);
  }

  private ThreadFactory workerThreads() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread =
          new Thread(
              () -> {
                networks.beginThread();
                task.run();
              },
              "face-analyzer-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** What a person's frames will say together, if there is a texture network. */
  public Optional<TrackTexture> person() {
    return networks.nobody().map(TrackTexture::other);
  }

  /** Pixels around the crop, at each border, that faces have to come with. */
  public int surround() {
    return networks.configuration().surround();
  }

  /** What the networks calculate in: {@link Precision#FP32} or {@link Precision#BF16}. */
  public Precision precision() {
    return networks.precision();
  }

  /**
   * Analyses faces.
   *
   * @param faces in the {@linkplain NetworkConfiguration#view view} of the checkpoint's card; may
   *     be empty
   * @return the evidence of each face, in their order
   * @throws IllegalArgumentException if a crop has another size than the networks'
   * @throws IllegalStateException if the engine fails, or the calling thread is interrupted
   */
  public List<FaceEvidence> analyze(List<AlignedFace> faces) {
    return begin(faces).evidence();
  }

  /**
   * Begins to analyse faces, and returns at once: who has other work can do it meanwhile.
   *
   * @param faces as for {@link #analyze}
   * @throws IllegalArgumentException if a crop has another size than the networks'
   */
  public Analysis begin(List<AlignedFace> faces) {
    int size = networks.configuration().view().size();
    for (AlignedFace face : faces) {
      if (face.crop().width() != size || face.crop().height() != size) {
        throw new IllegalArgumentException(
            "a crop of "
                + face.crop().width()
                + "×"
                + face.crop().height()
                + " for networks that see "
                + size
                + "×"
                + size);
      }
    }
    List<Future<List<FaceEvidence>>> pending = new ArrayList<>();
    List<List<Integer>> batches = batches(faces);
    for (List<Integer> places : batches) {
      List<AlignedFace> batch = places.stream().map(faces::get).toList();
      pending.add(workers.submit(() -> networks.evidence(batch)));
    }
    return new Analysis(faces.size(), batches, pending);
  }

  /** Faces that are under way through the networks. */
  public static final class Analysis {

    private final int faces;
    private final List<List<Integer>> batches;
    private final List<Future<List<FaceEvidence>>> pending;

    private Analysis(
        int faces, List<List<Integer>> batches, List<Future<List<FaceEvidence>>> pending) {
      this.faces = faces;
      this.batches = batches;
      this.pending = pending;
    }

    /**
     * Waits for the networks.
     *
     * @return the evidence of each face, in their order
     * @throws IllegalStateException if the engine fails, or the calling thread is interrupted
     */
    public List<FaceEvidence> evidence() {
      FaceEvidence[] evidence = new FaceEvidence[faces];
      try {
        for (int i = 0; i < batches.size(); i++) {
          List<FaceEvidence> found = pending.get(i).get();
          for (int j = 0; j < found.size(); j++) {
            evidence[batches.get(i).get(j)] = found.get(j);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while faces were analysed", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "the networks failed: " + firstLine(e.getCause()), e.getCause());
      } finally {
        cancel();
      }
      return Arrays.asList(evidence);
    }

    /** The engines' messages go on with their native stack; the first line is what happened. */
    private static String firstLine(Throwable failure) {
      String message = String.valueOf(failure.getMessage());
      return message.lines().findFirst().orElse(failure.getClass().getSimpleName());
    }

    /** Leaves out the batches that have not begun. */
    public void cancel() {
      pending.forEach(batch -> batch.cancel(false));
    }
  }

  /** Places of faces that go together: those that move until their next frame, and the others. */
  private List<List<Integer>> batches(List<AlignedFace> faces) {
    List<List<Integer>> batches = new ArrayList<>();
    Map<Boolean, List<Integer>> open = new HashMap<>();
    for (int i = 0; i < faces.size(); i++) {
      List<Integer> some = open.computeIfAbsent(faces.get(i).moves(), any -> new ArrayList<>());
      some.add(i);
      if (some.size() == batch) {
        batches.add(List.copyOf(some));
        some.clear();
      }
    }
    open.values().stream().filter(rest -> !rest.isEmpty()).map(List::copyOf).forEach(batches::add);
    return batches;
  }

  /**
   * Waits for batches under way, then lets go of the networks; if the calling thread is interrupted
   * it does not wait, and they go with the last batch. Nothing happens the second time.
   *
   * @throws IllegalStateException if batches take too long; the networks go with the last of them
   */
  @Override
  public void close() {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("faces are still being analysed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
