package org.delocate.benchmarks;

import java.util.List;
import java.util.stream.Stream;
import org.delocate.face.align.AlignedFace;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.engine.Precision;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.model.Checkpoint;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** All networks of the shipped model, on all cores. */
@State(Scope.Benchmark)
public class NetworksBenchmark extends ScanPart {

  /** The name of {@link #precision}. */
  static final String PRECISION = "precision";

  /** Faces of each kind. */
  private static final int OF_A_KIND = 4;

  /** What the networks calculate in. */
  @Param({"FP32", "BF16"})
  public Precision precision;

  private FaceAnalyzer analyzer;
  private List<AlignedFace> faces;

  /** Opens the model, and finds faces. */
  @Setup
  public void open() {
    Checkpoint model = Samples.model();
    analyzer = FaceAnalyzer.open(model, new AnalyzerOptions(Samples.THREADS, precision));
    List<AlignedFace> moving = Samples.movingFaces(model.card().networks().view(), OF_A_KIND);
    faces = Stream.concat(moving.stream().map(Samples::still), moving.stream()).toList();
  }

  /** Four faces as of a picture, and four with their next frame: two batches. */
  @Benchmark
  public List<FaceEvidence> eightFaces() {
    return analyzer.analyze(faces);
  }

  /** Waits for the networks' threads. */
  @TearDown
  public void close() {
    analyzer.close();
  }
}
