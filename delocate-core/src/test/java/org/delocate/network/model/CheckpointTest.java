package org.delocate.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.face.region.FacialPart;
import org.delocate.network.evidence.EvidenceLevels;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkComponents;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.delocate.network.input.TextureView;
import org.delocate.network.weights.CheckpointException;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.SafetensorsWriter;
import org.delocate.network.weights.Weights;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

  private static final EvidenceLevels EVIDENCE =
      new EvidenceLevels(
          new EvidenceLevels.Level(0.99, 0.01, 0.03),
          new EvidenceLevels.Level(0.9, 0.05, 0.08),
          new EvidenceLevels.Level(0.6, 0.2, 0.25),
          352,
          146,
          "out-of-fold");

  private static DelocateNetworks networks;

  @TempDir private Path folder;

  @BeforeAll
  static void build() {
    networks = SmallNetworks.shuffled(9);
  }

  @BeforeEach
  void write() {
    Checkpoint.write(folder, card(), networks, Safetensors.Type.F32);
  }

  @ParameterizedTest
  @EnumSource(Safetensors.Type.class)
  void whatIsWrittenIsRead(Safetensors.Type type) throws IOException {
    Checkpoint.write(folder, card(), networks, type);

    Checkpoint checkpoint = Checkpoint.read(folder);
    DelocateNetworks read = checkpoint.networks();

    assertThat(checkpoint.card()).isEqualTo(card());
    double tolerance =
        switch (type) {
          case F32 -> 0;
          case F16 -> 1e-3;
          case BF16 -> 1e-2;
        };
    Map<String, Tensor> found = Weights.state(read);
    Map<String, Tensor> expected = Weights.state(networks);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    try (PointerScope scope = new PointerScope()) {
      expected.forEach(
          (name, tensor) -> {
            double scale = Math.max(1, tensor.abs().max().item_float());
            double error = tensor.sub(found.get(name)).abs().max().item_float();
            assertThat(error).as(name).isLessThanOrEqualTo(tolerance * scale);
          });
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("model.json", "model.safetensors");
    }
  }

  @Test
  void weightsRoundedToHalfPrecisionAreThoseOfSuchAFile() {
    DelocateNetworks rounded = SmallNetworks.shuffled(5);
    Path file = folder.resolve("half");
    Checkpoint.write(file, card(), rounded, Safetensors.Type.F16);
    Map<String, Tensor> read = Weights.state(Checkpoint.read(file).networks());

    Map<String, Tensor> before = Weights.state(SmallNetworks.shuffled(5));
    Weights.roundToHalfPrecision(rounded);

    Weights.state(rounded)
        .forEach(
            (name, tensor) -> {
              assertThat(FaceTensors.floats(tensor))
                  .as(name)
                  .isEqualTo(FaceTensors.floats(read.get(name)));
              assertThat(tensor.scalar_type().intern()).isEqualTo(torch.ScalarType.Float);
            });
    // Not that nothing was done.
    String name = "classifier.hidden.weight";
    assertThat(FaceTensors.floats(read.get(name)))
        .isNotEqualTo(FaceTensors.floats(before.get(name)));
  }

  @Test
  void readNetworksAnswerAsTheWrittenOnes() {
    DelocateNetworks read = Checkpoint.read(folder.resolve("model.safetensors")).networks();
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.rand(2, 3, 64, 64);
      PatchIds ids = SmallNetworks.partIds(2, new Random(2));
      assertThat(FaceTensors.floats(read.forward(images, ids).logits()))
          .isEqualTo(FaceTensors.floats(networks.forward(images, ids).logits()));
    }
  }

  @Test
  void oneComponentCanBeTakenOver() {
    DelocateNetworks fresh = new DelocateNetworks(SmallNetworks.configuration());

    Weights.load(fresh.recovering(), Checkpoint.read(folder).weights(), "recovering.");

    try (PointerScope scope = new PointerScope()) {
      Weights.state(networks.recovering())
          .forEach(
              (name, tensor) ->
                  assertThat(torch.equal(tensor, Weights.state(fresh.recovering()).get(name)))
                      .as(name)
                      .isTrue());
    }
  }

  @Test
  void anotherArchitectureIsNamed() {
    NetworkConfiguration wider =
        new NetworkConfiguration(
            "test",
            card().networks().crop(),
            card().networks().recovering(),
            new MappingSettings(8, 1),
            card().networks().localization(),
            NetworkComponents.all());
    Checkpoint mismatched =
        new Checkpoint(card(wider, Map.of()), Checkpoint.read(folder).weights());

    assertFails(
        mismatched::networks, CheckpointException.Reason.WRONG_ARCHITECTURE, "mapping.", "shape");
  }

  @Test
  void missingAndUnexpectedNamesAreNamed() {
    Map<String, Tensor> state = Weights.state(networks);
    state.put("mapping.extra", state.remove("mapping.conv1.weight"));
    rewrite(state);

    assertFails(
        () -> Checkpoint.read(folder).networks(),
        CheckpointException.Reason.WRONG_ARCHITECTURE,
        "1 missing, such as mapping.conv1.weight",
        "1 unexpected, such as mapping.extra");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void weightsThatAreNoNumbersAreRefused(double value) {
    try (PointerScope scope = new PointerScope()) {
      Map<String, Tensor> state = Weights.state(networks);
      Tensor broken = state.get("classifier.output.bias").clone().detach();
      broken.fill_(new Scalar(value));
      state.put("classifier.output.bias", broken);
      rewrite(state);
    }
    assertFails(
        () -> Checkpoint.read(folder).networks(),
        CheckpointException.Reason.NOT_FINITE,
        "classifier.output.bias");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 8, 100, 5000, -1, -100})
  void aTruncatedFileIsRefused(int length) throws IOException {
    Path file = folder.resolve("model.safetensors");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, length < 0 ? whole.length + length : length));

    assertFails(
        () -> Checkpoint.read(folder),
        CheckpointException.Reason.DAMAGED_WEIGHTS,
        "model.safetensors");
  }

  @Test
  void anotherKindOfFileIsRefused() throws IOException {
    Files.write(
        folder.resolve("model.safetensors"), "PK\3\4 a zip file".getBytes(StandardCharsets.UTF_8));
    assertFails(
        () -> Checkpoint.read(folder), CheckpointException.Reason.DAMAGED_WEIGHTS, "header");
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    assertFails(
        () -> Checkpoint.read(folder.resolve("nowhere")),
        CheckpointException.Reason.NOT_FOUND,
        "nowhere");
    Files.delete(folder.resolve("model.json"));
    assertFails(() -> Checkpoint.read(folder), CheckpointException.Reason.NOT_FOUND, "model.json");
    Files.writeString(folder.resolve("model.json"), card().toJson());
    Files.delete(folder.resolve("model.safetensors"));
    assertFails(
        () -> Checkpoint.read(folder), CheckpointException.Reason.NOT_FOUND, "model.safetensors");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"formatVersion\": 2}",
        "{\"formatVersion\": 1}",
        "{\"formatVersion\": 1, \"name\": \"a\", \"surprise\": 3}"
      })
  void aBadCardIsRefused(String text) throws IOException {
    Files.writeString(folder.resolve("model.json"), text);
    assertFails(
        () -> Checkpoint.read(folder), CheckpointException.Reason.DAMAGED_CARD, "model.json");
  }

  @Test
  void anUnknownKeyOfACardIsNamed() throws IOException {
    String text = card().toJson().replaceFirst("\"seed\"", "\"sead\" : 1, \"seed\"");
    Files.writeString(folder.resolve("model.json"), text);
    assertFails(() -> Checkpoint.read(folder), CheckpointException.Reason.DAMAGED_CARD, "sead");
  }

  @Test
  void cardsFromWhenNetworksCouldLookTwiceAreReadIfTheirsLookOnce() {
    String once = looking(0);
    assertThat(once).isNotEqualTo(card().toJson());
    assertThat(ModelCard.fromJson(once, "old")).isEqualTo(card());
    assertThatThrownBy(() -> ModelCard.fromJson(looking(0.6), "r15"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("secondLook: these networks look twice");
  }

  @ParameterizedTest
  @CsvSource({"true, 4", "false, 3"})
  void cardsFromWhenOneViewWasAllThereWasToChooseAreReadToo(boolean residual, int views) {
    String old =
        card().toJson().replaceFirst("\"views\" : \\[[^\\]]*\\]", "\"residual\" : " + residual);
    assertThat(old).contains("residual");
    assertThat(ModelCard.fromJson(old, "old").networks().texture().views())
        .isEqualTo(List.of(TextureView.values()).subList(0, views));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[ \"wide\", \"detail\" ]", "[ \"motion\", \"motion\" ]"})
  void viewsOfWhichNoneMovesOrOneIsTwiceAreRefused(String views) {
    String card = card().toJson().replaceFirst("\"views\" : \\[[^\\]]*\\]", "\"views\" : " + views);
    assertThatThrownBy(() -> ModelCard.fromJson(card, "a test"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("views");
  }

  private static String looking(double share) {
    return card()
        .toJson()
        .replaceFirst(
            "\"surround\"",
            "\"secondLook\" : {\"blackBorder\" : 8, \"share\" : " + share + "}, \"surround\"");
  }

  @Test
  void evidenceOfACardIsReadAsItWasWritten() throws IOException {
    Calibration plain = card().calibration();
    Calibration graded = plain.withEvidence(EVIDENCE, 0.7);
    ModelCard card = card().withCalibration(graded);

    assertThat(ModelCard.fromJson(card.toJson(), "a test")).isEqualTo(card);
    assertThat(new ObjectMapper().readTree(card.toJson()).get("calibration").fieldNames())
        .toIterable()
        .containsExactly(
            "method",
            "temperature",
            "bias",
            "threshold",
            "authenticBelow",
            "maskBias",
            "outlineShare",
            "discrepancyWeight",
            "evidence",
            "frameSpread");
    assertThat(graded.threshold()).isEqualTo(0.9);
    assertThat(graded.authenticBelow()).isEqualTo(0.6);
    assertThat(card().toJson()).doesNotContain("evidence", "frameSpread");
    assertThat(ModelCard.fromJson(card().toJson(), "a test").calibration().evidence()).isNull();
  }

  @Test
  void evidenceThatContradictsItselfIsRefused() {
    EvidenceLevels.Level low = EVIDENCE.weak();
    EvidenceLevels.Level one = EVIDENCE.moderate();
    EvidenceLevels.Level high = EVIDENCE.strong();
    assertThatThrownBy(() -> new EvidenceLevels(low, one, high, 100, 50, "a test"))
        .hasMessageContaining("strong from 0.6, moderate from 0.9, weak from 0.99");
    assertThatThrownBy(() -> new EvidenceLevels(one, one, one, 10, 50, "a test"))
        .hasMessageContaining("10 clips from 50 pages");
    assertThatThrownBy(() -> new EvidenceLevels.Level(0.9, 0.05, 0.04))
        .hasMessageContaining("up to 0.04");
    assertThatThrownBy(() -> new Calibration.Thresholds(0.8, 0.6, EVIDENCE))
        .hasMessageContaining("not 0.9 and 0.6 with 0.8 and 0.6");
    assertThatThrownBy(() -> card().calibration().withEvidence(EVIDENCE, 0.0))
        .hasMessageContaining("frame spread of 0.0");
  }

  @Test
  void percentilesComeFromTheQuantiles() {
    ReferenceErrors errors = card().realFaces();
    assertThat(errors.percentile(FacialPart.EYES, -1)).isZero();
    assertThat(errors.percentile(FacialPart.EYES, 2)).isEqualTo(1);
    assertThat(errors.percentile(FacialPart.LIPS, 0.255)).isBetween(0.2549, 0.2551);
  }

  private void rewrite(Map<String, Tensor> state) {
    SafetensorsWriter.write(
        folder.resolve("model.safetensors"), state, Safetensors.Type.F32, Map.of());
  }

  private static void assertFails(
      ThrowingCallable call, CheckpointException.Reason reason, String... words) {
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(call)
        .satisfies(
            failure -> {
              assertThat(failure.reason()).isEqualTo(reason);
              assertThat(failure.getMessage()).contains(words);
            });
  }

  private static ModelCard card() {
    return card(SmallNetworks.configuration(), Map.of("validation.auc", 0.75));
  }

  private static ModelCard card(NetworkConfiguration configuration, Map<String, Double> metrics) {
    List<Double> quantiles = IntStream.rangeClosed(0, 100).mapToObj(i -> i / 100.0).toList();
    return ModelCard.unmeasured(
            "test",
            configuration,
            new ModelProvenance(
                "0.1", Map.of("steps", "3"), "abc", 5, "17", "Linux", "LibTorch", "2026-01-01"),
            "CC0")
        .withCalibration(
            new Calibration("temperature+bias", 1.5, -0.2, 0.6, 0.3)
                .withMasks(0.7, 0.8)
                .withDiscrepancyWeight(2.0))
        .withRealFaces(
            new ReferenceErrors(quantiles, quantiles, quantiles),
            new ReferenceErrors(quantiles, quantiles, quantiles))
        .withMetrics(metrics);
  }
}
