package org.delocate.network.analysis;

import java.util.List;
import java.util.Optional;
import org.delocate.face.align.AlignedFace;
import org.delocate.network.engine.Precision;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.texture.TrackTexture;

/** Networks of a model in one of the libraries that can run them; for several threads at once. */
interface FaceNetworks extends AutoCloseable {

  /** What they are built of. */
  NetworkConfiguration configuration();

  /** What they calculate in: {@link Precision#FP32} or {@link Precision#BF16}. */
  Precision precision();

  /** What a person's frames say together, if there is a texture network: nothing yet. */
  Optional<TrackTexture> nobody();

  /** Faces that go together: few enough that 32 frames of a clip keep many cores busy. [ours] */
  default int batch() {
    return 4;
  }

  /** To be called on each thread that will bring faces, before it does. */
  default void beginThread() {}

  /**
   * The evidence of some faces, in their order.
   *
   * @param faces at least one, of the view's size; either all move or none
   */
  List<FaceEvidence> evidence(List<AlignedFace> faces);

  @Override
  default void close() {}
}
