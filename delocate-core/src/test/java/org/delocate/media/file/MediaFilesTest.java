package org.delocate.media.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.media.library.MediaException;
import org.delocate.media.read.Clips;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.read.Pictures;
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

    touch("._b.MP4");

    FolderContents contents = MediaFiles.search(folder);

    assertThat(contents.media()).containsExactly(first, second, deep);
    assertThat(contents.appleDoubles()).isEqualTo(1);
    assertThat(contents.others()).isEqualTo(2);
    assertThat(contents.leftOut())
        .containsExactly("1 AppleDouble (._*)", "2 are no video or picture");
  }

  @Test
  void whatAFileHoldsCountsNotItsName() throws IOException {
    Path clip = Clips.common(folder.resolve("clip.mp4"), 3);
    Path video = Files.copy(clip, folder.resolve("evidence"));
    Path other = Files.copy(clip, folder.resolve("camera.dat"));
    byte[] png = ImageFiles.encodePng(Pictures.gradient(80, 80));
    Path picture = Files.write(folder.resolve("photo.backup"), png);
    Path newer = touch("photo.HEIC");
    Files.write(
        folder.resolve("table.csv"),
        "a,b,c\n1,2,3\n".repeat(2000).getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("nothing"), new byte[0]);
    Files.write(folder.resolve("zeros"), new byte[5000]);

    FolderContents contents = MediaFiles.search(folder);

    assertThat(contents.media()).containsExactlyInAnyOrder(clip, video, other, picture, newer);
    assertThat(contents.others()).isEqualTo(3);
  }

  @Test
  void aFolderWithoutMediaGivesNoneAndNoFolderIsAnError() throws IOException {
    Path file = touch("notes.txt");

    assertThat(MediaFiles.search(folder).media()).isEmpty();
    for (Path none : new Path[] {file, folder.resolve("absent")}) {
      assertThatThrownBy(() -> MediaFiles.search(none))
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
