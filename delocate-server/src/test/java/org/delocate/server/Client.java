package org.delocate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Talks to a service as a program does, and holds every answer to the document of the API. */
final class Client {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ApiDescription description = ApiDescription.load();
  private final String address;
  private final Optional<String> token;

  Client(int port) {
    this("http://127.0.0.1:" + port, Optional.empty());
  }

  Client(String address, Optional<String> token) {
    this.address = address;
    this.token = token;
  }

  Client with(String key) {
    return new Client(address, Optional.of(key));
  }

  String address() {
    return address;
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(address + path));
    token.ifPresent(key -> builder.header("Authorization", "Bearer " + key));
    return builder;
  }

  HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (!request.uri().getPath().matches("/|/[\\w-]+\\.\\w+|/scans/.*")) {
      description.check(response);
    }
    return response;
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return json(response);
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    try {
      return Json.MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<byte[]> method(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<byte[]> upload(String name, byte[] content)
      throws IOException, InterruptedException {
    return send(
        request("/api/v1/scans?name=" + name).POST(BodyPublishers.ofByteArray(content)).build());
  }

  /** As a form of a browser sends files. */
  HttpResponse<byte[]> uploadForm(Path... files) throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Path file : files) {
      body.write(
          ("--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                  + file.getFileName()
                  + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      body.write(Files.readAllBytes(file));
      body.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.write("--limit--\r\n".getBytes(StandardCharsets.UTF_8));
    return send(
        request("/api/v1/scans")
            .header("Content-Type", "multipart/form-data; boundary=limit")
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
  }

  /** Uploads and waits for the end. */
  JsonNode scan(String name, byte[] content) throws IOException, InterruptedException {
    HttpResponse<byte[]> accepted = upload(name, content);
    assertThat(accepted.statusCode()).isIn(200, 201);
    return finished(json(accepted).at("/items/0/id").asText());
  }

  /** The scan once it has ended, as its events tell. */
  JsonNode finished(String id) throws IOException, InterruptedException {
    HttpResponse<byte[]> events = get("/api/v1/scans/" + id + "/events");
    assertThat(events.statusCode()).isEqualTo(200);
    JsonNode scan = json("/api/v1/scans/" + id);
    assertThat(scan.get("state").asText()).isEqualTo("finished");
    return scan;
  }

  static String code(HttpResponse<byte[]> response) {
    return json(response).path("code").asText();
  }
}
