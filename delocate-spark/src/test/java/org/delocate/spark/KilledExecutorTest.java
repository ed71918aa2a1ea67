package org.delocate.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of two executors on this machine, one of which is killed in the middle. */
@Timeout(900)
final class KilledExecutorTest {
  private static final int VIDEOS = 4;

  @TempDir private Path folder;

  @AfterEach
  void forget() {
    System.clearProperty("spark.executor.extraClassPath");
    System.clearProperty("spark.executor.extraJavaOptions");
    System.clearProperty("spark.extraListeners");
  }

  @Test
  void theTableIsThatOfAnUndisturbedRun() throws Exception {
    assertThat(Path.of(System.getenv("SPARK_HOME"), "jars")).isDirectory();
    Path archive = folder.resolve("archive");
    for (int i = 0; i < VIDEOS; i++) {
      Archives.variant(
          i % 2 == 0 ? Archives.FORGED : Archives.REAL, archive.resolve(i + ".mp4"), i);
    }
    Path undisturbed = folder.resolve("undisturbed");
    Archives.run(Archives.request(archive, undisturbed, "local[2]"));

    System.setProperty("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    System.setProperty("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1");
    System.setProperty("spark.extraListeners", ExecutorKiller.class.getName());
    Path disturbed = folder.resolve("disturbed");
    BatchJob.Result result =
        Archives.run(Archives.request(archive, disturbed, "local-cluster[2,1,1024]"));

    assertThat(ExecutorKiller.KILLED).hasValue(1);
    assertThat(result.tally().files()).isEqualTo(VIDEOS);
    assertThat(lasting(disturbed)).isEqualTo(lasting(undisturbed)).hasSize(VIDEOS);
    assertThat(disturbed.resolve("_unfinished")).doesNotExist();
  }

  private static Map<String, String> lasting(Path table) throws Exception {
    Map<String, String> rows = new TreeMap<>();
    for (Map.Entry<String, Group> row : Archives.rows(table).entrySet()) {
      rows.put(row.getKey(), Archives.lasting(row.getValue()));
    }
    return rows;
  }
}
