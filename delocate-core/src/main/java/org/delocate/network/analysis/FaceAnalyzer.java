package org.delocate.network.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.delocate.face.align.AlignedFace;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.evidence.PartValues;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.texture.FaceBoxes;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.network.texture.TrackTexture;

/**
 * Runs the networks over aligned faces: the one way from faces to evidence.
 *
 * <p>Faces are cut into small batches of a fixed size, each of which one thread takes through all
 * networks with single-threaded operations; threads that shared an operation would wait for each
 * other. The size does not depend on the number of threads, so neither does any result.
 *
 * <p>May be used by several threads at once. Close it when no call is under way.
 */
public final class FaceAnalyzer implements AutoCloseable {

  /** Few enough that 32 frames of a clip keep many cores busy, enough for good matrix products. */
  private static final int BATCH = 4;

  private static final long PATIENCE_SECONDS = 60;

  private static final float[] NOTHING = {};

  private final DelocateNetworks networks;
  private final Precision precision;
  private final Calibration calibration;
  private final ExecutorService workers;
  private final Optional<TrackTexture> nobody;

  private FaceAnalyzer(
      DelocateNetworks networks, Calibration calibration, AnalyzerOptions options) {
    this.networks = networks;
    this.calibration = calibration;
    precision = options.precision().resolved();
    nobody = networks.texture().map(TextureNetwork::person);
    workers = Executors.newFixedThreadPool(options.threads(), workerThreads());
  }

  /**
   * Builds the networks of a checkpoint; its card's calibration shifts and weighs the masks,
   * outlines them and lets the mapping discrepancy have its say.
   *
   * @throws org.delocate.network.weights.CheckpointException if the weights do not fit the card's
   *     architecture, or are not finite
   */
  public static FaceAnalyzer open(Checkpoint checkpoint, AnalyzerOptions options) {
    DelocateNetworks networks = checkpoint.networks();
    networks.prepare(options.precision().resolved());
    return of(networks, checkpoint.card().calibration(), options);
  }

  /** Uses networks that are there already, in evaluation mode; they must not change meanwhile. */
  public static FaceAnalyzer of(DelocateNetworks networks, AnalyzerOptions options) {
    return of(networks, Calibration.none(), options);
  }

  private static FaceAnalyzer of(
      DelocateNetworks networks, Calibration calibration, AnalyzerOptions options) {
    networks.eval();
    return new FaceAnalyzer(networks, calibration, options);
  }

  private static ThreadFactory workerThreads() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread =
          new Thread(
              () -> {
                Engine.operationThreads(1);
                task.run();
              },
              "face-analyzer-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** What a person's frames will say together, if there is a texture network. */
  public Optional<TrackTexture> person() {
    return nobody.map(TrackTexture::other);
  }

  /** Pixels around the crop, at each border, that faces have to come with. */
  public int surround() {
    return networks.configuration().surround();
  }

  /** What the networks calculate in: {@link Precision#FP32} or {@link Precision#BF16}. */
  public Precision precision() {
    return precision;
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
      pending.add(workers.submit(() -> analyzeBatch(batch)));
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
            "the networks failed: " + Engine.firstLine(e.getCause()), e.getCause());
      } finally {
        cancel();
      }
      return Arrays.asList(evidence);
    }

    /** Leaves out the batches that have not begun. */
    public void cancel() {
      pending.forEach(batch -> batch.cancel(false));
    }
  }

  /** Places of faces that go together: those that move until their next frame, and the others. */
  private static List<List<Integer>> batches(List<AlignedFace> faces) {
    List<List<Integer>> batches = new ArrayList<>();
    Map<Boolean, List<Integer>> open = new HashMap<>();
    for (int i = 0; i < faces.size(); i++) {
      List<Integer> batch = open.computeIfAbsent(faces.get(i).moves(), any -> new ArrayList<>());
      batch.add(i);
      if (batch.size() == BATCH) {
        batches.add(List.copyOf(batch));
        batch.clear();
      }
    }
    open.values().stream().filter(rest -> !rest.isEmpty()).map(List::copyOf).forEach(batches::add);
    return batches;
  }

  private List<FaceEvidence> analyzeBatch(List<AlignedFace> faces) {
    NetworkConfiguration configuration = networks.configuration();
    int[][][] parts =
        faces.stream()
            .map(face -> FaceTensors.parts(face.landmarks(), configuration))
            .toArray(int[][][]::new);
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode();
        Precision.Scope numbers = precision.enter()) {
      Tensor images = FaceTensors.images(faces.stream().map(AlignedFace::crop).toList());
      Optional<Tensor> later =
          faces.get(0).moves() ? Optional.of(FaceTensors.images(later(faces))) : Optional.empty();
      PatchIds partIds = PatchIds.ofParts(parts, networks.recovering().patches());
      Tensor boxes =
          FaceBoxes.of(
              faces.stream().map(AlignedFace::landmarks).toList(), configuration.view().size());
      DelocateNetworks.Output output = networks.forward(images, later, partIds, Optional.of(boxes));
      return evidence(output, faces.size(), later.isPresent());
    }
  }

  private static List<Image> later(List<AlignedFace> faces) {
    return faces.stream().map(face -> face.later().orElseThrow()).toList();
  }

  private List<FaceEvidence> evidence(DelocateNetworks.Output output, int count, boolean later) {
    boolean moving = later && output.texture().isPresent();
    float[] logits = FaceTensors.floats(output.logits());
    float[] errors = FaceTensors.floats(output.partErrors());
    float[] discrepancies = FaceTensors.floats(output.partDiscrepancies());
    Tensor masks = output.maskLogits().add(new Scalar(calibration.maskShift())).sigmoid();
    int side = (int) masks.size(3);
    List<FaceEvidence> evidence = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      PartValues apart = PartValues.row(discrepancies, i);
      double logit = calibration.logit(logits[i], apart);
      evidence.add(
          new FaceEvidence(
              logit,
              side,
              mask(masks.select(0, i), calibration.maskWeight(logit)),
              calibration.outlinedFrom(logit),
              FaceTensors.image(output.recovered(), i),
              PartValues.row(errors, i),
              apart,
              moving ? FaceTensors.floats(output.texture().orElseThrow().select(0, i)) : NOTHING));
    }
    return evidence;
  }

  private static float[] mask(Tensor values, double weight) {
    float[] mask = FaceTensors.floats(values);
    if (weight != 1) {
      for (int i = 0; i < mask.length; i++) {
        mask[i] = (float) (mask[i] * weight);
      }
    }
    return mask;
  }

  /** Waits for batches under way, then lets go of the networks. */
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
