package org.delocate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

final class DelocateCommandTest {
  private final CommandRun run = new CommandRun();

  @Test
  void helpNamesTheExitCodes() {
    assertThat(run.execute("--help")).isZero();
    assertThat(run.out()).contains("Usage: delocate", "Exit codes:", "at least one input failed");
    assertThat(run.err()).isEmpty();
  }

  /** A percent sign stands for a format; one that is not meant so comes with a warning. */
  @Test
  void helpHasNoFormats() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    List<CommandLine> commands = new ArrayList<>();
    commands.add(DelocateCommand.commandLine(nowhere, nowhere));
    for (int i = 0; i < commands.size(); i++) {
      commands.addAll(commands.get(i).getSubcommands().values());
      CommandSpec spec = commands.get(i).getCommandSpec();
      Stream.of(
              spec.args().stream().flatMap(option -> Stream.of(option.description())),
              Stream.of(spec.usageMessage().description()),
              Stream.of(spec.usageMessage().footer()))
          .flatMap(lines -> lines)
          .forEach(line -> assertThat(line.replace("%n", "")).doesNotContain("%"));
    }
    assertThat(commands).hasSizeGreaterThan(20);
  }

  @Test
  void aReleaseTakesYesAndNo() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    String needed = "release --model m --store s --out o --name n --licence l --parts-together ";
    for (Boolean value : List.of(true, false)) {
      CommandLine.ParseResult parsed =
          DelocateCommand.commandLine(nowhere, nowhere).parseArgs((needed + value).split(" ", -1));
      Boolean taken = parsed.subcommand().matchedOptionValue("--parts-together", null);
      assertThat(taken).isEqualTo(value);
    }
  }

  @Test
  void aCommandMustBeNamed() {
    assertThat(run.execute()).isEqualTo(2);
    assertThat(run.err()).contains("delocate scan VIDEO");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anUnknownCommandIsWrongUsage() {
    assertThat(run.execute("detect")).isEqualTo(2);
    assertThat(run.err()).contains("'detect'", "Try 'delocate --help'").doesNotContain("\tat ");
  }
}
