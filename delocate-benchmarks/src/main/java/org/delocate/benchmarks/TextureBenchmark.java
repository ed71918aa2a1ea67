package org.delocate.benchmarks;

import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.delocate.face.align.AlignedFace;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.TextureView;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.texture.TextureNetwork;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The numbers that the texture network makes of what motion leaves, on one thread. */
@State(Scope.Benchmark)
public class TextureBenchmark extends ScanPart {

  /** As many as go through the networks at once. */
  private static final int BATCH = 4;

  private DelocateNetworks networks;
  private TextureNetwork texture;
  private List<Image> images;
  private List<Image> later;

  /** Opens the model, and finds faces that move. */
  @Setup
  public void open() {
    Engine.start();
    Engine.operationThreads(1);
    Checkpoint model = Samples.model();
    networks = model.networks();
    networks.prepare(Precision.FP32);
    texture = networks.texture().orElseThrow();
    List<AlignedFace> faces = Samples.movingFaces(model.card().networks().view(), BATCH);
    images = faces.stream().map(AlignedFace::crop).toList();
    later = faces.stream().map(face -> face.later().orElseThrow()).toList();
  }

  /** Four faces: their motion compensated, and the numbers of what is left. */
  @Benchmark
  public float[] spectrum() {
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode()) {
      Tensor next = FaceTensors.images(later);
      return FaceTensors.floats(
          texture.statistics(TextureView.SPECTRUM, FaceTensors.images(images), Optional.of(next)));
    }
  }

  /** Lets go of the networks. */
  @TearDown
  public void close() {
    networks.close();
  }
}
