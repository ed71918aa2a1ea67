package org.delocate.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The service with PostgreSQL. */
final class PostgresServiceTest extends ServiceContract {
  @TempDir private static Path shared;
  private static EmbeddedPostgres postgres;
  private static Service service;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    service =
        Service.start(
            TestServices.withDatabase(
                TestServices.withCallbacks(
                    TestServices.settings(shared.resolve("data"), TestServices.model(shared)),
                    "127.0.0.1:" + HOOKS.getAddress().getPort()),
                postgres.getJdbcUrl("postgres", "postgres")));
  }

  @AfterAll
  static void stop() throws IOException {
    service.close();
    postgres.close();
  }

  @Override
  Service service() {
    return service;
  }

  @Override
  Path data() {
    return shared.resolve("data");
  }
}
