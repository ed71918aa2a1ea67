package org.delocate.network.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.texture.FaceOutlines;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.network.texture.TrackTexture;

/**
 * Networks in LibTorch, with single-threaded operations: threads that shared an operation would
 * wait for each other.
 */
final class TorchNetworks implements FaceNetworks {

  /** A GPU wants more at once, and has the memory. [ours, unmeasured] */
  private static final int BATCH_ON_GPU = 32;

  private final DelocateNetworks networks;
  private final Precision precision;
  private final Calibration calibration;
  private final boolean gpu;
  private final Optional<TrackTexture> nobody;

  /**
   * Networks in evaluation mode, which must not change meanwhile.
   *
   * @param gpu whether they are on one
   */
  TorchNetworks(
      DelocateNetworks networks, Calibration calibration, Precision precision, boolean gpu) {
    this.networks = networks;
    this.calibration = calibration;
    this.precision = precision;
    this.gpu = gpu;
    nobody = networks.texture().map(TextureNetwork::person);
  }

  @Override
  public NetworkConfiguration configuration() {
    return networks.configuration();
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public Optional<TrackTexture> nobody() {
    return nobody;
  }

  @Override
  public int batch() {
    return gpu ? BATCH_ON_GPU : FaceNetworks.super.batch();
  }

  @Override
  public void beginThread() {
    Engine.operationThreads(1);
  }

  @Override
  public List<FaceEvidence> evidence(List<AlignedFace> faces) {
    NetworkConfiguration configuration = networks.configuration();
    int[][][] parts =
        faces.stream()
            .map(face -> FaceTensors.parts(face.landmarks(), configuration))
            .toArray(int[][][]::new);
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode();
        Precision.Scope numbers = precision.enter()) {
      Tensor images = networks.images(faces.stream().map(AlignedFace::crop).toList());
      Optional<Tensor> later =
          faces.get(0).moves() ? Optional.of(networks.images(later(faces))) : Optional.empty();
      PatchIds partIds = networks.here(PatchIds.ofParts(parts, networks.recovering().patches()));
      Tensor outlines =
          networks.here(
              FaceOutlines.of(faces.stream().map(AlignedFace::landmarks).toList(), configuration));
      DelocateNetworks.Output output =
          networks.forward(images, later, partIds, Optional.of(outlines));
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
      evidence.add(
          new SeenFace(
                  logits[i],
                  side,
                  FaceTensors.floats(masks.select(0, i)),
                  FaceTensors.image(output.recovered(), i),
                  PartValues.row(errors, i),
                  PartValues.row(discrepancies, i),
                  moving
                      ? FaceTensors.floats(output.texture().orElseThrow().select(0, i))
                      : SeenFace.NO_TEXTURE)
              .calibrated(calibration));
    }
    return evidence;
  }
}
