package org.delocate.network.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.delocate.face.align.MotionCompensation;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Precision;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.evidence.PartValues;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.delocate.network.input.PatchSelection;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.NetworkKinds;
import org.delocate.network.model.SmallNetworks;
import org.delocate.network.texture.FaceOutlines;
import org.delocate.network.texture.TrackTexture;
import org.delocate.network.weights.CheckpointException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exported networks, run by ONNX Runtime, beside ours. */
final class OnnxExportTest {

  private static final double TOLERANCE = 1e-3;

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource(NetworkKinds.SOURCE)
  void outputsAreThoseOfTheNetworks(NetworkConfiguration configuration) throws OrtException {
    Checkpoint checkpoint = shuffled(configuration);
    DelocateNetworks networks = checkpoint.networks();
    try (OnnxRun exported = new OnnxRun(OnnxExport.of(checkpoint, "test").bytes())) {
      for (int faces : new int[] {1, 3}) {
        Batch batch = Batch.random(configuration, faces);
        Map<String, float[]> wanted = wanted(networks, checkpoint.card().calibration(), batch);
        Map<String, float[]> found =
            exported.run(batch.inputs(), configuration.view().size(), batch.ids);
        assertThat(found.keySet()).containsAll(wanted.keySet());
        wanted.forEach((name, values) -> assertClose(name, found.get(name), values));
      }
    }
  }

  /** With one and three frames alone it would not be seen from how many on they count in full. */
  @ParameterizedTest
  @MethodSource(NetworkKinds.SOURCE)
  void framesOfOnePersonTellTheSameTogether(NetworkConfiguration configuration)
      throws OrtException {
    Checkpoint checkpoint = shuffled(configuration);
    try (OnnxRun exported = new OnnxRun(OnnxExport.of(checkpoint, "test").bytes())) {
      Batch batch = Batch.random(configuration, TrackTexture.ENOUGH_FRAMES + 1);
      float[] wanted =
          wanted(checkpoint.networks(), checkpoint.card().calibration(), batch).get("person_logit");
      float[] found =
          exported.run(batch.inputs(), configuration.view().size(), batch.ids).get("person_logit");
      assertThat(found != null).isEqualTo(wanted != null);
      if (wanted != null) {
        assertClose("person_logit", found, wanted);
      }
    }
  }

  private static void assertClose(String name, float[] found, float[] wanted) {
    assertThat(found).as(name).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i]).as(name + " " + i).isCloseTo(wanted[i], within((float) TOLERANCE));
    }
  }

  /** Who has no landmarks finds an outline in the metadata, and one is enough for all faces. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneTypicalOutlineStandsForThoseThatAreNotKnown(boolean outline) throws OrtException {
    NetworkConfiguration configuration =
        NetworkKinds.all()
            .filter(each -> each.texture().hasPlacesInFace())
            .filter(each -> each.texture().hasPlacesInOutline() == outline)
            .findFirst()
            .orElseThrow();
    Checkpoint checkpoint = shuffled(configuration);
    Batch batch = Batch.random(configuration, 3);
    int side = configuration.view().size();
    try (OnnxRun exported = new OnnxRun(OnnxExport.of(checkpoint, "test").bytes());
        PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode()) {
      String typical = exported.metadata().get(OnnxExport.TYPICAL_OUTLINE);
      assertThat(typical).isEqualTo(Arrays.toString(FaceOutlines.typical(configuration)));
      Map<String, float[]> inputs = new HashMap<>(batch.inputs());
      inputs.put(OnnxExport.OUTLINES, FaceOutlines.typical(configuration));
      float[] found = exported.run(inputs, side, batch.ids).get("mask_logits");
      DelocateNetworks networks = checkpoint.networks();
      Tensor images = FaceTensors.of(batch.images, batch.faces, 3, side, side);
      PatchIds ids = PatchIds.ofParts(batch.parts, networks.recovering().patches());
      float[] wanted = FaceTensors.floats(networks.forward(images, ids).maskLogits());
      assertClose("mask_logits", found, wanted);
    }
  }

  @Test
  void theCardComesWithTheNetworks() throws OrtException {
    Checkpoint checkpoint = shuffled(SmallNetworks.configuration());
    try (OnnxRun exported = new OnnxRun(OnnxExport.of(checkpoint, "test").bytes())) {
      Map<String, String> metadata = exported.metadata();
      assertThat(metadata.get(OnnxExport.IDENTITY)).isEqualTo(checkpoint.identity());
      assertThat(ModelCard.fromJson(metadata.get(OnnxExport.CARD), "metadata"))
          .isEqualTo(checkpoint.card());
      assertThat(metadata.get(OnnxExport.LICENCE)).isEqualTo("none");
      assertThat(metadata.get(OnnxExport.TYPICAL_PARTS)).matches("\\[(\\[[0-9, ]+\\](, )?){3}\\]");
    }
  }

  @Test
  void typicalPartsLieBelowEachOther() {
    NetworkConfiguration shipped =
        SmallNetworks.configuration().with("crop.size", 160).with("recovering.patchSize", 16);
    int[][] parts = TypicalParts.of(shipped);
    assertThat(parts).hasDimensions(PatchSelection.PARTS, 20);
    // 10 patches a row: eyes and brows in the upper half, lips in the lower one.
    assertThat(parts[0]).contains(33, 36);
    assertThat(Arrays.stream(parts[0])).allMatch(patch -> patch < 50);
    assertThat(parts[1]).contains(53, 55, 56);
    assertThat(parts[2]).contains(73, 75, 76);
    assertThat(Arrays.stream(parts[2])).allMatch(patch -> patch >= 50);
  }

  @Test
  void weightsThatDoNotFitTheCardAreRefused() {
    Checkpoint checkpoint = shuffled(SmallNetworks.configuration());
    ModelCard other =
        checkpoint.card().withNetworks(SmallNetworks.configuration().with("mapping.width", 6));
    Checkpoint wrong = new Checkpoint(other, checkpoint.weights());
    assertThatThrownBy(() -> OnnxExport.of(wrong, "test")).isInstanceOf(CheckpointException.class);
  }

  private Checkpoint shuffled(NetworkConfiguration configuration) {
    return NetworkKinds.shuffled(folder, configuration);
  }

  private static Map<String, float[]> wanted(
      DelocateNetworks networks, Calibration calibration, Batch batch) {
    NetworkConfiguration configuration = networks.configuration();
    Map<String, float[]> wanted = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode();
        Precision.Scope exact = Precision.FP32.enter()) {
      long side = configuration.view().size();
      Tensor images = FaceTensors.of(batch.images, batch.faces, 3, side, side);
      Tensor later = FaceTensors.of(batch.later, batch.faces, 3, side, side);
      PatchIds ids = PatchIds.ofParts(batch.parts, networks.recovering().patches());
      Optional<Tensor> outlines =
          Optional.of(FaceTensors.of(batch.outlines, batch.faces, FaceOutlines.NUMBERS));
      DelocateNetworks.Output still = networks.forward(images, Optional.empty(), ids, outlines);
      wanted.put("recovered", FaceTensors.floats(still.recovered()));
      wanted.put("mapped", FaceTensors.floats(still.mapped()));
      wanted.put("recovery_errors", FaceTensors.floats(still.partErrors()));
      wanted.put("discrepancies", FaceTensors.floats(still.partDiscrepancies()));
      wanted.put("mask_logits", FaceTensors.floats(still.maskLogits()));
      Tensor masks = still.maskLogits().add(new Scalar(calibration.maskShift())).sigmoid();
      wanted.put("mask", FaceTensors.floats(masks));
      if (!configuration.texture().isOn()) {
        judged(wanted, "", still, calibration);
        return wanted;
      }
      DelocateNetworks.Output moving = networks.forward(images, Optional.of(later), ids, outlines);
      judged(wanted, "_still", still, calibration);
      judged(wanted, "_moving", moving, calibration);
      wanted.put("statistics", FaceTensors.floats(moving.texture().orElseThrow()));
      wanted.put("person_logit", new float[] {person(networks, wanted)});
    }
    return wanted;
  }

  private static void judged(
      Map<String, float[]> wanted,
      String kind,
      DelocateNetworks.Output output,
      Calibration calibration) {
    float[] logits = FaceTensors.floats(output.logits());
    float[] probabilities = new float[logits.length];
    float[] discrepancies = FaceTensors.floats(output.partDiscrepancies());
    for (int face = 0; face < logits.length; face++) {
      double logit = calibration.logit(logits[face], PartValues.row(discrepancies, face));
      logits[face] = (float) logit;
      probabilities[face] = (float) calibration.probability(logit);
    }
    wanted.put("logit" + kind, logits);
    wanted.put("probability" + kind, probabilities);
  }

  /** The mean of the frames, with what they tell together. */
  private static float person(DelocateNetworks networks, Map<String, float[]> wanted) {
    float[] logits = wanted.get("logit_moving");
    float[] statistics = wanted.get("statistics");
    TrackTexture person = networks.texture().orElseThrow().person();
    double sum = 0;
    int values = statistics.length / logits.length;
    for (int face = 0; face < logits.length; face++) {
      sum += logits[face];
      float[] own = Arrays.copyOfRange(statistics, face * values, (face + 1) * values);
      person.add(evidence(own));
    }
    return (float) (sum / logits.length + person.correction(logits.length));
  }

  private static FaceEvidence evidence(float[] statistics) {
    PartValues none = new PartValues(0, 0, 0);
    Image pixel = new Image(1, 1, new byte[3]);
    return new FaceEvidence(0, 1, new float[1], 0.5, pixel, none, none, statistics);
  }

  /** Random faces, which hardly move, and random patches to hide. */
  private record Batch(
      int faces, float[] images, float[] later, int[][][] parts, long[] ids, float[] outlines) {

    /** Also the later pictures without motion, which the networks make for themselves. */
    Map<String, float[]> inputs() {
      long side = Math.round(Math.sqrt(images.length / (3.0 * faces)));
      try (PointerScope scope = new PointerScope()) {
        Tensor now = FaceTensors.of(images, faces, 3, side, side);
        Tensor next = FaceTensors.of(later, faces, 3, side, side);
        List<Image> compensated = new ArrayList<>();
        for (int i = 0; i < faces; i++) {
          compensated.add(
              MotionCompensation.compensated(
                  FaceTensors.image(now, i), FaceTensors.image(next, i)));
        }
        float[] drawnBack = FaceTensors.floats(FaceTensors.images(compensated));
        return Map.of(
            "face",
            images,
            "later",
            later,
            "compensated",
            drawnBack,
            OnnxExport.OUTLINES,
            outlines);
      }
    }

    static Batch random(NetworkConfiguration configuration, int faces) {
      Random random = new Random(faces);
      int side = configuration.view().size();
      int patches = configuration.patchGrid() * configuration.patchGrid();
      int hidden = PatchSelection.partCount(configuration.patchGrid());
      float[] images = new float[faces * 3 * side * side];
      float[] later = new float[images.length];
      for (int i = 0; i < images.length; i++) {
        images[i] = random.nextFloat();
        later[i] = Math.max(0, Math.min(1, images[i] + 0.05f * (float) random.nextGaussian()));
      }
      int[][][] parts = new int[faces][PatchSelection.PARTS][];
      long[] ids = new long[faces * PatchSelection.PARTS * hidden];
      int next = 0;
      for (int[][] face : parts) {
        for (int part = 0; part < face.length; part++) {
          // Ascending, as PatchIds will have them; parts overlap by chance.
          face[part] = random.ints(0, patches).distinct().limit(hidden).sorted().toArray();
          for (int patch : face[part]) {
            ids[next++] = patch;
          }
        }
      }
      float[] typical = FaceOutlines.typical(configuration);
      float[] outlines = new float[typical.length * faces];
      for (int i = 0; i < outlines.length; i++) {
        outlines[i] = typical[i % typical.length] + 0.1f * (random.nextFloat() - 0.5f);
      }
      if (faces > 1) {
        Arrays.fill(outlines, 0, typical.length, 0.4f); // a point
        for (int i = typical.length; i < 2 * typical.length; i++) {
          outlines[i] = 3 * outlines[i] - 1; // of which the picture shows a part
        }
      }
      return new Batch(faces, images, later, parts, ids, outlines);
    }
  }
}
