package org.delocate.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows in a real PostgreSQL, which the build brings along. */
final class PostgresStorageTest extends StorageContract {
  private static EmbeddedPostgres postgres;
  private static Database database;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    database = openAgain();
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
    postgres.close();
  }

  private static Database openAgain() {
    return Database.open(
        Optional.of(postgres.getJdbcUrl("postgres", "postgres")), Path.of("not used"));
  }

  @Override
  Database open() {
    return database;
  }

  @Test
  void aSecondServerIsKeptOff() {
    database.claimForThisServer();
    try (Database second = openAgain()) {
      assertThatThrownBy(second::claimForThisServer)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("another server");
    }
  }
}
