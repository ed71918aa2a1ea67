package org.delocate.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.delocate.cli.CommandRun;
import org.delocate.testing.SmallModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command refuses before anything is measured. */
final class ReleaseCommandTest {
  @TempDir private Path folder;
  private final CommandRun run = new CommandRun();

  @Test
  void sharesOutsideOfTheirRangeAreRefused() {
    assertRefused("falseAlarms", "--false-alarms", "0");
    assertRefused("misses", "--misses", "1");
    assertRefused("paintOfReal", "--paint", "1.5");
  }

  @Test
  void clipsThatCannotBeReadAreRefused() throws IOException {
    Path clips = Files.writeString(folder.resolve("clips.csv"), "clip,page,label,score\n");

    assertRefused("at least 20 real clips", "--evidence", clips.toString());
    assertRefused("there is no file", "--evidence", folder.resolve("missing.csv").toString());
    assertRefused("no evidence to keep", "--keep-evidence");
    assertRefused("how the clips were scored", "--evidence", clips.toString(), "--protocol", " ");
    assertRefused("name them", "--keep-evidence", "--protocol", "as before");
    assertRefused("not both", "--keep-evidence", "--evidence", clips.toString());
  }

  private void assertRefused(String message, String... arguments) {
    List<String> all = new ArrayList<>(List.of("release", "--name", "test", "--licence", "none"));
    all.addAll(List.of("--model", SmallModel.writeTo(folder.resolve("model")).toString()));
    all.addAll(List.of("--store", folder.resolve("nowhere").toString()));
    all.addAll(List.of("--out", folder.resolve("out").toString()));
    all.addAll(List.of(arguments));
    assertThat(run.execute(all.toArray(String[]::new))).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
