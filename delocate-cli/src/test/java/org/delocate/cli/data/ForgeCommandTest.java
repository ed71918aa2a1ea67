package org.delocate.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.cli.CommandRun;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForgeCommandTest {
  private static final String PORTRAIT = "../samples/source/astronaut.jpg";

  @TempDir private Path folder;

  @Test
  void aForgedPictureDiffersOnlyUnderItsMaskAndSaysThatItIsSynthetic() throws Exception {
    // Without loss: two decoders of JPEG differ by more than the forgery is allowed to.
    Path input = folder.resolve("portrait.png");
    ImageFiles.write(input, ImageFiles.read(Path.of(PORTRAIT)));
    CommandRun run = new CommandRun();
    Path forged = folder.resolve("forged.png");
    Path mask = folder.resolve("mask.png");
    int code =
        run.execute(
            "forge",
            "--method",
            "reenactment",
            "--input",
            input.toString(),
            "--out",
            forged.toString(),
            "--mask",
            mask.toString());
    assertThat(run.err()).doesNotContain("internal");
    assertThat(code).isZero();
    assertThat(run.out()).contains("1 of 1 frames");
    Image before = ImageFiles.read(input);
    Image after = ImageFiles.read(forged);
    Image truth = ImageFiles.read(mask);
    int outside = 0;
    int inside = 0;
    for (int i = 0; i < before.rgb().length; i++) {
      boolean changed = before.rgb()[i] != after.rgb()[i];
      if (truth.rgb()[i] == 0) {
        // A weight below half a level is black in the mask, and moves a pixel by at most a level.
        outside += Math.abs((before.rgb()[i] & 0xFF) - (after.rgb()[i] & 0xFF)) > 1 ? 1 : 0;
      } else {
        inside += changed ? 1 : 0;
      }
    }
    assertThat(outside).isZero();
    assertThat(inside).isGreaterThan(500);
    assertThat(new String(Files.readAllBytes(forged), StandardCharsets.ISO_8859_1))
        .contains("SYNTHETIC");
  }

  @Test
  void whatCannotBeDoneIsSaidWithItsExitCode() {
    Path blank = folder.resolve("blank.png");
    ImageFiles.write(blank, Image.black(200, 200));
    String out = folder.resolve("a.png").toString();
    String mask = folder.resolve("b.png").toString();

    CommandRun unknown = new CommandRun();
    assertThat(
            unknown.execute(
                "forge", "--method", "magic", "--input", PORTRAIT, "--out", out, "--mask", mask))
        .isEqualTo(2);
    assertThat(unknown.err()).contains("magic", "face-swap", "lip-rendering", "reenactment");

    CommandRun lonely = new CommandRun();
    assertThat(
            lonely.execute(
                "forge",
                "--method",
                "face-swap",
                "--input",
                PORTRAIT,
                "--out",
                out,
                "--mask",
                mask))
        .isEqualTo(2);
    assertThat(lonely.err()).contains("--donor");

    CommandRun faceless = new CommandRun();
    assertThat(
            faceless.execute(
                "forge",
                "--method",
                "self-blended",
                "--input",
                blank.toString(),
                "--out",
                out,
                "--mask",
                mask))
        .isEqualTo(3);
    assertThat(faceless.err()).contains("no_face", "blank.png");

    CommandRun emptyDonor = new CommandRun();
    assertThat(
            emptyDonor.execute(
                "forge",
                "--method",
                "face-swap",
                "--donor",
                blank.toString(),
                "--input",
                PORTRAIT,
                "--out",
                out,
                "--mask",
                mask))
        .isEqualTo(3);
    assertThat(emptyDonor.err()).contains("no_face", "blank.png");

    CommandRun degraded = new CommandRun();
    assertThat(
            degraded.execute(
                "forge",
                "--method",
                "self-blended",
                "--input",
                PORTRAIT,
                "--degrade",
                "hevc:2",
                "--out",
                out,
                "--mask",
                mask))
        .isEqualTo(2);
    assertThat(degraded.err()).contains("hevc", "h264");
    assertThat(Path.of(out)).doesNotExist();
  }
}
