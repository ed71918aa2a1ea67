package org.delocate.network.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.network.encoder.InceptionPlan;
import org.delocate.network.engine.Precision;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkConfiguration.Texture;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;
import org.delocate.network.model.PretrainedEncoder;
import org.delocate.network.model.SmallNetworks;
import org.delocate.network.texture.TextureSizes;
import org.delocate.network.weights.CheckpointException;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.SafetensorsWriter;
import org.delocate.network.weights.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that are given more than the crop, and the moment after it. */
class SurroundTest {

  private static final int SURROUND = 8;
  private static final int WHOLE = SmallNetworks.SIZE + 2 * SURROUND;
  private static final int MIDDLE = (WHOLE + 1) * WHOLE / 2;
  private static final Texture TEXTURE =
      new Texture(0.5, new Texture.Scale(1, 0.25), new Texture.Scale(2, -0.5));

  @Test
  void facesWithAndWithoutAMomentAfterThemKeepTheirOrder() {
    DelocateNetworks networks =
        SmallNetworks.shuffled(SmallNetworks.configuration().withTexture(TEXTURE, SURROUND), 6);
    Random random = new Random(4);
    List<AlignedFace> faces = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      AlignedFace face = face(random);
      faces.add(i % 3 == 1 ? face : withLater(face, random));
    }
    try (FaceAnalyzer analyzer = analyzer(networks)) {
      List<FaceEvidence> together = analyzer.analyze(faces);
      for (int i = 0; i < faces.size(); i++) {
        FaceEvidence alone = analyzer.analyze(List.of(faces.get(i))).get(0);
        assertThat(together.get(i).logit()).isCloseTo(alone.logit(), within(1e-3));
        assertThat(together.get(i).recoveryErrors().lips())
            .isCloseTo(alone.recoveryErrors().lips(), within(1e-4));
        same(together.get(i).recovered(), alone.recovered());
      }
      assertThat(together.stream().map(FaceEvidence::logit).distinct()).hasSize(faces.size());
      // What comes later counts, and nothing but the logit knows of it.
      AlignedFace moving = faces.get(0);
      AlignedFace still = new AlignedFace(moving.crop(), moving.landmarks(), moving.cropToFrame());
      FaceEvidence other = analyzer.analyze(List.of(still)).get(0);
      assertThat(other.logit()).isNotCloseTo(together.get(0).logit(), within(1e-2));
      assertThat(other.mask()[MIDDLE]).isCloseTo(together.get(0).mask()[MIDDLE], within(1e-4f));
    }
  }

  /** Where the localization network keeps to the crop, all is as if nothing else were there. */
  @Test
  void networksOfTheCropSeeNothingAroundIt() {
    NetworkConfiguration ofCrop = SmallNetworks.configuration();
    DelocateNetworks plain = SmallNetworks.shuffled(ofCrop, 7);
    NetworkConfiguration surrounded = ofCrop.withTexture(Texture.none(), SURROUND);
    assertThat(surrounded.localization().wide()).isFalse();
    assertThat(surrounded.view().size()).isEqualTo(WHOLE);
    DelocateNetworks around = new DelocateNetworks(surrounded);
    copy(plain, around);
    AlignedFace face = face(new Random(9));
    AlignedFace crop = inner(face);
    try (FaceAnalyzer inside = analyzer(plain);
        FaceAnalyzer analyzer = analyzer(around)) {
      FaceEvidence expected = inside.analyze(List.of(crop)).get(0);
      FaceEvidence found = analyzer.analyze(List.of(face)).get(0);

      assertThat(analyzer.surround()).isEqualTo(SURROUND);
      assertThat(inside.surround()).isZero();
      assertThat(found.logit()).isCloseTo(expected.logit(), within(1e-5));
      assertThat(found.recoveryErrors().eyes())
          .isCloseTo(expected.recoveryErrors().eyes(), within(1e-6));
      assertThat(found.discrepancies().eyes())
          .isCloseTo(expected.discrepancies().eyes(), within(1e-5));
      assertThat(found.maskSide()).isEqualTo(WHOLE);
      for (int y = 0; y < WHOLE; y++) {
        for (int x = 0; x < WHOLE; x++) {
          float painted = found.mask()[y * WHOLE + x];
          if (isAround(x, y)) {
            assertThat(painted).as("%d, %d", x, y).isLessThan(1e-9f);
            for (int c = 0; c < 3; c++) {
              assertThat(found.recovered().sample(x, y, c)).isEqualTo(face.crop().sample(x, y, c));
            }
          } else {
            int place = (y - SURROUND) * SmallNetworks.SIZE + x - SURROUND;
            assertThat(painted).isCloseTo(expected.mask()[place], within(1e-5f));
          }
        }
      }
      same(cut(found.recovered()), expected.recovered());
    }
  }

  /** A share of what the localization network paints, and what is known of each place. */
  @Test
  void masksLeanToWhereForgeriesLie() {
    double share = 0.5;
    Texture leaning = TEXTURE.withPlaces(share, false, false);
    NetworkConfiguration of = SmallNetworks.configuration();
    DelocateNetworks placed = SmallNetworks.shuffled(of.withTexture(leaning, SURROUND), 7);
    DelocateNetworks alone = new DelocateNetworks(of.withTexture(TEXTURE, SURROUND));
    copy(placed, alone);
    int cells = TextureSizes.placesOf(placed.configuration());
    assertThat(cells).isEqualTo(WHOLE / 4);
    float[] logits = new float[cells * cells];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = i < logits.length / 2 ? 3 : -2;
    }
    placed.texture().orElseThrow().setPlaces(logits);
    assertThatThrownBy(() -> alone.texture().orElseThrow().setPlaces(logits))
        .isInstanceOf(IllegalStateException.class);
    AlignedFace face = face(new Random(5));
    try (FaceAnalyzer without = analyzer(alone);
        FaceAnalyzer with = analyzer(placed)) {
      FaceEvidence plain = without.analyze(List.of(face)).get(0);
      FaceEvidence leant = with.analyze(List.of(face)).get(0);

      assertThat(leant.logit()).isCloseTo(plain.logit(), within(1e-5));
      // Halfway between two places of one kind; the surroundings stay unpainted.
      for (int y : List.of(SURROUND + 4, WHOLE - SURROUND - 5)) {
        int pixel = y * WHOLE + WHOLE / 2;
        double expected = share * logit(plain.mask()[pixel]) + (y < WHOLE / 2 ? 3 : -2);
        assertThat(logit(leant.mask()[pixel])).as("row %d", y).isCloseTo(expected, within(1e-3));
      }
      assertThat(leant.mask()[0]).isLessThan(1e-3f);
    }
  }

  /**
   * Networks whose masks lean to places in faces.
   *
   * @param logits of the middle of a place, as shares of a plane's height and width
   */
  private static DelocateNetworks placed(boolean outline, DoubleBinaryOperator logits) {
    Texture following = TEXTURE.withPlaces(0.0001, true, outline);
    NetworkConfiguration of = SmallNetworks.configuration().withTexture(following, SURROUND);
    DelocateNetworks placed = SmallNetworks.shuffled(of, 7);
    int cells = TextureSizes.placesOf(of);
    float[] places = new float[cells * cells];
    for (int i = 0; i < places.length; i++) {
      double row = (Math.floorDiv(i, cells) + 0.5) / cells;
      double column = (i % cells + 0.5) / cells;
      places[i] = (float) logits.applyAsDouble(row, column);
    }
    placed.texture().orElseThrow().setPlaces(places);
    return placed;
  }

  /** A face that is narrow at its top: beside it, but within its box, lies another place. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void masksAreAsWideAsTheOutlineOrTheBox(boolean outline) {
    DelocateNetworks placed =
        placed(outline, (row, column) -> Math.abs(column - 0.5) < 0.25 ? 3 : -2);
    int half = WHOLE / 2 - SURROUND;
    float[] xy = new float[2 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) { // a square that stands on a corner
      xy[2 * i] = WHOLE / 2f + (i % 4 == 0 ? -half : i % 4 == 2 ? half : 0);
      xy[2 * i + 1] = WHOLE / 2f + (i % 4 == 1 ? -half : i % 4 == 3 ? half : 0);
    }
    AlignedFace face = face(new Random(5));
    AlignedFace known =
        new AlignedFace(face.crop(), new Landmarks(xy, 1), face.cropToFrame(), face.later());
    try (FaceAnalyzer analyzer = analyzer(placed)) {
      float[] mask = analyzer.analyze(List.of(known)).get(0).mask();
      int beside = (int) (WHOLE / 2 + 0.4 * half);
      int top = (int) (WHOLE / 2 - 0.7 * half);
      assertThat(logit(mask[top * WHOLE + WHOLE / 2])).isCloseTo(3, within(0.1));
      assertThat(logit(mask[top * WHOLE + beside])).isCloseTo(outline ? -2 : 3, within(0.1));
      assertThat(logit(mask[WHOLE / 2 * WHOLE + beside])).isCloseTo(3, within(0.1));
    }
  }

  /** Of two faces in the same picture that differ in their landmarks alone. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void masksFollowTheLandmarks(boolean outline) {
    DelocateNetworks placed = placed(outline, (row, column) -> row < 0.5 ? 3 : -2);
    AlignedFace face = face(new Random(5));
    int across = WHOLE / 2;
    try (FaceAnalyzer analyzer = analyzer(placed)) {
      for (int middle : List.of(WHOLE / 2 - 6, WHOLE / 2 + 6)) {
        Landmarks landmarks = filling(SURROUND, middle - across / 2, across);
        float[] mask =
            analyzer
                .analyze(
                    List.of(
                        new AlignedFace(face.crop(), landmarks, face.cropToFrame(), face.later())))
                .get(0)
                .mask();
        assertThat(logit(mask[(middle - 4) * WHOLE + WHOLE / 2])).isCloseTo(3, within(0.1));
        assertThat(logit(mask[(middle + 4) * WHOLE + WHOLE / 2])).isCloseTo(-2, within(0.1));
      }
    }
  }

  /** Landmarks whose box begins there and is as wide as high. */
  private static Landmarks filling(int left, int top, int side) {
    float[] xy = new float[2 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      xy[2 * i] = left + i % (side + 1);
      xy[2 * i + 1] = top + i % (side + 1);
    }
    return new Landmarks(xy, 1);
  }

  private static double logit(double value) {
    return Math.log(value / (1 - value));
  }

  @Test
  void aWideLocalizationNetworkPaintsAroundTheCropToo() {
    NetworkConfiguration wide = SmallNetworks.configuration().withSurround(SURROUND);
    assertThat(wide.localization().wide()).isTrue();
    try (FaceAnalyzer analyzer = analyzer(SmallNetworks.shuffled(wide, 8))) {
      Random random = new Random(2);
      AlignedFace face = face(random);
      FaceEvidence evidence = analyzer.analyze(List.of(face)).get(0);
      byte[] rgb = face.crop().rgb().clone();
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = isAround(i / 3 % WHOLE, i / 3 / WHOLE) ? 0 : rgb[i];
      }
      Image black = new Image(WHOLE, WHOLE, rgb);
      FaceEvidence other =
          analyzer
              .analyze(List.of(new AlignedFace(black, face.landmarks(), face.cropToFrame())))
              .get(0);

      assertThat(evidence.mask()[0]).isGreaterThan(1e-6f);
      assertThat(other.logit()).isNotCloseTo(evidence.logit(), within(1e-4));
      assertThat(other.recoveryErrors()).isEqualTo(evidence.recoveryErrors());
    }
    assertThat(wide.withSurround(0)).isEqualTo(SmallNetworks.configuration());
    assertThatThrownBy(() -> wide.withTexture(TEXTURE, SURROUND + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 pixels around the crop, not 9");
    assertThatThrownBy(() -> wide.withSurround(SmallNetworks.SIZE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(wide.withTexture(TEXTURE, SURROUND).withoutTexture()).isEqualTo(wide);
    assertThat(SmallNetworks.configuration().withTexture(TEXTURE, SURROUND).withoutTexture())
        .isEqualTo(SmallNetworks.configuration());
  }

  @Test
  void theCardKeepsWhatIsSeenAroundTheCrop() {
    NetworkConfiguration chosen = SmallNetworks.configuration().withTexture(TEXTURE, SURROUND);
    ModelCard card =
        ModelCard.unmeasured(
            "test", chosen, ModelProvenance.ofThisMachine("test", Map.of(), "none", 1), "CC0");
    assertThat(ModelCard.fromJson(card.toJson(), "card").networks()).isEqualTo(chosen);
    assertThat(NetworkCost.of(chosen).parts()).hasSize(5);
  }

  @Test
  void theTextureNetworkTakesTheFirstFiltersOfAFile(@TempDir Path folder) {
    DelocateNetworks networks =
        new DelocateNetworks(SmallNetworks.configuration().withTexture(TEXTURE, SURROUND));
    Map<String, Tensor> file = new LinkedHashMap<>();
    Map<String, Tensor> encoder = new LinkedHashMap<>();
    String prefix = PretrainedEncoder.prefix(DelocateNetworks.Component.TEXTURE);
    Weights.state(networks)
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                encoder.put(name.substring(prefix.length()), tensor);
                file.put(name.substring(prefix.length()), torch.rand(tensor.shape()));
              }
            });
    file.put("filter60.conv.bias", torch.rand(192));
    Path path = folder.resolve("encoder.safetensors");
    SafetensorsWriter.write(path, file, Safetensors.Type.F32, Map.of());
    PretrainedEncoder.loadTexture(networks, Safetensors.read(path));
    assertThat(encoder).hasSize(2 * InceptionPlan.TO_EIGHTH);
    encoder.forEach(
        (name, tensor) -> assertThat(torch.equal(tensor, file.get(name))).as(name).isTrue());

    DelocateNetworks without = new DelocateNetworks(SmallNetworks.configuration());
    assertThatThrownBy(() -> PretrainedEncoder.loadTexture(without, Safetensors.read(path)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("texture network");
    file.remove("filter7.conv.weight");
    SafetensorsWriter.write(path, file, Safetensors.Type.F32, Map.of());
    assertThatThrownBy(() -> PretrainedEncoder.loadTexture(networks, Safetensors.read(path)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("filter7.conv.weight");
  }

  private static void copy(DelocateNetworks from, DelocateNetworks to) {
    Map<String, Tensor> weights = Weights.state(from);
    try (NoGradGuard guard = new NoGradGuard()) {
      Weights.state(to).forEach((name, tensor) -> tensor.copy_(weights.get(name)));
    }
  }

  private static FaceAnalyzer analyzer(DelocateNetworks networks) {
    return FaceAnalyzer.of(networks, new AnalyzerOptions(2, Precision.FP32));
  }

  private static boolean isAround(int x, int y) {
    return Math.min(x, y) < SURROUND || Math.max(x, y) >= WHOLE - SURROUND;
  }

  private static AlignedFace face(Random random) {
    byte[] rgb = new byte[WHOLE * WHOLE * 3];
    random.nextBytes(rgb);
    float[] xy = new float[2 * Landmarks.COUNT];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = SURROUND + random.nextFloat() * SmallNetworks.SIZE;
    }
    return new AlignedFace(
        new Image(WHOLE, WHOLE, rgb), new Landmarks(xy, 1), SmallNetworks.IDENTITY);
  }

  private static AlignedFace withLater(AlignedFace face, Random random) {
    byte[] rgb = face.crop().rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.max(0, Math.min(255, (rgb[i] & 0xFF) + random.nextInt(60) - 30));
    }
    return new AlignedFace(
        face.crop(),
        face.landmarks(),
        face.cropToFrame(),
        Optional.of(new Image(WHOLE, WHOLE, rgb)));
  }

  private static AlignedFace inner(AlignedFace face) {
    AffineTransform toCrop = new AffineTransform(1, 0, -SURROUND, 0, 1, -SURROUND);
    return new AlignedFace(
        cut(face.crop()), face.landmarks().transformed(toCrop), face.cropToFrame());
  }

  /** But for what rounding to whole steps makes of the last digits. */
  private static void same(Image found, Image expected) {
    assertThat(found.width()).isEqualTo(expected.width());
    for (int i = 0; i < expected.rgb().length; i++) {
      assertThat(found.rgb()[i] & 0xFF).isCloseTo(expected.rgb()[i] & 0xFF, within(1));
    }
  }

  private static Image cut(Image whole) {
    int size = SmallNetworks.SIZE;
    byte[] rgb = new byte[3 * size * size];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) whole.sample(SURROUND + i / 3 % size, SURROUND + i / 3 / size, i % 3);
    }
    return new Image(size, size, rgb);
  }
}
