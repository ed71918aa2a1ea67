package org.delocate.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TaskPlanTest {

  private static ArchiveFile file(String name, long megabytes) {
    return new ArchiveFile(name, megabytes << 20, Instant.EPOCH);
  }

  @Test
  void everyFileIsInOneTask() {
    List<ArchiveFile> files =
        IntStream.range(0, 100).mapToObj(i -> file("clip-" + i, i % 7)).toList();

    List<List<ArchiveFile>> tasks = TaskPlan.of(files, 9);

    assertThat(tasks.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(files);
    assertThat(tasks).allSatisfy(task -> assertThat(task).hasSizeBetween(1, 9));
  }

  @Test
  void largeFilesAreAloneAndComeFirst() {
    List<List<ArchiveFile>> tasks =
        TaskPlan.of(
            List.of(file("small", 1), file("film", 3000), file("clip", 200), file("tiny", 0)), 8);

    assertThat(tasks)
        .containsExactly(
            List.of(file("film", 3000)),
            List.of(file("clip", 200), file("small", 1), file("tiny", 0)));
  }

  @Test
  void fewFilesAreSpreadOverTheCoresAndManyGoTogether() {
    assertThat(TaskPlan.filesPerTask(10, 2)).isEqualTo(1);
    assertThat(TaskPlan.filesPerTask(640, 2)).isEqualTo(20);
    assertThat(TaskPlan.filesPerTask(1_000_000, 500)).isEqualTo(32);
  }
}
