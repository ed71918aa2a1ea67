package org.delocate.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveListingTest {
  @TempDir private Path archive;

  @BeforeEach
  void fill() throws IOException {
    for (String name :
        List.of(
            "a.mp4",
            "_a.mp4",
            ".a.mp4",
            "clip[1].mp4",
            "times/at 12:30 50%25.mp4",
            "method=01/b.mp4",
            "_method/c.mp4",
            ".hidden/d.mp4",
            "table/part-1.parquet")) {
      Path file = archive.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private ArchiveListing list(String... inputs) {
    return ArchiveListing.of(
        List.of(inputs), List.of(archive.resolve("table").toString()), new Configuration());
  }

  private List<String> names(ArchiveListing listing) {
    String root = archive.toUri().toString().replace("file:///", "file:/");
    return listing.files().stream().map(file -> file.path().replace(root, "")).toList();
  }

  @Test
  void namesThatSparkPassesOverAreNotLost() {
    ArchiveListing listing = list(archive.toString());

    assertThat(names(listing))
        .containsExactlyInAnyOrder(
            "a.mp4",
            "_a.mp4",
            ".a.mp4",
            "clip[1].mp4",
            "times/at 12:30 50%25.mp4",
            "method=01/b.mp4",
            "_method/c.mp4",
            ".hidden/d.mp4");
    assertThat(listing.problems()).isEmpty();
    // The name is what an executor opens.
    assertThat(listing.files())
        .allSatisfy(
            file -> {
              var path = new org.apache.hadoop.fs.Path(file.path());
              assertThat(path.getFileSystem(new Configuration()).exists(path)).isTrue();
            });
    assertThat(listing.files())
        .filteredOn(file -> file.path().endsWith("/a.mp4"))
        .singleElement()
        .satisfies(file -> assertThat(file.bytes()).isEqualTo(5));
  }

  @Test
  void patternsFindFilesAndFoldersEachOnce() {
    ArchiveListing listing =
        list(archive + "/method=*", archive + "/{a,none}.mp4", archive + "/a.mp4");

    assertThat(names(listing)).containsExactly("method=01/b.mp4", "a.mp4");
  }

  @Test
  void aNameThatIsAPatternAsWellIsTheFile() {
    assertThat(names(list(archive + "/clip[1].mp4"))).containsExactly("clip[1].mp4");
  }

  @Test
  void whatGivesNothingIsSaid() {
    ArchiveListing listing = list(archive + "/none.mp4", archive + "/no*", "unknown://host/folder");

    assertThat(listing.files()).isEmpty();
    assertThat(listing.problems())
        .hasSize(3)
        .satisfies(
            problems -> assertThat(problems.get(0)).endsWith("there is no such file or folder"));
  }
}
