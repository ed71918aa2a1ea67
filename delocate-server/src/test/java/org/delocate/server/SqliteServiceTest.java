package org.delocate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.delocate.storage.StorageException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with SQLite, as it starts without options. */
final class SqliteServiceTest extends ServiceContract {
  @TempDir private static Path shared;
  private static Service service;

  @BeforeAll
  static void start() throws IOException {
    service =
        Service.start(
            TestServices.withCallbacks(
                TestServices.settings(shared.resolve("data"), TestServices.model(shared)),
                "127.0.0.1:" + HOOKS.getAddress().getPort()));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Override
  Service service() {
    return service;
  }

  @Override
  Path data() {
    return shared.resolve("data");
  }

  @Test
  void aSecondServerOnTheSameFolderIsRefused() throws IOException {
    ServiceSettings settings =
        TestServices.settings(shared.resolve("data"), TestServices.model(shared));

    assertThatThrownBy(() -> Service.start(settings).close())
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("another server uses the folder");
  }

  @Test
  void aFullDiskAndAFullQueueAreSaid(@TempDir Path other) throws Exception {
    ServiceSettings settings =
        TestServices.settings(other.resolve("data"), TestServices.model(shared));
    HttpResponse<byte[]> noRoom =
        upload(settings, new ServiceSettings.Quotas(1000, 1000, 1000, Long.MAX_VALUE / 2));
    assertThat(noRoom.statusCode()).isEqualTo(507);
    assertThat(Client.code(noRoom)).isEqualTo("disk_full");
    HttpResponse<byte[]> often = upload(settings, new ServiceSettings.Quotas(1000, 0, 1000, -1));
    assertThat(often.statusCode()).isEqualTo(429);
    assertThat(often.headers().firstValue("Retry-After")).isPresent();
    HttpResponse<byte[]> queue = upload(settings, new ServiceSettings.Quotas(1000, 1000, 0, -1));
    assertThat(queue.statusCode()).isEqualTo(429);
    assertThat(Client.code(queue)).isEqualTo("queue_full");
  }

  private static HttpResponse<byte[]> upload(
      ServiceSettings settings, ServiceSettings.Quotas quotas) throws Exception {
    try (Service small = Service.start(TestServices.withQuotas(settings, quotas))) {
      return new Client(small.port()).upload("a", "a file".getBytes(StandardCharsets.UTF_8));
    }
  }
}
