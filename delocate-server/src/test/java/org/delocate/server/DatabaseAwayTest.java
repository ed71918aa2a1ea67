package org.delocate.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away while the service runs, and comes back. */
@Timeout(180)
final class DatabaseAwayTest {
  @TempDir private Path folder;

  private EmbeddedPostgres postgres(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("postgres"))
            .setCleanDataDirectory(false);
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  @Test
  void nothingIsLostWhenTheDatabaseComesBack() throws Exception {
    EmbeddedPostgres postgres = postgres(0);
    int port = postgres.getPort();
    String url = postgres.getJdbcUrl("postgres", "postgres");
    try (Service service =
        Service.start(
            TestServices.withDatabase(
                TestServices.settings(folder.resolve("data"), TestServices.model(folder)), url))) {
      Client client = new Client(service.port());
      String before =
          client.scan("before.txt", "before".getBytes(StandardCharsets.UTF_8)).get("id").asText();
      postgres.close();

      HttpResponse<byte[]> refused =
          client.upload("meanwhile.txt", "meanwhile".getBytes(StandardCharsets.UTF_8));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(client.get("/health").statusCode()).isEqualTo(503);
      try (Stream<Path> left = Files.list(folder.resolve("data/incoming"))) {
        assertThat(left).isEmpty();
      }

      postgres = postgres(port);
      while (client.get("/health").statusCode() != 200) {
        Thread.sleep(100);
      }
      assertThat(client.finished(before).at("/verdict/reason").asText()).isEqualTo("not_media");
      assertThat(
              client
                  .scan("meanwhile.txt", "meanwhile".getBytes(StandardCharsets.UTF_8))
                  .at("/verdict/reason")
                  .asText())
          .isEqualTo("not_media");
    } finally {
      postgres.close();
    }
  }
}
