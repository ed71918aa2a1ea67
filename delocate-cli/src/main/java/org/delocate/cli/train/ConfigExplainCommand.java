package org.delocate.cli.train;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.UsageException;
import org.delocate.setting.SettingKey;
import org.delocate.setting.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code delocate config explain}: default, range, source and meaning of keys. */
@Command(
    name = "explain",
    description = {
      "Prints of each key its default, the values that it takes, where the default comes from and what it means.",
      "[paper]: the authors; [reported]: others who summarised them; [ours]: this project; [run]: it says where things"
          + " lie and how long a run is, not how it learns."
    })
final class ConfigExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KEY",
      description =
          "Such as optimization.steps, all of optimization, or steps wherever it is; none: all.")
  private String key;

  @Option(
      names = "--of",
      paramLabel = "NAME",
      completionCandidates = SettingKind.Names.class,
      description = "Of one configuration alone: ${COMPLETION-CANDIDATES}.")
  private String of;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean any = false;
    for (SettingKind kind : of == null ? SettingKind.ALL : List.of(SettingKind.named(of))) {
      Settings<?> settings = kind.settings();
      List<SettingKey> asked = settings.keys().stream().filter(this::isAsked).toList();
      if (!asked.isEmpty()) {
        out.println((any ? "\n" : "") + kind.name() + ": " + kind.what());
        asked.forEach(each -> explain(each, settings, out));
        any = true;
      }
    }
    if (!any) {
      throw new UsageException("no key is '" + key + "'; 'delocate config explain' prints all");
    }
    return ExitCode.PROCESSED;
  }

  private boolean isAsked(SettingKey each) {
    return key == null
        || each.name().equals(key)
        || each.name().startsWith(key + ".")
        || each.name().endsWith("." + key);
  }

  private static void explain(SettingKey key, Settings<?> settings, PrintWriter out) {
    var standard = settings.defaultOf(key);
    out.println(
        "  "
            + key.name()
            + (standard.isMissingNode() ? "" : " = " + standard)
            + "  ("
            + key.range()
            + ")  "
            + key.source().tag());
    out.println("      " + key.meaning());
  }
}
