package org.delocate.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.delocate.storage.Database;
import org.delocate.storage.Ids;
import org.delocate.storage.Vault;
import org.delocate.testing.SmallModel;

/**
 * How the service does with much in its database: the first byte of the list, and the start with a
 * long queue.
 *
 * <pre>
 * java -cp … org.delocate.server.ServiceBenchmark FOLDER
 * </pre>
 */
final class ServiceBenchmark {
  private static final int REQUESTS = 101;

  private ServiceBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Path model = SmallModel.writeTo(Files.createDirectories(folder.resolve("model")));
    for (int scans : new int[] {1_000, 100_000}) {
      Path data = folder.resolve("data-" + scans);
      fill(data, scans, "finished");
      try (Service service = Service.start(TestServices.settings(data, model))) {
        measureList(service.port(), scans);
      }
    }
    Path data = folder.resolve("data-queued");
    fill(data, 10_000, "queued");
    long start = System.nanoTime();
    try (Service service = Service.start(TestServices.settings(data, model))) {
      System.out.printf(
          Locale.ROOT, "start with 10,000 queued: answers after %.2f s%n", seconds(start));
      Client client = new Client(service.port());
      while (client.json("/api/v1/scans?state=finished").get("items").isEmpty()) {
        Thread.sleep(20);
      }
      System.out.printf(
          Locale.ROOT,
          "start with 10,000 queued: the first has ended after %.2f s%n",
          seconds(start));
      long known = 0;
      for (var count : client.json("/api/v1/counts").properties()) {
        known += count.getValue().asLong();
      }
      System.out.println("start with 10,000 queued: " + known + " are known");
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void fill(Path data, int scans, String state) throws IOException, SQLException {
    byte[] video = Files.readAllBytes(TestServices.PICTURE);
    try (Vault vault = Vault.open(data)) {
      Database.open(Optional.empty(), vault.databaseFile()).close();
      Random random = new Random(1);
      try (Connection connection =
              DriverManager.getConnection("jdbc:sqlite:" + vault.databaseFile());
          PreparedStatement insert =
              connection.prepareStatement(
                  """
                  insert into scan (id, sha256, name, name_key, bytes, uploaded_by, created_at,
                    state, queued_at, ended_at, status, label, probability, message, segments,
                    report, suspicion, upload_kept, width, height, persons)
                  values (?, ?, ?, ?, 1000, 'local', ?, ?, ?, 1, ?, ?, ?, ?, '[]', 0, ?, 1, 640, 360, 1)
                  """)) {
        connection.setAutoCommit(false);
        for (int i = 0; i < scans; i++) {
          double probability = random.nextDouble();
          boolean finished = state.equals("finished");
          String sha256 = "%064x".formatted(i);
          if (!finished) {
            Path upload = vault.upload(sha256);
            Files.createDirectories(upload.getParent());
            byte[] content = i < 3 ? video : new byte[] {(byte) i, (byte) (i >> 8)};
            Files.write(upload, content);
          }
          insert.setString(1, Ids.next());
          insert.setString(2, sha256);
          insert.setString(3, "Clip " + i + ".mp4");
          insert.setString(4, "clip " + i + ".mp4");
          insert.setLong(5, 1_700_000_000_000L + i);
          insert.setString(6, state);
          insert.setLong(7, 1_700_000_000_000L + i);
          insert.setString(8, finished ? "scored" : null);
          insert.setString(9, finished ? probability > 0.7 ? "forged" : "authentic" : null);
          insert.setObject(10, finished ? probability : null);
          insert.setString(11, finished ? "A message of some length, as verdicts have it." : null);
          insert.setDouble(12, finished ? (probability > 0.7 ? 3 : 1) + probability : -1);
          insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
      }
    }
  }

  private static void measureList(int port, int scans) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    for (String query :
        new String[] {"state=finished&sort=suspicion", "state=finished&sort=newest"}) {
      double[] millis = new double[REQUESTS];
      for (int i = 0; i < REQUESTS; i++) {
        long start = System.nanoTime();
        HttpResponse<byte[]> response =
            http.send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/scans?" + query))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
          throw new IllegalStateException("status " + response.statusCode());
        }
        millis[i] = seconds(start) * 1e3;
      }
      Arrays.sort(millis);
      System.out.printf(
          Locale.ROOT,
          "%,d scans, %s: median %.1f ms, 95 %% %.1f ms (whole answer, 50 scans)%n",
          scans,
          query,
          millis[REQUESTS / 2],
          millis[REQUESTS * 95 / 100]);
    }
  }
}
