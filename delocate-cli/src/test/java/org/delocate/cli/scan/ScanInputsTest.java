package org.delocate.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.delocate.cli.scan.ScanInputs.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScanInputsTest {
  @TempDir private Path folder;

  @Test
  void aFolderStandsForItsVideosAndPictures() throws IOException {
    Files.createDirectory(folder.resolve("holiday"));
    Path video = Files.createFile(folder.resolve("holiday/beach.MP4"));
    Path picture = Files.createFile(folder.resolve("portrait.jpg"));
    Files.createFile(folder.resolve("notes.txt"));

    ScanInputs inputs = ScanInputs.of(List.of(folder));

    assertThat(inputs.inputs()).extracting(Input::path).containsExactly(video, picture);
    assertThat(inputs.inputs()).extracting(Input::reportName).containsExactly("beach", "portrait");
    assertThat(inputs.problems()).isEmpty();
  }

  @Test
  void aFileThatIsNamedIsTakenWhateverItsExtension() {
    Path missing = folder.resolve("notes.txt");
    assertThat(ScanInputs.of(List.of(missing)).inputs())
        .extracting(Input::path)
        .containsExactly(missing);
  }

  @Test
  void aFolderWithoutVideosIsAProblemThatKeepsNothingElseFromBeingScanned() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path video = Files.createFile(folder.resolve("clip.mp4"));

    ScanInputs inputs = ScanInputs.of(List.of(empty, video));

    assertThat(inputs.inputs()).extracting(Input::path).containsExactly(video);
    assertThat(inputs.problems()).containsExactly(empty + ": no videos or pictures in this folder");
  }

  @Test
  void aFileThatIsNamedTwiceIsScannedOnce() throws IOException {
    Path video = Files.createFile(folder.resolve("clip.mp4"));
    Path again = folder.resolve("sub/../clip.mp4");
    assertThat(ScanInputs.of(List.of(video, folder, again)).inputs())
        .extracting(Input::path)
        .containsExactly(video);
  }

  @Test
  void inputsOfTheSameNameGetReportsOfTheirOwn() {
    ScanInputs inputs =
        ScanInputs.of(List.of(Path.of("monday/clip.mp4"), Path.of("tuesday/clip.mp4")));
    assertThat(inputs.inputs()).extracting(Input::reportName).containsExactly("clip", "clip.mp4");
  }
}
