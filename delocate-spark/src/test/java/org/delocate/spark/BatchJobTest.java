package org.delocate.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on this machine, with the shipped model. */
@Timeout(600)
final class BatchJobTest {
  private static final String MASTER = "local[2]";

  /** Hadoop's setting of what is joined to a file system called desk, as Spark hands it on. */
  private static final String MOUNTS = "spark.hadoop.fs.viewfs.mounttable.desk.link.";

  @TempDir private Path folder;

  private Path archive() {
    return folder.resolve("archive");
  }

  private Path table() {
    return folder.resolve("table");
  }

  private BatchRequest request() {
    return Archives.request(archive(), table(), MASTER);
  }

  private void fill() throws IOException {
    Archives.variant(Archives.FORGED, archive().resolve("method=01/_forged.mp4"), 1);
    Archives.variant(Archives.REAL, archive().resolve(".real"), 2);
    Files.writeString(archive().resolve("broken.mp4"), "no video");
    Files.writeString(archive().resolve("notes.txt"), "notes");
    Files.writeString(archive().resolve("._real.mp4"), "\0\5\26\7 of a Mac");
  }

  @Test
  void everyVideoHasARowAndNoneIsScannedTwice() throws Exception {
    fill();
    Path reports = folder.resolve("reports");

    BatchJob.Result first = Archives.run(Archives.withReports(request(), reports.toString()));

    Map<String, Group> rows = Archives.rows(table());
    assertThat(rows).containsOnlyKeys("_forged.mp4", ".real", "broken.mp4");
    assertThat(first.problems()).isEmpty();
    assertThat(first.tally().of(Outcome.NO_MEDIA)).isEqualTo(2);
    assertThat(first.tally().of(Outcome.FAILED)).isEqualTo(1);
    Group forged = rows.get("_forged.mp4");
    assertThat(Archives.text(forged, "path")).endsWith("/archive/method=01/_forged.mp4");
    assertThat(Archives.text(forged, "status")).isIn("scored", "abstained");
    assertThat(forged.getDouble("probability", 0)).isBetween(0.0, 1.0);
    assertThat(forged.getInteger("people", 0)).isEqualTo(1);
    assertThat(Archives.text(forged, "model")).contains(", sha256 ");
    assertThat(Archives.text(forged, "options")).isEqualTo("frames=4 precision=fp32");
    assertThat(Path.of(Archives.text(forged, "report").replace("file:", ""), "report.json"))
        .exists()
        .content()
        .contains("\"path\" : \"" + Archives.text(forged, "path") + "\"");
    assertThat(Archives.text(rows.get("broken.mp4"), "reason")).isEqualTo("not_media");

    // Moved, a video is known; a new one is not.
    Files.move(archive().resolve(".real"), archive().resolve("moved.mp4"));
    Archives.variant(Archives.REAL, archive().resolve("new.mp4"), 3);
    BatchJob.Result second = Archives.run(request());

    assertThat(second.tally().of(Outcome.KNOWN)).isEqualTo(2);
    rows = Archives.rows(table());
    assertThat(rows).containsOnlyKeys("_forged.mp4", ".real", "broken.mp4", "moved.mp4", "new.mp4");
    assertThat(rows.get("moved.mp4").getLong("scanned_at", 0))
        .isEqualTo(rows.get(".real").getLong("scanned_at", 0));
    assertThat(Archives.text(rows.get("moved.mp4"), "run"))
        .isNotEqualTo(Archives.text(rows.get(".real"), "run"));
    assertThat(readBySpark()).isEqualTo(5);
  }

  /**
   * By names that this machine knows nothing of, of a file system that joins others, and neither
   * renames from one of them to another nor can be written at its root.
   */
  @Test
  void anArchiveMayLieOnAnotherFileSystem() throws Exception {
    Archives.variant(Archives.REAL, archive().resolve("method=01/_real.mp4"), 1);
    Path verdicts = Files.createDirectory(folder.resolve("verdicts"));
    System.setProperty(MOUNTS + "/videos", archive().toUri().toString());
    System.setProperty(MOUNTS + "/verdicts", verdicts.toUri().toString());
    try {
      BatchRequest request =
          Archives.withReports(
              Archives.request("viewfs://desk/videos/*", "viewfs://desk/verdicts/table", MASTER),
              "viewfs://desk/verdicts/reports");
      BatchJob.Result first = Archives.run(request);
      BatchJob.Result second = Archives.run(request);

      assertThat(first.problems()).isEmpty();
      assertThat(second.tally().of(Outcome.KNOWN)).isEqualTo(1);
      Group row = Archives.rows(verdicts.resolve("table")).get("_real.mp4");
      assertThat(Archives.text(row, "path")).isEqualTo("viewfs://desk/videos/method=01/_real.mp4");
      assertThat(Archives.text(row, "report"))
          .isEqualTo("viewfs://desk/verdicts/reports/" + Archives.text(row, "sha256"));
      assertThat(verdicts.resolve("reports/" + Archives.text(row, "sha256") + "/report.json"))
          .exists();
    } finally {
      System.clearProperty(MOUNTS + "/videos");
      System.clearProperty(MOUNTS + "/verdicts");
    }
  }

  /** Rows with a path, a time and a list of segments, as whoever asks the table sees them. */
  private long readBySpark() throws IOException {
    try (SparkSession session =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      return session
          .read()
          .parquet(table().toString())
          .selectExpr("path", "year(scanned_at) AS year", "size(segments) AS segments")
          .collectAsList()
          .stream()
          .filter((Row row) -> row.getInt(1) > 2000 && row.getInt(2) >= 0)
          .count();
    }
  }

  @Test
  void aScanThatDiesCostsItsOwnFileOnly() throws Exception {
    Archives.variant(Archives.FORGED, archive().resolve("greedy.mp4"), 1);

    // Less than any scan takes is allowed here, so that its worker is ended, twice.
    BatchJob.Result result = Archives.run(Archives.withWorkerBytes(request(), 1));

    Group row = Archives.rows(table()).get("greedy.mp4");
    assertThat(result.tally().of(Outcome.FAILED)).isEqualTo(1);
    assertThat(Archives.text(row, "status")).isEqualTo("failed");
    assertThat(Archives.text(row, "reason")).isEqualTo("worker_crashed");
    assertThat(Archives.text(row, "sha256")).hasSize(64);
    assertThat(row.getFieldRepetitionCount("probability")).isZero();
  }
}
