package org.delocate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed at moments that a seed chooses, while files come in and are examined. What
 * it had accepted, it has not lost; each scan has one result; nothing half is shown.
 */
@Timeout(240)
final class KilledServiceTest {
  private static final int KILLS = 4;

  @TempDir private Path folder;

  /** A server process. */
  private record Server(Process process, Client client) {
    void kill() throws InterruptedException {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private Server start() throws IOException {
    Path model = TestServices.model(folder);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.config.file=src/test/resources/logging.properties",
                "-cp",
                System.getProperty("java.class.path"),
                TestServer.class.getName(),
                folder.resolve("data").toString(),
                model.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    assertThat(line).startsWith("port ");
    return new Server(process, new Client(Integer.parseInt(line.substring(5))));
  }

  private static byte[] video(int number) throws IOException {
    byte[] bytes = Files.readAllBytes(TestServices.PICTURE);
    byte[] all = Arrays.copyOf(bytes, bytes.length + 4);
    all[all.length - 1] = (byte) number;
    return all;
  }

  @Test
  void nothingThatWasAcceptedIsLost() throws Exception {
    Random random = new Random(4);
    List<String> accepted = new ArrayList<>();
    int sent = 0;
    for (int round = 0; round < KILLS; round++) {
      Server server = start();
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        byte[] content = video(sent++);
        Thread sender =
            new Thread(
                () -> {
                  try {
                    HttpResponse<byte[]> response = server.client().upload("clip.jpg", content);
                    synchronized (accepted) {
                      accepted.add(Client.json(response).at("/items/0/id").asText());
                    }
                  } catch (IOException cutOff) {
                    // The server died before it answered: it promised nothing.
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
        senders.add(sender);
        sender.start();
      }
      // Before the first answer in every other round; else somewhere behind it.
      int before = count(accepted);
      while (round % 2 == 0 && count(accepted) == before) {
        Thread.sleep(10);
      }
      Thread.sleep(random.nextInt(800));
      server.kill();
      for (Thread sender : senders) {
        sender.join();
      }
    }
    // Power loss: what is in the folder now is all there is.
    copy(folder.resolve("data"), folder.resolve("copy"));
    assertThat(accepted).isNotEmpty();
    Server server = start();
    try {
      for (String id : accepted) {
        JsonNode scan = server.client().finished(id);
        assertThat(scan.at("/verdict/status").asText()).isIn("scored", "abstained");
        JsonNode report = server.client().json("/api/v1/scans/" + id + "/report.json");
        assertThat(ApiDescription.faultsOfReport(report)).isEmpty();
        assertThat(report.at("/verdict/probability")).isEqualTo(scan.at("/verdict/probability"));
      }
      JsonNode all = server.client().json("/api/v1/scans?limit=1000").get("items");
      Set<String> digests = new HashSet<>(all.findValuesAsText("sha256"));
      assertThat(digests).hasSize(all.size());
      assertThat(all.findValuesAsText("id")).containsAll(accepted);
    } finally {
      server.kill();
    }
    Files.move(folder.resolve("data"), folder.resolve("after"));
    Files.move(folder.resolve("copy"), folder.resolve("data"));
    Server restored = start();
    try {
      for (String id : accepted) {
        restored.client().finished(id);
      }
      assertWorkersEnd(restored);
    } finally {
      restored.kill();
    }
  }

  private static int count(List<String> accepted) {
    synchronized (accepted) {
      return accepted.size();
    }
  }

  /** The workers of a server that was killed end themselves. */
  private static void assertWorkersEnd(Server server) throws InterruptedException {
    List<ProcessHandle> workers = server.process().descendants().toList();
    assertThat(workers).isNotEmpty();
    server.kill();
    for (ProcessHandle worker : workers) {
      while (worker.isAlive()) {
        Thread.sleep(50);
      }
    }
  }

  @Test
  void aPieceThatReachedTheDiskIsThereAfterTheKill() throws Exception {
    byte[] content = video(200);
    Server server = start();
    HttpResponse<byte[]> begun =
        server
            .client()
            .send(
                server
                    .client()
                    .request("/api/v1/uploads")
                    .header("Tus-Resumable", "1.0.0")
                    .header("Upload-Length", Integer.toString(content.length))
                    .POST(BodyPublishers.noBody())
                    .build());
    String path = begun.headers().firstValue("Location").orElseThrow();
    append(server.client(), path, 0, Arrays.copyOf(content, 1000));
    server.kill();

    server = start();
    try {
      HttpResponse<byte[]> head =
          server
              .client()
              .send(
                  server
                      .client()
                      .request(path)
                      .header("Tus-Resumable", "1.0.0")
                      .method("HEAD", BodyPublishers.noBody())
                      .build());
      assertThat(head.headers().firstValue("Upload-Offset")).contains("1000");
      HttpResponse<byte[]> rest =
          append(server.client(), path, 1000, Arrays.copyOfRange(content, 1000, content.length));
      assertThat(rest.headers().firstValue("Delocate-Scan")).isPresent();
    } finally {
      server.kill();
    }
  }

  private static HttpResponse<byte[]> append(Client client, String path, int offset, byte[] piece)
      throws Exception {
    return client.send(
        client
            .request(path)
            .header("Tus-Resumable", "1.0.0")
            .header("Upload-Offset", Integer.toString(offset))
            .header("Content-Type", "application/offset+octet-stream")
            .method("PATCH", BodyPublishers.ofByteArray(piece))
            .build());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path place, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(place)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    try (Stream<Path> files = Files.list(to)) {
      assertThat(files).isNotEmpty();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
