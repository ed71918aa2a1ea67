package org.delocate.network.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Precision;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.evidence.PartValues;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.NetworkKinds;
import org.delocate.network.model.SmallNetworks;
import org.delocate.network.texture.TrackTexture;
import org.delocate.network.weights.CheckpointException;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.SafetensorsWriter;
import org.delocate.network.weights.Weights;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scans in fp32, which run in ONNX Runtime, beside the same in LibTorch. */
final class BothEnginesTest {

  private static final double TOLERANCE = 1e-3;

  private static final int MOST = 9;

  @TempDir private Path folder;

  /** Where we run it must be there; some platforms have none. */
  @BeforeAll
  static void onnxRuntimeIsHere() {
    if (Loader.getPlatform().equals("linux-x86_64")) {
      assertThat(FaceAnalyzer.isForOnnx(Precision.FP32)).isTrue();
    }
    assumeTrue(FaceAnalyzer.isForOnnx(Precision.FP32));
    assertThat(FaceAnalyzer.isForOnnx(Precision.BF16)).isFalse();
  }

  @ParameterizedTest
  @MethodSource(NetworkKinds.SOURCE)
  void bothSayTheSame(NetworkConfiguration configuration) {
    Checkpoint checkpoint = NetworkKinds.shuffled(folder, configuration);
    List<AlignedFace> moving = faces(configuration, Kind.MOVING);
    List<AlignedFace> still = faces(configuration, Kind.STILL);
    List<AlignedFace> mixed = faces(configuration, Kind.MIXED);
    try (FaceAnalyzer onnx = FaceAnalyzer.open(checkpoint, options(2));
        FaceAnalyzer torch = FaceAnalyzer.inTorch(checkpoint, options(2))) {
      assertThat(onnx.precision()).isEqualTo(torch.precision());
      assertThat(onnx.surround()).isEqualTo(torch.surround());
      for (List<AlignedFace> faces : List.of(moving, still, mixed)) {
        for (int count : new int[] {1, 3, MOST}) {
          List<AlignedFace> some = faces.subList(0, count);
          assertClose(onnx.analyze(some), torch.analyze(some));
        }
      }
      Optional<Double> together = correction(onnx, moving);
      Optional<Double> expected = correction(torch, moving);
      assertThat(together.isPresent()).isEqualTo(configuration.texture().isOn());
      assertThat(expected.isPresent()).isEqualTo(together.isPresent());
      together.ifPresent(
          found -> assertThat(found).isCloseTo(expected.orElseThrow(), within(TOLERANCE)));
      double[] passages = passages(onnx, moving);
      assertThat(passages).containsExactly(passages(torch, moving), within(TOLERANCE));
      assertThat(passages[0])
          .matches(found -> !Double.isNaN(found) == configuration.texture().passages().areTold());
    }
  }

  /** What tells frames of one person from each other; not numbers where nothing does. */
  private static double[] passages(FaceAnalyzer analyzer, List<AlignedFace> faces) {
    Optional<TrackTexture> person = analyzer.person();
    return analyzer.analyze(faces).stream()
        .mapToDouble(face -> person.map(all -> all.passage(face)).orElse(Double.NaN))
        .toArray();
  }

  /** What frames of one person tell beside what each does. */
  private static Optional<Double> correction(FaceAnalyzer analyzer, List<AlignedFace> faces) {
    Optional<TrackTexture> person = analyzer.person();
    person.ifPresent(all -> analyzer.analyze(faces).forEach(all::add));
    return person.map(all -> all.correction(faces.size()));
  }

  /** All that a card may say. */
  static Stream<Calibration> calibrations() {
    Calibration plain = new Calibration("temperature+bias", 1.5, 0.2, 0.6, 0.3);
    return Stream.of(
        Calibration.none(),
        plain.withMasks(0.8, null),
        plain.withMasks(null, 0.8),
        plain.withMasks(-0.5, 0.7).withDiscrepancyWeight(2.0),
        plain.withMasks(new Calibration.Masks(-0.5, 0.7, true)).withDiscrepancyWeight(2.0),
        plain.withMasks(new Calibration.Masks(-0.5, null, true)),
        plain.withMasks(Calibration.Masks.BY_FACE),
        plain.withMasks(Calibration.Masks.BY_FACE).withDiscrepancyWeight(2.0));
  }

  @ParameterizedTest
  @MethodSource("calibrations")
  void bothDoAsTheCardSays(Calibration calibration) {
    Checkpoint plain = NetworkKinds.shuffled(folder, textured());
    Checkpoint checkpoint =
        new Checkpoint(plain.card().withCalibration(calibration), plain.weights());
    List<AlignedFace> faces = faces(textured(), Kind.MIXED).subList(0, 3);
    try (FaceAnalyzer onnx = FaceAnalyzer.open(checkpoint, options(2));
        FaceAnalyzer torch = FaceAnalyzer.inTorch(checkpoint, options(2))) {
      assertClose(onnx.analyze(faces), torch.analyze(faces));
    }
  }

  @Test
  void neitherThreadsNorCallsChangeAnything() {
    Checkpoint checkpoint = NetworkKinds.shuffled(folder, textured());
    List<AlignedFace> faces = faces(textured(), Kind.MIXED);
    List<FaceEvidence> expected;
    try (FaceAnalyzer one = FaceAnalyzer.open(checkpoint, options(1))) {
      expected = one.analyze(faces);
      one.analyze(faces.subList(2, 5));
      assertSame(one.analyze(faces), expected);
    }
    try (FaceAnalyzer three = FaceAnalyzer.open(checkpoint, options(3))) {
      FaceAnalyzer.Analysis first = three.begin(faces);
      FaceAnalyzer.Analysis second = three.begin(faces);
      assertSame(second.evidence(), expected);
      assertSame(first.evidence(), expected);
    }
  }

  private static void assertSame(List<FaceEvidence> found, List<FaceEvidence> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      FaceEvidence left = found.get(i);
      FaceEvidence right = expected.get(i);
      assertThat(left.logit()).isEqualTo(right.logit());
      assertThat(left.mask()).isEqualTo(right.mask());
      assertThat(left.outlinedFrom()).isEqualTo(right.outlinedFrom());
      assertThat(left.recovered().rgb()).isEqualTo(right.recovered().rgb());
      assertThat(left.recoveryErrors()).isEqualTo(right.recoveryErrors());
      assertThat(left.discrepancies()).isEqualTo(right.discrepancies());
      assertThat(left.texture()).isEqualTo(right.texture());
    }
  }

  @Test
  void nativeMemoryStaysFlat() {
    Checkpoint checkpoint = NetworkKinds.shuffled(folder, textured());
    List<AlignedFace> faces = faces(textured(), Kind.MIXED);
    try (FaceAnalyzer onnx = FaceAnalyzer.open(checkpoint, options(2))) {
      onnx.analyze(faces);
      long before = Pointer.totalCount();
      for (int i = 0; i < 10; i++) {
        onnx.analyze(faces);
      }
      assertThat(Pointer.totalCount() - before).isLessThan(50);
    }
  }

  /** What is wrong with a file; operators of a graph would take one value for all. */
  static Stream<Arguments> faults() {
    return Stream.of(
        fault("too narrow", "classifier.hidden.weight", weights -> weights.narrow(1, 0, 2)),
        fault("one for all", "classifier.hidden.bias", weights -> weights.narrow(0, 0, 1)),
        fault("none", "classifier.output.weight", weights -> null),
        fault("none of texture", "texture.still", weights -> null),
        fault("infinite", "recovering.mask_token", weights -> divided(weights, 0)),
        fault("no number", "texture.still", weights -> divided(weights, Double.NaN)));
  }

  private static Arguments fault(String kind, String name, UnaryOperator<Tensor> change) {
    Consumer<Map<String, Tensor>> all =
        weights -> weights.compute(name, (key, values) -> change.apply(values));
    return Arguments.of(kind + ": " + name, all);
  }

  private static Tensor divided(Tensor weights, double by) {
    return weights.detach().div(new Scalar(by));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void bothRefuseWeightsForTheSameReason(String name, Consumer<Map<String, Tensor>> change) {
    Checkpoint broken = broken(change);
    CheckpointException wanted = refusal(() -> FaceAnalyzer.inTorch(broken, options(1)));
    CheckpointException found = refusal(() -> FaceAnalyzer.open(broken, options(1)));
    assertThat(found.reason()).isEqualTo(wanted.reason());
    assertThat(found.getMessage()).isEqualTo(wanted.getMessage());
  }

  @Test
  void bothRefuseWeightsThatTheNetworksDoNotHave() {
    bothRefuseWeightsForTheSameReason(
        "another", weights -> weights.put("mapping.extra", weights.get("classifier.output.bias")));
  }

  private Checkpoint broken(Consumer<Map<String, Tensor>> change) {
    Checkpoint whole = NetworkKinds.shuffled(folder, textured());
    Path file = folder.resolve(Checkpoint.WEIGHTS_FILE);
    try (DelocateNetworks networks = whole.networks();
        PointerScope scope = new PointerScope()) {
      Map<String, Tensor> weights = Weights.state(networks);
      change.accept(weights);
      SafetensorsWriter.write(file, weights, Safetensors.Type.F32, Map.of());
    }
    return Checkpoint.read(folder);
  }

  private static CheckpointException refusal(Opening opening) {
    return catchThrowableOfType(CheckpointException.class, () -> opening.open().close());
  }

  private interface Opening {
    FaceAnalyzer open();
  }

  static Stream<Arguments> faultsThatAGraphNotices() {
    return faults().filter(fault -> !fault.get()[0].toString().startsWith("one for all"));
  }

  /** Nobody looks whether all fits where the digest is known; most faults are seen even so. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("faultsThatAGraphNotices")
  void weightsOfAKnownDigestAreRefusedWhereAGraphFindsOut(
      String name, Consumer<Map<String, Tensor>> change) throws IOException {
    Checkpoint broken = broken(change);
    CheckpointException wanted = refusal(() -> FaceAnalyzer.inTorch(broken, options(1)));
    try (InputStream file = Files.newInputStream(folder.resolve(Checkpoint.WEIGHTS_FILE))) {
      Checkpoint known = new Checkpoint(broken.card(), Safetensors.read(file, "a test", "known"));
      CheckpointException found = refusal(() -> FaceAnalyzer.open(known, options(1)));
      assertThat(found.reason()).isEqualTo(wanted.reason());
    }
  }

  /** With masks that follow the face. */
  private static NetworkConfiguration textured() {
    return NetworkKinds.all()
        .filter(each -> each.texture().hasPlacesInFace())
        .findFirst()
        .orElseThrow();
  }

  private static AnalyzerOptions options(int threads) {
    return new AnalyzerOptions(threads, Precision.FP32);
  }

  private enum Kind {
    MOVING,
    STILL,
    MIXED
  }

  /** Noise that changes a little; some of those that are still are shown twice. */
  private static List<AlignedFace> faces(NetworkConfiguration configuration, Kind kind) {
    int side = configuration.view().size();
    Random random = new Random(7);
    List<AlignedFace> faces = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      byte[] rgb = new byte[3 * side * side];
      random.nextBytes(rgb);
      float[] xy = new float[2 * Landmarks.COUNT];
      for (int j = 0; j < xy.length; j++) {
        xy[j] = configuration.surround() + random.nextFloat() * configuration.crop().size();
      }
      boolean moves = kind == Kind.MOVING || (kind == Kind.MIXED && i % 3 != 1);
      Image crop = new Image(side, side, rgb);
      Optional<Image> again = i % 2 == 0 ? Optional.of(crop) : Optional.empty();
      Optional<Image> later = moves ? Optional.of(later(crop, random)) : again;
      faces.add(new AlignedFace(crop, new Landmarks(xy, 1), SmallNetworks.IDENTITY, later));
      assertThat(faces.get(i).moves()).isEqualTo(moves);
    }
    return faces;
  }

  private static Image later(Image crop, Random random) {
    byte[] rgb = crop.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.max(0, Math.min(255, (rgb[i] & 0xFF) + random.nextInt(60) - 30));
    }
    return new Image(crop.width(), crop.height(), rgb);
  }

  private static void assertClose(List<FaceEvidence> found, List<FaceEvidence> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      FaceEvidence left = found.get(i);
      FaceEvidence right = expected.get(i);
      assertThat(left.logit()).as("logit").isCloseTo(right.logit(), within(TOLERANCE));
      assertThat(left.outlinedFrom()).isCloseTo(right.outlinedFrom(), within(TOLERANCE));
      assertThat(left.maskSide()).isEqualTo(right.maskSide());
      assertClose("mask", left.mask(), right.mask());
      assertClose("texture", left.texture(), right.texture());
      assertClose("recovery error", left.recoveryErrors(), right.recoveryErrors());
      assertClose("discrepancy", left.discrepancies(), right.discrepancies());
      assertClose(left.recovered(), right.recovered());
    }
  }

  private static void assertClose(String name, PartValues found, PartValues expected) {
    assertThat(found.eyes()).as(name).isCloseTo(expected.eyes(), within(TOLERANCE));
    assertThat(found.cheekAndNose()).as(name).isCloseTo(expected.cheekAndNose(), within(TOLERANCE));
    assertThat(found.lips()).as(name).isCloseTo(expected.lips(), within(TOLERANCE));
  }

  private static void assertClose(String name, float[] found, float[] expected) {
    assertThat(found).as(name).hasSameSizeAs(expected);
    double apart = 0;
    for (int i = 0; i < expected.length; i++) {
      apart = Math.max(apart, Math.abs(found[i] - expected[i]));
    }
    assertThat(apart).as(name).isLessThan(TOLERANCE);
  }

  /** But for what rounding to whole steps makes of the last digits. */
  private static void assertClose(Image found, Image expected) {
    assertThat(found.width()).isEqualTo(expected.width());
    assertThat(found.rgb()).hasSameSizeAs(expected.rgb());
    int apart = 0;
    for (int i = 0; i < expected.rgb().length; i++) {
      apart = Math.max(apart, Math.abs((found.rgb()[i] & 0xFF) - (expected.rgb()[i] & 0xFF)));
    }
    assertThat(apart).as("recovered").isLessThanOrEqualTo(1);
  }
}
