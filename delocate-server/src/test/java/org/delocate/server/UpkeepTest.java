package org.delocate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.delocate.jobs.EventHub;
import org.delocate.jobs.Intake;
import org.delocate.jobs.Retention;
import org.delocate.storage.AuditLog;
import org.delocate.storage.Backup;
import org.delocate.storage.Database;
import org.delocate.storage.ScanStore;
import org.delocate.storage.StorageException;
import org.delocate.storage.UploadStore;
import org.delocate.storage.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the owner of a service does: backups, and what is not kept. */
@Timeout(120)
final class UpkeepTest {
  @TempDir private Path folder;

  @Test
  void aBackupOfARunningServiceIsAServiceElsewhere() throws Exception {
    String id;
    JsonNode scan;
    try (Service service =
        Service.start(TestServices.settings(folder.resolve("data"), TestServices.model(folder)))) {
      Client client = new Client(service.port());
      scan = client.scan("face.jpg", Files.readAllBytes(TestServices.PICTURE));
      id = scan.get("id").asText();
      client.upload("waiting.txt", "waits".getBytes(StandardCharsets.UTF_8));

      Backup.Copied copied = Backup.make(folder.resolve("data"), folder.resolve("copy"));

      assertThat(copied.scans()).isEqualTo(2);
      assertThat(copied.missing()).isZero();
      assertThatThrownBy(() -> Backup.make(folder.resolve("data"), folder.resolve("copy")))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("not empty");
    }
    assertThat(Backup.restore(folder.resolve("copy"), folder.resolve("elsewhere"))).isPositive();
    try (Service service =
        Service.start(
            TestServices.settings(folder.resolve("elsewhere"), TestServices.model(folder)))) {
      Client client = new Client(service.port());
      JsonNode restored = client.json("/api/v1/scans/" + id);
      assertThat(restored.get("verdict")).isEqualTo(scan.get("verdict"));
      assertThat(client.get("/api/v1/scans/" + id + "/report.json").statusCode()).isEqualTo(200);
      String waiting = client.json("/api/v1/scans?q=waiting").at("/items/0/id").asText();
      assertThat(client.finished(waiting).at("/verdict/reason").asText()).isEqualTo("not_media");
    }
  }

  @Test
  void uploadsAreNotKeptLongerThanWanted() throws Exception {
    for (boolean reportsToo : new boolean[] {false, true}) {
      Path data = folder.resolve("data" + reportsToo);
      JsonNode scan;
      try (Service service =
          Service.start(TestServices.settings(data, TestServices.model(folder)))) {
        scan = new Client(service.port()).scan("a.txt", "a text".getBytes(StandardCharsets.UTF_8));
      }
      try (Vault vault = Vault.open(data);
          Database database = Database.open(Optional.empty(), vault.databaseFile())) {
        ScanStore scans = new ScanStore(database);
        UploadStore uploads = new UploadStore(database);
        EventHub events = new EventHub();
        Retention retention =
            new Retention(
                scans,
                uploads,
                new Intake(vault, scans, uploads, events, 1000, -1),
                new AuditLog(database),
                Optional.of(Duration.ofDays(7)),
                reportsToo);
        long now = System.currentTimeMillis();
        String id = scan.get("id").asText();

        assertThat(retention.runOnce(now + Duration.ofDays(6).toMillis())).isZero();
        assertThat(vault.uploads()).hasSize(1);
        assertThat(retention.runOnce(now + Duration.ofDays(8).toMillis())).isEqualTo(1);

        assertThat(vault.uploads()).isEmpty();
        assertThat(Files.exists(vault.report(id))).isEqualTo(!reportsToo);
        assertThat(scans.find(id).isPresent()).isEqualTo(!reportsToo);
        assertThat(new AuditLog(database).list(Optional.empty(), 1).get(0).who())
            .isEqualTo("retention");
      }
    }
  }
}
