package org.delocate.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.cli.CommandRun;
import org.delocate.cli.option.ExitCode;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.testing.SmallModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SheetCommandTest {
  private static final String FACE = "../samples/source/astronaut.jpg";
  private static final String CLIP = "../samples/astronaut-real.mp4";

  @TempDir private Path folder;
  private final CommandRun run = new CommandRun();

  private int sheet(String... arguments) throws IOException {
    Path model = folder.resolve("model");
    if (!Files.exists(model)) {
      SmallModel.writeTo(Files.createDirectory(model));
    }
    String[] all = new String[arguments.length + 5];
    System.arraycopy(arguments, 0, all, 5, arguments.length);
    all[0] = "sheet";
    all[1] = "--model";
    all[2] = model.toString();
    all[3] = "--out";
    all[4] = folder.resolve("sheet.png").toString();
    return run.execute(all);
  }

  @Test
  void everyFaceHasARowOfFivePictures() throws IOException {
    assertThat(sheet("--frames", "3", FACE, CLIP)).isZero();

    assertThat(run.out()).contains("4 faces in ");
    Image sheet = ImageFiles.read(folder.resolve("sheet.png"));
    assertThat(sheet.width()).isEqualTo(5 * 66);
    assertThat(sheet.height()).isEqualTo(4 * 66);
    // Of the second picture, what is hidden is grey; the face itself is not.
    assertThat(greyShare(sheet, 66)).isBetween(0.2, 0.7);
    assertThat(greyShare(sheet, 0)).isLessThan(0.05);
  }

  private static double greyShare(Image sheet, int left) {
    int grey = 0;
    for (int y = 0; y < 64; y++) {
      for (int x = left; x < left + 64; x++) {
        int at = 3 * (y * sheet.width() + x);
        byte[] rgb = sheet.rgb();
        boolean same = rgb[at] == rgb[at + 1] && rgb[at] == rgb[at + 2];
        grey += same && rgb[at] == (byte) 128 ? 1 : 0;
      }
    }
    return grey / 4096.0;
  }

  @Test
  void whatCannotBeReadIsNamedAndTheRestIsDrawn() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");
    assertThat(sheet(text.toString(), FACE)).isEqualTo(ExitCode.INPUT_FAILED);
    assertThat(run.err()).contains("text.mp4");
    assertThat(run.out()).contains("1 face in ");
  }

  @Test
  void somethingMustBeNamedAndHaveAFace() throws IOException {
    assertThat(sheet()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("either a --store or videos");
    assertThat(sheet("../samples/astronaut-forged-mask.mp4")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(run.err()).contains("no face");
  }
}
