package org.delocate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service and the description of its API say the same. */
@Timeout(180)
final class ApiDescriptionTest {
  private static final int REQUESTS_PER_OPERATION = 40;
  private static final ApiDescription DESCRIPTION = ApiDescription.load();

  @TempDir private static Path shared;
  private static Service service;
  private static Client client;
  private static String scan;

  @BeforeAll
  static void start() throws Exception {
    service =
        Service.start(TestServices.settings(shared.resolve("data"), TestServices.model(shared)));
    client = new Client(service.port());
    scan = client.scan("text.mp4", "no video".getBytes(StandardCharsets.UTF_8)).get("id").asText();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void everyRouteIsDescribedAndEveryDescriptionIsARoute() {
    TreeSet<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : DESCRIPTION.document.get("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }
    TreeSet<String> served = new TreeSet<>();
    for (Routes.Route route : service.routes()) {
      boolean page = !route.path().startsWith("/api/") && !route.path().matches("/health|/metrics");
      if (!page) {
        served.add(route.method() + " " + route.path());
      }
    }
    assertThat(served).isEqualTo(described);
  }

  @Test
  void theDocumentIsServedAsItIs() throws Exception {
    assertThat(client.json("/api/v1/openapi.json")).isEqualTo(DESCRIPTION.document);
    assertThat(client.json("/api/v1/openapi.json").get("openapi").asText()).startsWith("3.1.");
  }

  /**
   * Requests made from the document: right ones, and ones that are wrong in a way that somebody
   * thought of. Each answer must be one that the document knows, with the content that it promises;
   * none is an internal error.
   */
  @Test
  void generatedRequestsAreAnsweredAsDescribed() throws Exception {
    Random random = new Random(20261129);
    List<Integer> statuses = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : DESCRIPTION.document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (path.getKey().endsWith("/events")) {
          continue; // never ends
        }
        for (int i = 0; i < REQUESTS_PER_OPERATION; i++) {
          HttpResponse<byte[]> response =
              client.send(request(random, path.getKey(), operation.getKey(), operation.getValue()));
          assertThat(response.statusCode()).isNotEqualTo(500);
          statuses.add(response.statusCode());
        }
      }
    }
    assertThat(statuses).contains(200, 201, 202, 204, 400, 404, 412);
  }

  private static HttpRequest request(
      Random random, String template, String method, JsonNode operation) throws IOException {
    // The one scan that there is must not be deleted on the way.
    String known = method.equals("delete") ? org.delocate.storage.Ids.next() : scan;
    String path = template;
    StringBuilder query = new StringBuilder();
    List<String[]> headers = new ArrayList<>();
    for (JsonNode parameter : operation.path("parameters")) {
      String name = parameter.get("name").asText();
      String value =
          name.equals("id") && random.nextInt(3) > 0
              ? known
              : value(random, name, parameter.get("schema"));
      switch (parameter.get("in").asText()) {
        case "path" -> path = path.replace("{" + name + "}", encoded(inPath(value)));
        case "query" -> {
          if (random.nextBoolean()) {
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(encoded(value));
          }
        }
        default -> {
          if (random.nextInt(6) > 0) {
            headers.add(new String[] {name, headerValue(value)});
          }
        }
      }
    }
    HttpRequest.Builder builder = client.request(path + query);
    headers.forEach(header -> builder.header(header[0], header[1]));
    HttpRequest.BodyPublisher body = BodyPublishers.noBody();
    JsonNode content = operation.at("/requestBody/content");
    if (!content.isMissingNode() && random.nextInt(8) > 0) {
      List<Map.Entry<String, JsonNode>> kinds = new ArrayList<>(content.properties());
      Map.Entry<String, JsonNode> kind = kinds.get(random.nextInt(kinds.size()));
      String type = kind.getKey();
      builder.header(
          "Content-Type", random.nextInt(10) == 0 ? "text/odd" : type + boundary(random, type));
      body = BodyPublishers.ofString(body(random, type, kind.getValue().get("schema")));
    }
    return builder.method(method.toUpperCase(Locale.ROOT), body).build();
  }

  private static String boundary(Random random, String type) {
    return type.startsWith("multipart") && random.nextInt(4) > 0 ? "; boundary=limit" : "";
  }

  private static String body(Random random, String type, JsonNode schema) {
    if (type.equals("application/json")) {
      if (random.nextInt(8) == 0) {
        return strange(random);
      }
      StringBuilder json = new StringBuilder("{");
      for (Map.Entry<String, JsonNode> property : properties(schema)) {
        if (random.nextInt(4) > 0) {
          json.append(json.length() > 1 ? "," : "")
              .append('"')
              .append(property.getKey())
              .append("\":")
              .append(
                  random.nextInt(8) == 0
                      ? "17"
                      : TextNode.valueOf(value(random, property.getKey(), property.getValue()))
                          .toString());
        }
      }
      return json.append('}').toString();
    }
    if (type.startsWith("multipart") && random.nextInt(4) > 0) {
      return "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
          + strange(random).replaceAll("[\"\\p{Cntrl}]", "")
          + "\"\r\n\r\n"
          + strange(random)
          + "\r\n--limit--\r\n";
    }
    return strange(random);
  }

  private static Iterable<Map.Entry<String, JsonNode>> properties(JsonNode schema) {
    JsonNode resolved =
        schema.has("$ref")
            ? DESCRIPTION.document.at(schema.get("$ref").asText().substring(1))
            : schema;
    return resolved.path("properties").properties();
  }

  private static String value(Random random, String name, JsonNode schema) {
    if (random.nextInt(5) == 0) {
      return strange(random);
    }
    if (name.equals("id")) {
      return org.delocate.storage.Ids.next();
    }
    if (schema.has("const")) {
      return schema.get("const").asText();
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size())).asText();
    }
    return switch (schema.path("type").asText()) {
      case "integer" -> Integer.toString(random.nextInt(60));
      default -> "text " + random.nextInt(100);
    };
  }

  private static String strange(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> "";
      case 1 -> "\u0000\u0001";
      case 2 -> "../../../etc/passwd";
      case 3 -> "'; drop table scan; --";
      case 4 -> "\uD83D\uDE00 \u00FC %00 %zz";
      case 5 -> "-1";
      case 6 -> "999999999999999999999999";
      case 7 -> "a".repeat(2000);
      default -> "{\"a\":[null,{\"b\":1e999}]}";
    };
  }

  /** Jetty itself refuses paths with control characters and hidden slashes. */
  private static String inPath(String value) {
    String tame = value.replaceAll("[\\p{Cntrl}/%;.\\\\]", "");
    return tame.isEmpty() ? "x" : tame;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String headerValue(String value) {
    return Pattern.compile("[^\\x20-\\x7E]").matcher(value).replaceAll("");
  }
}
