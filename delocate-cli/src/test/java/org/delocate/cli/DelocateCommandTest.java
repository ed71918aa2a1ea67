package org.delocate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DelocateCommandTest {
  private final CommandRun run = new CommandRun();

  @Test
  void helpNamesTheExitCodes() {
    assertThat(run.execute("--help")).isZero();
    assertThat(run.out()).contains("Usage: delocate", "Exit codes:", "at least one input failed");
    assertThat(run.err()).isEmpty();
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
