package org.delocate.dataset.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvTableTest {

  @TempDir Path folder;

  @Test
  void namesWithCommasQuotesAndLineBreaksComeBack() throws IOException {
    CsvTable table =
        new CsvTable(
            List.of("video", "logit"),
            List.of(List.of("a,b \"c\"\nd.mp4", "1.5"), List.of("", "-2"), List.of("é", "")));
    Path file = folder.resolve("scores.csv");
    Files.writeString(file, table.text());
    assertThat(CsvTable.read(file)).isEqualTo(table);
    assertThat(table.cell(table.rows().get(1), "logit")).isEqualTo("-2");
    assertThatThrownBy(() -> table.cell(table.rows().get(1), "age")).hasMessageContaining("'age'");
  }

  @Test
  void whatIsNoTableIsRefused() throws IOException {
    Path file = folder.resolve("scores.csv");
    assertThatThrownBy(() -> CsvTable.read(file)).hasMessageContaining("there is no file");
    Files.writeString(file, "a,b\n1\n");
    assertThatThrownBy(() -> CsvTable.read(file)).hasMessageContaining("a row of 1 cells");
    Files.writeString(file, "");
    assertThatThrownBy(() -> CsvTable.read(file)).hasMessageContaining("is empty");
  }
}
