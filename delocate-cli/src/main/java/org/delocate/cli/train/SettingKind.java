package org.delocate.cli.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.delocate.cli.option.UsageException;
import org.delocate.network.input.NetworkSizes;
import org.delocate.setting.Settings;
import org.delocate.training.localization.LocalizationConfiguration;
import org.delocate.training.measure.ProbeConfiguration;
import org.delocate.training.recovering.RecoveringConfiguration;
import org.delocate.training.texture.TextureConfiguration;

/**
 * One of the records that files set.
 *
 * @param name as {@code --of} takes it
 * @param what it configures, in words
 * @param defaults of every key
 */
record SettingKind(String name, String what, Record defaults) {

  static final List<SettingKind> ALL =
      List.of(
          new SettingKind(
              "recovering", "stage 1: train recovering", RecoveringConfiguration.defaults()),
          new SettingKind(
              "localization", "stage 2: train localization", LocalizationConfiguration.defaults()),
          new SettingKind(
              "texture", "the texture network: train texture", TextureConfiguration.defaults()),
          new SettingKind("probe", "a probe: train probe", ProbeConfiguration.defaults()),
          new SettingKind(
              "networks",
              "sizes of the networks, in a checkpoint's card; the values of tiny",
              NetworkSizes.named("tiny")));

  /** For the help of {@code --of}. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      ALL.forEach(kind -> add(kind.name()));
    }
  }

  Settings<?> settings() {
    return Settings.over(defaults);
  }

  static SettingKind named(String name) {
    return ALL.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new UsageException("--of '" + name + "' is none of " + names(ALL)));
  }

  /**
   * The kind that knows most of the keys of a file.
   *
   * @throws UsageException if several know as many
   */
  static SettingKind of(JsonNode file) {
    List<SettingKind> best = new ArrayList<>(ALL);
    best.sort(Comparator.comparingLong((SettingKind kind) -> kind.known(file)).reversed());
    long most = best.get(0).known(file);
    best.removeIf(kind -> kind.known(file) < most);
    if (best.size() > 1) {
      throw new UsageException(
          "its keys are those of " + names(best) + "; say which with --of NAME");
    }
    return best.get(0);
  }

  private long known(JsonNode file) {
    JsonNode tree = Settings.tree(defaults);
    return file.properties().stream().filter(field -> tree.has(field.getKey())).count();
  }

  private static String names(List<SettingKind> kinds) {
    return kinds.stream().map(SettingKind::name).collect(Collectors.joining(", "));
  }
}
