package org.delocate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows in the file of SQLite. */
final class SqliteStorageTest extends StorageContract {
  @TempDir private static Path folder;
  private static Database database;

  @Override
  Database open() {
    if (database == null) {
      database = Database.open(Optional.empty(), folder.resolve("delocate.db"));
    }
    return database;
  }

  @AfterAll
  static void close() {
    database.close();
    database = null;
  }

  @Test
  void everyCommitReachesTheDisk() {
    assertThat(pragma("journal_mode")).isEqualTo("wal");
    assertThat(pragma("synchronous")).isEqualTo("2");
    assertThat(pragma("foreign_keys")).isEqualTo("1");
  }

  private static String pragma(String name) {
    return database.with(handle -> handle.createQuery("pragma " + name).mapTo(String.class).one());
  }

  @Test
  void aPageOfTheListIsFoundWithoutSorting() {
    for (String condition :
        List.of(
            "(suspicion, id) < (1, 'x')",
            "state = 'finished'",
            "state = 'finished' and (suspicion, id) < (1, 'x')",
            "label = 'forged'")) {
      String plan =
          database.with(
              handle ->
                  handle
                      .createQuery(
                          "explain query plan select * from scan where "
                              + condition
                              + " order by suspicion desc, id desc limit 50")
                      .mapToMap()
                      .list()
                      .toString());

      assertThat(plan).as(condition).contains("scan_by_").doesNotContainIgnoringCase("temp b-tree");
    }
  }
}
