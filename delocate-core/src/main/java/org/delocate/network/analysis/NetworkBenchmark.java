package org.delocate.network.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.network.engine.NativeLibraries;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchSelection;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;

/**
 * Measures how fast the networks analyse faces here: {@link FaceAnalyzer} itself, on faces that
 * move.
 */
public final class NetworkBenchmark {

  private NetworkBenchmark() {}

  /**
   * One measurement.
   *
   * @param precision {@link Precision#FP32} or {@link Precision#BF16}
   * @param library that the networks ran in
   * @param threads worker threads
   * @param faces in each call
   * @param millisecondsPerFace of the fastest call: the one least disturbed by others
   */
  public record Result(
      Precision precision, String library, int threads, int faces, double millisecondsPerFace) {}

  /** How often, and on how much. */
  private record Load(List<AlignedFace> faces, int threads, int calls) {

    Result measured(FaceAnalyzer opened, Precision precision, boolean onnx) {
      try (FaceAnalyzer analyzer = opened) {
        analyzer.analyze(faces);
        long fastest = Long.MAX_VALUE;
        for (int call = 0; call < calls; call++) {
          long start = System.nanoTime();
          analyzer.analyze(faces);
          fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return new Result(
            precision,
            onnx ? "ONNX Runtime" : "LibTorch",
            threads,
            faces.size(),
            fastest / 1e6 / faces.size());
      }
    }
  }

  /**
   * Measures the networks of a checkpoint in both precisions, as scans run them.
   *
   * @param faces in each call
   * @param calls counted, after one that warms up
   */
  public static List<Result> run(Checkpoint checkpoint, int threads, int faces, int calls) {
    NetworkConfiguration configuration = checkpoint.card().networks();
    Load load = new Load(randomFaces(configuration.view().size(), faces), threads, calls);
    List<Result> results = new ArrayList<>();
    for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
      AnalyzerOptions options = new AnalyzerOptions(threads, precision);
      results.add(
          load.measured(
              FaceAnalyzer.open(checkpoint, options),
              precision,
              FaceAnalyzer.isForOnnx(precision)));
    }
    return results;
  }

  /**
   * Measures networks with fresh weights in LibTorch, in both precisions: speed does not depend on
   * their values.
   *
   * @param faces in each call
   * @param calls counted, after one that warms up
   */
  public static List<Result> run(
      NetworkConfiguration configuration, int threads, int faces, int calls) {
    NativeLibraries.unpack();
    Load load = new Load(randomFaces(configuration.view().size(), faces), threads, calls);
    List<Result> results = new ArrayList<>();
    for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
      DelocateNetworks networks = new DelocateNetworks(configuration);
      networks.eval();
      networks.prepare(precision); // as those of a checkpoint are when they are opened
      AnalyzerOptions options = new AnalyzerOptions(threads, precision);
      results.add(load.measured(FaceAnalyzer.of(networks, options), precision, false));
    }
    return results;
  }

  /** How many patches of a face stage 1 hides at a time, once for each facial part. */
  public static int maskedPatches(NetworkConfiguration configuration) {
    return PatchSelection.partCount(configuration.patchGrid());
  }

  private static List<AlignedFace> randomFaces(int size, int count) {
    Random random = new Random(1);
    List<AlignedFace> faces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] xy = new float[2 * Landmarks.COUNT];
      for (int j = 0; j < xy.length; j++) {
        xy[j] = random.nextFloat() * size;
      }
      faces.add(
          new AlignedFace(
              noise(size, random),
              new Landmarks(xy, 1),
              new AffineTransform(1, 0, 0, 0, 1, 0),
              Optional.of(noise(size, random))));
    }
    return faces;
  }

  private static Image noise(int size, Random random) {
    byte[] rgb = new byte[3 * size * size];
    random.nextBytes(rgb);
    return new Image(size, size, rgb);
  }
}
