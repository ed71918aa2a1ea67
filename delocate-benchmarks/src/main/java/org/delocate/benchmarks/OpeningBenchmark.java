package org.delocate.benchmarks;

import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The shipped model, from its file to networks that can be asked. */
@State(Scope.Benchmark)
public class OpeningBenchmark extends ScanPart {

  /** Loads LibTorch, which takes as long again, or ONNX Runtime, once. */
  @Setup
  public void start() {
    if (!FaceAnalyzer.isForOnnx(Precision.AUTO)) { // which asking loads
      Engine.start();
    }
  }

  /** Reading, checking, building and filling, in the numbers that a scan takes by itself. */
  @Benchmark
  public Precision shippedModel() {
    try (FaceAnalyzer analyzer =
        FaceAnalyzer.open(Samples.model(), new AnalyzerOptions(Samples.THREADS, Precision.AUTO))) {
      return analyzer.precision();
    }
  }

  /** Networks leave native memory with Java's garbage, of which they make too little themselves. */
  @TearDown(Level.Iteration)
  public void collect() {
    System.gc();
  }
}
