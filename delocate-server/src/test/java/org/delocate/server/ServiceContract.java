package org.delocate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
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
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the service promises to programs, whichever database it keeps its rows in. */
@Timeout(180)
abstract class ServiceContract {
  /** A service that listens, with callbacks to {@link #HOOKS} allowed. */
  abstract Service service();

  /** The folder of its data. */
  abstract Path data();

  /** Takes callbacks. */
  static final HttpServer HOOKS = hooks();

  static final LinkedBlockingQueue<String> CALLED = new LinkedBlockingQueue<>();

  private static HttpServer hooks() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/hook",
          exchange -> {
            CALLED.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Client client() {
    return new Client(service().port());
  }

  /** A video that no other test uploads. */
  private static byte[] variant(Path original, String mark) throws IOException {
    byte[] bytes = Files.readAllBytes(original);
    byte[] tail = ("\0\0\0\20free" + "%8.8s".formatted(mark)).getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(bytes, bytes.length + tail.length);
    System.arraycopy(tail, 0, all, bytes.length, tail.length);
    return all;
  }

  @Test
  void aVideoGoesInAndAReportComesOut() throws Exception {
    HttpResponse<byte[]> accepted = client().uploadForm(TestServices.FACE, TestServices.PICTURE);
    assertThat(accepted.statusCode()).isEqualTo(201);
    String id = Client.json(accepted).at("/items/0/id").asText();
    JsonNode scan = client().finished(id);

    assertThat(scan.at("/name").asText()).isEqualTo("astronaut-real.mp4");
    assertThat(scan.at("/verdict/status").asText()).isEqualTo("scored");
    JsonNode report = client().json("/api/v1/scans/" + id + "/report.json");
    assertThat(ApiDescription.faultsOfReport(report)).isEmpty();
    assertThat(report.at("/input/path").asText()).isEqualTo("astronaut-real.mp4");
    assertThat(report.at("/input/sha256")).isEqualTo(scan.get("sha256"));
    assertThat(report.at("/provenance/trainingDataTerms").asText()).isEqualTo("trained on nothing");
    assertThat(report.at("/verdict/probability")).isEqualTo(scan.at("/verdict/probability"));
    for (JsonNode frame : report.at("/tracks/0/frames")) {
      HttpResponse<byte[]> mask =
          client().get("/api/v1/scans/" + id + "/" + frame.get("mask").asText());
      assertThat(mask.statusCode()).isEqualTo(200);
    }
    HttpResponse<byte[]> html = client().get("/api/v1/scans/" + id + "/report.html");
    assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox;");
    assertThat(client().get("/api/v1/scans/" + id + "/thumbnail").statusCode()).isEqualTo(200);
    assertThat(client().get("/api/v1/scans/" + id + "/persons/1").statusCode()).isEqualTo(200);
    assertThat(client().get("/api/v1/scans/" + id + "/persons/2").statusCode()).isEqualTo(404);
    assertThat(client().get("/api/v1/scans/" + id + "/masks/..%2f..%2fdelocate.db").statusCode())
        .isIn(400, 404);
    String picture = Client.json(accepted).at("/items/1/id").asText();
    assertThat(client().finished(picture).at("/media/picture").asBoolean()).isTrue();
  }

  @Test
  void eventsArriveAsTheyHappen() throws Exception {
    HttpResponse<InputStream> events =
        HttpClient.newHttpClient()
            .send(
                client().request("/api/v1/events").build(),
                HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo(": delocate");
      String id =
          Client.json(client().upload("event.txt", "an event".getBytes(StandardCharsets.UTF_8)))
              .at("/items/0/id")
              .asText();
      String line = lines.readLine();
      while (!line.startsWith("data: ") || !line.contains(id)) {
        line = lines.readLine();
      }
      assertThat(Json.MAPPER.readTree(line.substring(6)).get("id").asText()).isEqualTo(id);
    }
  }

  @Test
  void previewsAndOverlaysAreMadeWhenSomebodyAsks() throws Exception {
    JsonNode scan = client().scan("clip.mp4", variant(TestServices.FACE, "preview"));
    String path = "/api/v1/scans/" + scan.get("id").asText();

    assertThat(client().get(path + "/preview").statusCode()).isIn(200, 202);
    HttpResponse<byte[]> preview = awaitMade(path + "/preview");
    assertThat(preview.headers().firstValue("Content-Type")).contains("video/mp4");
    HttpResponse<byte[]> part =
        client().send(client().request(path + "/preview").header("Range", "bytes=10-19").build());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(preview.body(), 10, 20));
    assertThat(part.headers().firstValue("Content-Range"))
        .contains("bytes 10-19/" + preview.body().length);
    HttpResponse<byte[]> end =
        client().send(client().request(path + "/preview").header("Range", "bytes=-5").build());
    assertThat(end.body()).hasSize(5);
    HttpResponse<byte[]> lie =
        client()
            .send(
                client()
                    .request(path + "/preview")
                    .header("Range", "bytes=999999999-1000000000")
                    .build());
    assertThat(lie.statusCode()).isEqualTo(416);
    JsonNode picture = client().scan("picture.jpg", variant(TestServices.PICTURE, "overlay"));
    assertThat(
            awaitMade("/api/v1/scans/" + picture.get("id").asText() + "/overlay")
                .headers()
                .firstValue("Content-Type"))
        .contains("image/png");
  }

  private HttpResponse<byte[]> awaitMade(String path) throws Exception {
    HttpResponse<byte[]> response = client().get(path);
    while (response.statusCode() == 202) {
      Thread.sleep(100);
      response = client().get(path);
    }
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }

  @Test
  void theSameFileTwiceAtOnceIsOneScan() throws Exception {
    byte[] content = variant(TestServices.FORGED, "twice");
    ExecutorService senders = Executors.newFixedThreadPool(4);
    try {
      Callable<String> send =
          () -> Client.json(client().upload("a.mp4", content)).at("/items/0/id").asText();
      List<String> ids = new ArrayList<>();
      for (Future<String> id : senders.invokeAll(List.of(send, send, send, send))) {
        ids.add(id.get());
      }
      assertThat(ids).containsOnly(ids.get(0));
      client().finished(ids.get(0));
      HttpResponse<byte[]> again = client().upload("b.mp4", content);
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(Client.json(again).at("/items/0/created").asBoolean(true)).isFalse();
    } finally {
      senders.shutdownNow();
    }
  }

  @Test
  void badUploadsAreRefusedAndLeaveNothing() throws Exception {
    HttpResponse<byte[]> empty = client().upload("empty.mp4", new byte[0]);
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(Client.code(empty)).isEqualTo("empty");
    HttpResponse<byte[]> large = client().upload("large.mp4", new byte[(20 << 20) + 1]);
    assertThat(large.statusCode()).isEqualTo(413);
    HttpResponse<byte[]> streamed =
        client()
            .send(
                client()
                    .request("/api/v1/scans?name=streamed")
                    .POST(
                        BodyPublishers.ofInputStream(
                            () -> new java.io.ByteArrayInputStream(new byte[(20 << 20) + 1])))
                    .build());
    assertThat(streamed.statusCode()).isEqualTo(413);
    stopInTheMiddle();
    HttpResponse<byte[]> noForm =
        client()
            .send(
                client()
                    .request("/api/v1/scans")
                    .header("Content-Type", "multipart/form-data")
                    .POST(BodyPublishers.ofString("nonsense"))
                    .build());
    assertThat(noForm.statusCode()).isEqualTo(400);
    assertThat(client().method("PUT", "/api/v1/scans", "{}").statusCode()).isEqualTo(405);
    try (Stream<Path> files = Files.list(data().resolve("incoming"))) {
      assertThat(files).isEmpty();
    }
  }

  /**
   * A sender that writes to the end before it reads: the answer must not get lost because the
   * server closed the connection while it wrote.
   */
  @Test
  void whoIsRefusedHearsWhy() throws Exception {
    int tooMany = (20 << 20) + 1;
    String start = "POST /api/v1/scans?name=refused HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    String announced = start + "Content-Length: " + tooMany + "\r\n";
    String unknown = start.replace("/scans", "/nothing") + "Content-Length: " + tooMany + "\r\n";
    String form = announced + "Content-Type: multipart/form-data\r\n";

    assertThat(answer(announced + "\r\n", tooMany)).isEqualTo("HTTP/1.1 413 Payload Too Large");
    assertThat(answer(unknown + "\r\n", tooMany)).isEqualTo("HTTP/1.1 404 Not Found");
    assertThat(answer(form + "\r\n", tooMany)).isEqualTo("HTTP/1.1 400 Bad Request");
    // Who asks first is told before a byte of the body.
    assertThat(answer(announced + "Expect: 100-continue\r\n\r\n", 0))
        .isEqualTo("HTTP/1.1 413 Payload Too Large");
  }

  private String answer(String head, int bodyBytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service().port())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] piece = new byte[1 << 16];
      for (int sent = 0; sent < bodyBytes; sent += piece.length) {
        out.write(piece, 0, Math.min(piece.length, bodyBytes - sent));
      }
      out.flush();
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  /** A sender that announces more than it sends. */
  private void stopInTheMiddle() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service().port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          """
          POST /api/v1/scans?name=half.mp4 HTTP/1.1\r
          Host: 127.0.0.1\r
          Content-Length: 100000\r
          \r
          only this"""
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    while (!list("q=half.mp4").isEmpty() || incomingFiles() > 0) {
      assertThat(list("q=half.mp4")).isEmpty();
      Thread.sleep(50);
    }
  }

  private long incomingFiles() throws IOException {
    try (Stream<Path> files = Files.list(data().resolve("incoming"))) {
      return files.count();
    }
  }

  private JsonNode list(String query) throws Exception {
    return client().json("/api/v1/scans?" + query).get("items");
  }

  @Test
  void aNameCannotLeadOutOfTheFolder() throws Exception {
    JsonNode scan =
        client().scan("..%2F..%2Fetc%2Fpasswd", "no video either".getBytes(StandardCharsets.UTF_8));

    assertThat(scan.get("name").asText()).isEqualTo("passwd");
    assertThat(scan.at("/verdict/status").asText()).isEqualTo("failed");
    assertThat(scan.at("/verdict/reason").asText()).isEqualTo("not_media");
    assertThat(scan.at("/verdict/message").asText()).doesNotContain(scan.get("sha256").asText());
    JsonNode report = client().json("/api/v1/scans/" + scan.get("id").asText() + "/report.json");
    assertThat(ApiDescription.faultsOfReport(report)).isEmpty();
    assertThat(client().get("/api/v1/scans/" + scan.get("id").asText() + "/preview").statusCode())
        .isEqualTo(404);
    assertThat(client().get("/api/v1/scans/" + scan.get("id").asText() + "/thumbnail").statusCode())
        .isEqualTo(404);
  }

  @Test
  void listsExportsAndOpinions() throws Exception {
    JsonNode scan =
        client()
            .scan("%3Dformula(1),%20%22quoted%22.mp4", "a text".getBytes(StandardCharsets.UTF_8));
    String path = "/api/v1/scans/" + scan.get("id").asText();

    HttpResponse<byte[]> said =
        client().method("PUT", path + "/opinion", "{\"label\":\"forged\",\"note\":\"the ear\"}");
    assertThat(said.statusCode()).isEqualTo(200);
    assertThat(Client.json(said).at("/opinion/label").asText()).isEqualTo("forged");
    assertThat(Client.json(said).at("/verdict")).isEqualTo(scan.get("verdict"));
    for (String wrong : List.of("{\"label\":\"maybe\"}", "{}", "[]", "nonsense", "{\"note\":1}")) {
      assertThat(client().method("PUT", path + "/opinion", wrong).statusCode()).isEqualTo(400);
    }
    assertThat(list("q=FORMULA")).hasSize(1);
    assertThat(list("q=FORMULA&label=forged")).isEmpty();
    assertThat(list("sha256=" + scan.get("sha256").asText())).hasSize(1);
    assertThat(client().get("/api/v1/scans?limit=0").statusCode()).isEqualTo(400);
    assertThat(client().get("/api/v1/scans?after=nonsense").statusCode()).isEqualTo(400);
    String csv =
        new String(client().get("/api/v1/export.csv?q=formula").body(), StandardCharsets.UTF_8);
    assertThat(csv).contains(",\"'=formula(1), \"\"quoted\"\".mp4\",").contains(",forged,the ear,");
    assertThat(client().json("/api/v1/export.json?q=formula").get("items")).hasSize(1);
    assertThat(client().json("/api/v1/counts").properties()).isNotEmpty();
    assertThat(client().method("DELETE", path + "/opinion", null).statusCode()).isEqualTo(200);
    assertThat(client().json(path).has("opinion")).isFalse();
  }

  @Test
  void aDeletedScanIsGoneWithItsFiles() throws Exception {
    JsonNode scan = client().scan("gone.txt", "to be deleted".getBytes(StandardCharsets.UTF_8));
    String path = "/api/v1/scans/" + scan.get("id").asText();
    assertThat(client().method("POST", path + "/restart", null).statusCode()).isEqualTo(202);
    client().finished(scan.get("id").asText());

    assertThat(client().method("DELETE", path, null).statusCode()).isEqualTo(204);

    assertThat(client().get(path).statusCode()).isEqualTo(404);
    assertThat(client().method("DELETE", path, null).statusCode()).isEqualTo(404);
    assertThat(everythingIn(data()))
        .noneMatch(
            file ->
                file.contains(scan.get("id").asText())
                    || file.contains(scan.get("sha256").asText()));
  }

  /** All files, while others come and go. */
  private static List<String> everythingIn(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.add(file.toString());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path place, IOException gone) {
            found.add(place.toString());
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  @Test
  void aRunningScanCanBeDeleted() throws Exception {
    HttpResponse<byte[]> accepted =
        client().upload("running.mp4", variant(TestServices.FORGED, "running"));
    String id = Client.json(accepted).at("/items/0/id").asText();

    assertThat(client().method("DELETE", "/api/v1/scans/" + id, null).statusCode()).isEqualTo(204);
    assertThat(client().get("/api/v1/scans/" + id).statusCode()).isEqualTo(404);
    JsonNode next = client().scan("next.txt", "after it".getBytes(StandardCharsets.UTF_8));
    assertThat(next.at("/verdict/reason").asText()).isEqualTo("not_media");
  }

  @Test
  void anUploadInPiecesSurvivesABrokenConnection() throws Exception {
    byte[] content = variant(TestServices.PICTURE, "pieces");
    String name = Base64.getEncoder().encodeToString("Bild ü.jpg".getBytes(StandardCharsets.UTF_8));
    HttpResponse<byte[]> begun =
        client()
            .send(
                client()
                    .request("/api/v1/uploads")
                    .header("Tus-Resumable", "1.0.0")
                    .header("Upload-Length", Integer.toString(content.length))
                    .header("Upload-Metadata", "filename " + name)
                    .POST(BodyPublishers.noBody())
                    .build());
    assertThat(begun.statusCode()).isEqualTo(201);
    String path = begun.headers().firstValue("Location").orElseThrow();

    brokenPiece(path, content);
    long there = awaitOffset(path, 5000);
    assertThat(piece(path, 0, Arrays.copyOf(content, 10)).statusCode()).isEqualTo(409);
    assertThat(
            client()
                .send(
                    client()
                        .request(path)
                        .header("Upload-Offset", "0")
                        .method("PATCH", BodyPublishers.noBody())
                        .build())
                .statusCode())
        .isEqualTo(412);
    HttpResponse<byte[]> rest =
        piece(path, there, Arrays.copyOfRange(content, (int) there, content.length));
    assertThat(rest.statusCode()).isEqualTo(204);
    String scanPath = rest.headers().firstValue("Delocate-Scan").orElseThrow();
    JsonNode scan = client().finished(scanPath.substring(scanPath.lastIndexOf('/') + 1));
    assertThat(scan.get("name").asText()).isEqualTo("Bild ü.jpg");
    assertThat(scan.get("bytes").asInt()).isEqualTo(content.length);
    assertThat(scan.at("/verdict/status").asText()).isNotEqualTo("failed");
    HttpResponse<byte[]> head = head(path);
    assertThat(head.headers().firstValue("Delocate-Scan")).contains(scanPath);
    assertThat(
            client()
                .send(client().request(path).header("Tus-Resumable", "1.0.0").DELETE().build())
                .statusCode())
        .isEqualTo(204);
    assertThat(head(path).statusCode()).isEqualTo(404);
  }

  private HttpResponse<byte[]> piece(String path, long offset, byte[] content) throws Exception {
    return client()
        .send(
            client()
                .request(path)
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", Long.toString(offset))
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", BodyPublishers.ofByteArray(content))
                .build());
  }

  private HttpResponse<byte[]> head(String path) throws Exception {
    return client()
        .send(
            client()
                .request(path)
                .header("Tus-Resumable", "1.0.0")
                .method("HEAD", BodyPublishers.noBody())
                .build());
  }

  /** Sends 5000 bytes of a piece that was announced whole, and hangs up. */
  private void brokenPiece(String path, byte[] content) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service().port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("PATCH "
                  + path
                  + " HTTP/1.1\r\nHost: 127.0.0.1\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
                  + "Content-Type: application/offset+octet-stream\r\nContent-Length: "
                  + content.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      out.write(content, 0, 5000);
      out.flush();
    }
  }

  private long awaitOffset(String path, long least) throws Exception {
    while (true) {
      long there = Long.parseLong(head(path).headers().firstValue("Upload-Offset").orElseThrow());
      if (there >= least) {
        return there;
      }
      Thread.sleep(50);
    }
  }

  @Test
  void theEndOfAScanIsToldToWhoAskedForIt() throws Exception {
    String hook = "http://127.0.0.1:" + HOOKS.getAddress().getPort() + "/hook";
    HttpResponse<byte[]> accepted =
        client().upload("told.txt&callback=" + hook, "tell it".getBytes(StandardCharsets.UTF_8));
    String id = Client.json(accepted).at("/items/0/id").asText();

    JsonNode told = Json.MAPPER.readTree(CALLED.take());
    assertThat(told.get("id").asText()).isEqualTo(id);
    assertThat(told.get("state").asText()).isEqualTo("finished");
    HttpResponse<byte[]> elsewhere =
        client()
            .upload(
                "told.txt&callback=http://127.0.0.1:9/hook",
                "tell others".getBytes(StandardCharsets.UTF_8));
    assertThat(elsewhere.statusCode()).isEqualTo(403);
  }

  @Test
  void aForeignPageIsNotLetIn() throws Exception {
    HttpResponse<byte[]> foreign =
        client()
            .send(
                client()
                    .request("/api/v1/scans?name=x")
                    .header("Sec-Fetch-Site", "cross-site")
                    .POST(BodyPublishers.ofString("x"))
                    .build());
    assertThat(foreign.statusCode()).isEqualTo(403);
    HttpResponse<byte[]> origin =
        client()
            .send(
                client()
                    .request("/api/v1/scans?name=x")
                    .header("Origin", "http://evil.example")
                    .POST(BodyPublishers.ofString("x"))
                    .build());
    assertThat(origin.statusCode()).isEqualTo(403);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service().port())) {
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/scans HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void healthAndNumbersForASupervisor() throws Exception {
    assertThat(client().json("/health").get("status").asText()).isEqualTo("ok");
    assertThat(new String(client().get("/metrics").body(), StandardCharsets.UTF_8))
        .contains("delocate_workers_lost", "delocate_http_requests_total{status=\"200\"}");
    HttpResponse<byte[]> page = client().get("/");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .isEqualTo(Service.POLICY)
        .doesNotContain("unsafe", "http:", "https:", "*", "data:");
    assertThat(client().get("/nothing").statusCode()).isEqualTo(404);
  }
}
