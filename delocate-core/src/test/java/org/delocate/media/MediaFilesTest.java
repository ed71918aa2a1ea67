package org.delocate.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaFilesTest {

  @TempDir Path folder;

  @Test
  void listsMediaSortedAndLeavesOutWhatIsHiddenOrOurs() throws IOException {
    Path second = touch("b.MP4");
    Path first = touch("a.webm");
    Path deep = touch("deep/er/c.jpg");
    touch("notes.txt");
    touch("noextension");
    touch(".hidden.mp4");
    touch(".cache/d.mp4");
    touch("clip/report.json");
    touch("clip/overlay.mp4");
    touch("clip/masks/0.png");
    Files.createDirectories(folder.resolve("folder.mp4"));

    assertThat(MediaFiles.candidates(folder)).containsExactly(first, second, deep);
  }

  @Test
  void aFolderWithoutMediaGivesNoneAndNoFolderIsAnError() throws IOException {
    Path file = touch("notes.txt");

    assertThat(MediaFiles.candidates(folder)).isEmpty();
    for (Path none : new Path[] {file, folder.resolve("absent")}) {
      assertThatThrownBy(() -> MediaFiles.candidates(none))
          .isInstanceOfSatisfying(
              MediaException.class,
              e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.NOT_FOUND));
    }
  }

  private Path touch(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }
}
