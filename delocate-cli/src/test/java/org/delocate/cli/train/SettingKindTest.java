package org.delocate.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.delocate.setting.SettingKey;
import org.delocate.setting.Settings;
import org.delocate.training.configuration.ConfigurationReader;
import org.delocate.training.recovering.MaskingStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every key of every configuration. */
final class SettingKindTest {

  static List<SettingKind> kinds() {
    return SettingKind.ALL;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKeySaysWhatItMeansAndHasADefaultWithinItsRange(SettingKind kind) {
    Settings<?> settings = kind.settings();
    assertThat(settings.keys())
        .allSatisfy(
            key -> {
              assertThat(key.meaning()).isNotBlank().doesNotEndWith(".");
              assertThat(key.range()).isNotBlank();
            });
    assertThat(settings.keys())
        .filteredOn(key -> settings.defaultOf(key).isMissingNode())
        .extracting(SettingKey::name)
        .isSubsetOf(
            "texture.limited",
            "texture.maskShare",
            "texture.placesInBox",
            "texture.placesInOutline");
    Settings.check(kind.defaults());
    assertThat(settings.read()).isEqualTo(kind.defaults());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyNumberThatIsNoSeedHasAnEnd(SettingKind kind) {
    assertThat(kind.settings().keys())
        .filteredOn(key -> key.range().contains("number"))
        .filteredOn(key -> Double.isInfinite(key.setting().max()))
        .extracting(SettingKey::name)
        .isSubsetOf(
            Stream.concat(
                    Stream.of("seed"),
                    Stream.of("moving", "still", "track")
                        .flatMap(
                            scale ->
                                Stream.of(
                                    "texture." + scale + ".gain", "texture." + scale + ".bias")))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatIsBeyondARangeIsRefusedByKeyAndRange(SettingKind kind) {
    Settings<?> settings = kind.settings();
    for (SettingKey key : settings.keys()) {
      if (key.range().contains("number") && !Double.isInfinite(key.setting().min())) {
        JsonNode below = DoubleNode.valueOf(key.setting().min() - 1);
        assertThatThrownBy(() -> settings.read(settings.nested(key.name(), below)))
            .hasMessageStartingWith(key.name() + " is ")
            .hasMessageContaining(key.range());
      }
    }
  }

  @Test
  void masksAreTheOnesThatThereAre() {
    SettingKey masking =
        SettingKind.named("recovering").settings().keys().stream()
            .filter(key -> key.name().equals("masking"))
            .findFirst()
            .orElseThrow();
    assertThat(Arrays.asList(masking.setting().oneOf()))
        .containsExactlyInAnyOrderElementsOf(MaskingStrategy.NAMED.keySet());
  }

  @Test
  void filesOfThisRepositoryAreStillReadAndTheirKindIsFound() throws IOException {
    Path root = Path.of("..");
    List<Path> files;
    try (Stream<Path> runs = Files.walk(root.resolve("docs/runs"));
        Stream<Path> configs = Files.walk(root.resolve("configs"))) {
      files =
          Stream.concat(runs, configs).filter(file -> file.toString().endsWith(".yaml")).toList();
    }
    assertThat(files).hasSizeGreaterThan(20);
    int gone = 0;
    for (Path file : files) {
      JsonNode yaml = ConfigurationReader.parse(file);
      SettingKind kind = SettingKind.of(yaml);
      if (yaml.has("blackBorder") || yaml.at("/degradation/small").isNumber()) {
        // Keys of experiments that failed, and went with them.
        assertThatThrownBy(() -> ConfigurationReader.read(kind.defaults(), file, List.of()))
            .hasMessageMatching(
                "(?s).*unknown key '(blackBorder|(degradation\\.)?(small|minimumSize))'.*");
        gone++;
      } else {
        assertThat(ConfigurationReader.read(kind.defaults(), file, List.of())).isNotNull();
      }
    }
    assertThat(gone).isEqualTo(3);
  }
}
