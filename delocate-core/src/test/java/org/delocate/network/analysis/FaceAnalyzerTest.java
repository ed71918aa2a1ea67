package org.delocate.network.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.region.FacialPart;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Precision;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.evidence.PartValues;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;
import org.delocate.network.model.SmallNetworks;
import org.delocate.network.texture.TrackTexture;
import org.delocate.network.weights.Safetensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceAnalyzerTest {

  private static DelocateNetworks networks;
  private static List<AlignedFace> faces;

  @BeforeAll
  static void build() {
    networks = SmallNetworks.shuffled(5);
    Random random = new Random(3);
    faces = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      faces.add(face(random, SmallNetworks.SIZE));
    }
  }

  @Test
  void evidenceHasTheFormOfTheCrop() {
    try (FaceAnalyzer analyzer = analyzer(1, Precision.FP32)) {
      FaceEvidence evidence = analyzer.analyze(faces.subList(0, 1)).get(0);

      assertThat(evidence.maskSide()).isEqualTo(SmallNetworks.SIZE);
      for (float value : evidence.mask()) {
        assertThat(value).isBetween(0f, 1f);
      }
      assertThat(evidence.recovered().width()).isEqualTo(SmallNetworks.SIZE);
      assertThat(evidence.recovered()).isNotEqualTo(faces.get(0).crop());
      assertThat(evidence.logit()).isFinite();
      for (FacialPart part : FacialPart.values()) {
        assertThat(evidence.recoveryErrors().of(part)).isPositive();
        assertThat(evidence.discrepancies().of(part)).isPositive();
      }
    }
  }

  @Test
  void neitherThreadsNorCallsChangeAnything() {
    List<FaceEvidence> expected;
    try (FaceAnalyzer one = analyzer(1, Precision.FP32)) {
      expected = one.analyze(faces);
      assertSame(one.analyze(faces), expected, 0);
    }
    try (FaceAnalyzer three = analyzer(3, Precision.FP32)) {
      assertSame(three.analyze(faces), expected, 0);
    }
  }

  @Test
  void theCompanyOfOtherFacesDoesNotMatter() {
    try (FaceAnalyzer analyzer = analyzer(2, Precision.FP32)) {
      List<FaceEvidence> together = analyzer.analyze(faces);
      List<FaceEvidence> alone =
          faces.stream().map(face -> analyzer.analyze(List.of(face)).get(0)).toList();
      // Matrix products of another shape round differently in the last digits.
      assertSame(alone, together, 1e-4);
    }
  }

  @Test
  void bfloat16GivesNearlyTheSame() {
    try (FaceAnalyzer exact = analyzer(2, Precision.FP32);
        FaceAnalyzer rough = analyzer(2, Precision.BF16)) {
      List<FaceEvidence> expected = exact.analyze(faces);
      List<FaceEvidence> found = rough.analyze(faces);
      for (int i = 0; i < faces.size(); i++) {
        assertThat(found.get(i).logit()).isCloseTo(expected.get(i).logit(), within(0.15));
        double eyes = expected.get(i).recoveryErrors().eyes();
        assertThat(found.get(i).recoveryErrors().eyes()).isCloseTo(eyes, within(0.05 * eyes));
        float[] exactMask = expected.get(i).mask();
        float[] roughMask = found.get(i).mask();
        for (int pixel = 0; pixel < exactMask.length; pixel++) {
          assertThat(roughMask[pixel]).isCloseTo(exactMask[pixel], within(0.05f));
        }
      }
    }
  }

  @Test
  void theCardShiftsTheLogitsOfMasksAndNothingElse(@TempDir Path folder) {
    float[] plain = written(folder.resolve("plain"), null);
    float[] shifted = written(folder.resolve("shifted"), 0.8);
    for (int pixel = 0; pixel < plain.length; pixel++) {
      double logit = Math.log(plain[pixel] / (1 - plain[pixel])) + 0.8;
      assertThat((double) shifted[pixel]).isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-4));
    }
  }

  @Test
  void whatIsPaintedRisesWithTheFacesProbability(@TempDir Path folder) {
    write(folder, null, 0.8);
    Checkpoint checkpoint = Checkpoint.read(folder);
    Calibration calibration = checkpoint.card().calibration();
    try (FaceAnalyzer analyzer =
            FaceAnalyzer.open(checkpoint, new AnalyzerOptions(1, Precision.FP32));
        FaceAnalyzer plain = analyzer(1, Precision.FP32)) {
      for (FaceEvidence evidence : analyzer.analyze(faces)) {
        double probability = 1 / (1 + Math.exp(-(evidence.logit() / 2 + 0.1)));
        assertThat(evidence.outlinedFrom())
            .isCloseTo(0.8 * Math.max(0.3, probability), within(1e-12));
      }
      assertThat(plain.analyze(faces)).allMatch(evidence -> evidence.outlinedFrom() == 0.5);
    }
    assertThat(calibration.outlinedFrom(-50)).isCloseTo(0.8 * 0.3, within(1e-12));
    assertThat(calibration.outlinedFrom(50)).isCloseTo(0.8, within(1e-9));
    assertThat(calibration.outlineInWords()).contains("0.8", "0.3");
  }

  @Test
  void theMappingDiscrepancyCountsAsTheCardSays(@TempDir Path folder) {
    Calibration calibration =
        new Calibration("temperature+bias", 2, 0.1, 0.6, 0.3)
            .withMasks(null, 0.8)
            .withDiscrepancyWeight(1.5);
    write(folder, calibration);
    List<FaceEvidence> plain;
    try (FaceAnalyzer analyzer = analyzer(1, Precision.FP32)) {
      plain = analyzer.analyze(faces);
    }
    try (FaceAnalyzer analyzer =
        FaceAnalyzer.open(Checkpoint.read(folder), new AnalyzerOptions(1, Precision.FP32))) {
      List<FaceEvidence> weighed = analyzer.analyze(faces);
      for (int i = 0; i < faces.size(); i++) {
        PartValues apart = plain.get(i).discrepancies();
        double distance =
            Math.sqrt(apart.eyes()) + Math.sqrt(apart.cheekAndNose()) + Math.sqrt(apart.lips());
        double expected = plain.get(i).logit() + 0.5 * distance;
        PartValues found = weighed.get(i).discrepancies();
        assertThat(found.eyes()).isCloseTo(apart.eyes(), within(1e-6));
        assertThat(found.cheekAndNose()).isCloseTo(apart.cheekAndNose(), within(1e-6));
        assertThat(found.lips()).isCloseTo(apart.lips(), within(1e-6));
        assertThat(weighed.get(i).logit()).isCloseTo(expected, within(1e-5));
        assertThat(weighed.get(i).outlinedFrom())
            .isCloseTo(calibration.outlinedFrom(expected), within(1e-5));
      }
    }
    assertThat(calibration.logit(-1, new PartValues(0, 0, 0))).isEqualTo(-1);
    ModelCard card = Checkpoint.read(folder).card();
    assertThat(card.scoreInWords()).contains("1.5", "distance").doesNotContain("look");
    NetworkConfiguration.Texture texture =
        new NetworkConfiguration.Texture(
            0.25,
            new NetworkConfiguration.Texture.Scale(1, 0),
            new NetworkConfiguration.Texture.Scale(1, 0));
    assertThat(card.withNetworks(card.networks().withTexture(texture, 16)).scoreInWords())
        .contains("texture", "0.25", "1.5");
    assertThat(card.withCalibration(Calibration.none()).scoreInWords())
        .isEqualTo("the classifier's logit");
  }

  @Test
  void aWeightThatWouldTurnTheDiscrepancyOverIsRefused() {
    for (double weight : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Calibration("x", 1, 0, 0.6, 0.3).withDiscrepancyWeight(weight))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("discrepancy weight");
    }
  }

  /** The share of what a pixel reaches before the shift is what it comes to after it. */
  @Test
  void anOutlineMayBeAroundWhatReachesAShareUnshifted() {
    Calibration plain = new Calibration("x", 1, 0, 0.6, 0.3);
    Calibration calibration = plain.withMasks(new Calibration.Masks(-2.0, 0.8, true, null));
    for (double logit : new double[] {-50, -0.5, 1, 50}) {
      double unshifted = 0.8 * Math.max(0.3, calibration.probability(logit));
      double shifted = 1 / (1 + Math.exp(-(Math.log(unshifted / (1 - unshifted)) - 2)));
      assertThat(calibration.outlinedFrom(logit)).isCloseTo(shifted, within(1e-12));
    }
    assertThat(calibration.outlineInWords()).contains("0.8", "0.3", "before");
    Calibration half = plain.withMasks(new Calibration.Masks(-2.0, null, true, null));
    assertThat(half.outlinedFrom(7)).isCloseTo(1 / (1 + Math.exp(2)), within(1e-12));
    assertThat(new Calibration.Masks(-2.0, 0.8, false, false))
        .isEqualTo(new Calibration.Masks(-2.0, 0.8, null, null));
  }

  /** Likely forged is what is forged if the face is, and the face is forged. */
  @Test
  void masksMayBeWeighedByTheFacesProbability(@TempDir Path folder) {
    Calibration plain = new Calibration("temperature+bias", 2, 0.1, 0.6, 0.3);
    Calibration byFace = plain.withMasks(Calibration.Masks.BY_FACE);
    write(folder, plain);
    List<FaceEvidence> alone;
    try (FaceAnalyzer analyzer =
        FaceAnalyzer.open(Checkpoint.read(folder), new AnalyzerOptions(1, Precision.FP32))) {
      alone = analyzer.analyze(faces);
    }
    write(folder, byFace);
    assertThat(Checkpoint.read(folder).card().calibration()).isEqualTo(byFace);
    try (FaceAnalyzer analyzer =
        FaceAnalyzer.open(Checkpoint.read(folder), new AnalyzerOptions(1, Precision.FP32))) {
      List<FaceEvidence> weighed = analyzer.analyze(faces);
      for (int i = 0; i < alone.size(); i++) {
        double probability = plain.probability(alone.get(i).logit());
        assertThat(weighed.get(i).outlinedFrom()).isCloseTo(0.5 * probability, within(1e-5));
        for (int pixel = 0; pixel < alone.get(i).mask().length; pixel += 7) {
          assertThat(weighed.get(i).mask()[pixel])
              .isCloseTo((float) (alone.get(i).mask()[pixel] * probability), within(1e-5f));
        }
      }
    }
    assertThat(byFace.outlineInWords()).contains("times the face's calibrated probability");
    assertThatThrownBy(() -> new Calibration.Masks(-1.0, null, null, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neither shifted");
  }

  @Test
  void aShareOfNothingIsRefused() {
    for (double share : new double[] {0, -0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new Calibration("x", 1, 0, 0.6, 0.3).withMasks(null, share))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("outline share");
    }
    assertThatThrownBy(() -> new Calibration("x", 1, 0, 0.6, null).withMasks(null, 0.8))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void weightsRoundedBeforehandGiveTheSameAsWeightsRoundedEachTime(@TempDir Path folder) {
    write(folder, null, null);
    try (FaceAnalyzer beforehand =
            FaceAnalyzer.open(Checkpoint.read(folder), new AnalyzerOptions(1, Precision.BF16));
        FaceAnalyzer eachTime = analyzer(1, Precision.BF16)) {
      // The engine may choose kernels that add in another order: two steps of bf16 below 1.
      assertSame(beforehand.analyze(faces), eachTime.analyze(faces), 1.0 / 128);
    }
  }

  /** The mask of the first face, by a checkpoint with this mask bias. */
  private static float[] written(Path folder, Double maskBias) {
    write(folder, maskBias, null);
    try (FaceAnalyzer analyzer =
        FaceAnalyzer.open(Checkpoint.read(folder), new AnalyzerOptions(1, Precision.FP32))) {
      FaceEvidence evidence = analyzer.analyze(faces.subList(0, 1)).get(0);
      try (FaceAnalyzer same = analyzer(1, Precision.FP32)) {
        double logit = same.analyze(faces.subList(0, 1)).get(0).logit();
        assertThat(evidence.logit()).isCloseTo(logit, within(1e-5));
      }
      return evidence.mask();
    }
  }

  private static void write(Path folder, Double maskBias, Double outlineShare) {
    write(
        folder,
        new Calibration("temperature+bias", 2, 0.1, 0.6, 0.3).withMasks(maskBias, outlineShare));
  }

  private static void write(Path folder, Calibration calibration) {
    ModelCard card =
        ModelCard.unmeasured(
                "test",
                networks.configuration(),
                ModelProvenance.ofThisMachine("test", Map.of(), "none", 1),
                "CC0")
            .withCalibration(calibration);
    Checkpoint.write(folder, card, networks, Safetensors.Type.F32);
  }

  @Test
  void noFacesAreNoEvidence() {
    try (FaceAnalyzer analyzer = analyzer(1, Precision.AUTO)) {
      assertThat(analyzer.analyze(List.of())).isEmpty();
    }
  }

  @Test
  void aCropOfAnotherSizeIsRefused() {
    try (FaceAnalyzer analyzer = analyzer(1, Precision.FP32)) {
      assertThatThrownBy(() -> analyzer.analyze(List.of(face(new Random(1), 96))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("96×96")
          .hasMessageContaining("64×64");
    }
  }

  /** As try-with-resources does it after an interrupted scan. */
  @Test
  void networksAreLetGoThoughWhoeverClosesIsInterrupted() throws InterruptedException {
    Waiting waiting = new Waiting();
    FaceAnalyzer analyzer = new FaceAnalyzer(waiting, new AnalyzerOptions(2, Precision.FP32));
    analyzer.begin(faces);
    assertThat(waiting.begun.await(1, TimeUnit.MINUTES)).isTrue();

    Thread.currentThread().interrupt();
    analyzer.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(waiting.closed.getCount()).isEqualTo(1);
    waiting.goOn.countDown();
    assertThat(waiting.closed.await(1, TimeUnit.MINUTES)).isTrue();
    analyzer.close();
  }

  @Test
  void networksAreLetGoOnce(@TempDir Path folder) {
    Waiting unused = new Waiting();
    FaceAnalyzer idle = new FaceAnalyzer(unused, new AnalyzerOptions(2, Precision.FP32));
    idle.close();
    assertThat(unused.closed.getCount()).isZero();
    idle.close();

    write(folder, null, null);
    for (Precision precision : new Precision[] {Precision.FP32, Precision.BF16}) {
      FaceAnalyzer analyzer =
          FaceAnalyzer.open(Checkpoint.read(folder), new AnalyzerOptions(1, precision));
      analyzer.analyze(faces.subList(0, 1));
      analyzer.close();
      analyzer.close();
    }
  }

  /** Networks that take their time, and may be closed once. */
  private static final class Waiting implements FaceNetworks {

    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public NetworkConfiguration configuration() {
      return networks.configuration();
    }

    @Override
    public Precision precision() {
      return Precision.FP32;
    }

    @Override
    public Optional<TrackTexture> nobody() {
      return Optional.empty();
    }

    @Override
    public List<FaceEvidence> evidence(List<AlignedFace> faces) {
      begun.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new AssertionError("batches under way are not interrupted", e);
      }
      assertThat(closed.getCount()).isEqualTo(1);
      return List.of();
    }

    @Override
    public void close() {
      assertThat(closed.getCount()).isEqualTo(1);
      closed.countDown();
    }
  }

  @Test
  void nativeMemoryStaysFlat() {
    try (FaceAnalyzer analyzer = analyzer(2, Precision.FP32)) {
      for (int i = 0; i < 5; i++) {
        analyzer.analyze(faces);
      }
      long before = Pointer.totalCount();
      for (int i = 0; i < 20; i++) {
        analyzer.analyze(faces);
      }
      assertThat(Pointer.totalCount() - before).isLessThan(50);
    }
  }

  private static FaceAnalyzer analyzer(int threads, Precision precision) {
    return FaceAnalyzer.of(networks, new AnalyzerOptions(threads, precision));
  }

  private static void assertSame(
      List<FaceEvidence> found, List<FaceEvidence> expected, double tolerance) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      FaceEvidence left = found.get(i);
      FaceEvidence right = expected.get(i);
      assertThat(left.logit()).isCloseTo(right.logit(), within(tolerance));
      assertThat(left.recoveryErrors().lips())
          .isCloseTo(right.recoveryErrors().lips(), within(tolerance));
      assertThat(left.discrepancies().eyes())
          .isCloseTo(right.discrepancies().eyes(), within(tolerance));
      for (int pixel = 0; pixel < left.mask().length; pixel += 7) {
        assertThat(left.mask()[pixel]).isCloseTo(right.mask()[pixel], within((float) tolerance));
      }
    }
  }

  /** Noise with landmarks spread over the crop: the networks do not care. */
  private static AlignedFace face(Random random, int size) {
    byte[] rgb = new byte[size * size * 3];
    random.nextBytes(rgb);
    float[] xy = new float[2 * Landmarks.COUNT];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = random.nextFloat() * size;
    }
    return new AlignedFace(
        new Image(size, size, rgb), new Landmarks(xy, 1), SmallNetworks.IDENTITY);
  }
}
