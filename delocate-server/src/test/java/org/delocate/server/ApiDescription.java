package org.delocate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code openapi.json} as a judge of answers. */
final class ApiDescription {

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  final JsonNode document;

  private ApiDescription(JsonNode document) {
    this.document = document;
  }

  static ApiDescription load() {
    return new ApiDescription(resource("openapi.json"));
  }

  static JsonNode resource(String name) {
    try (InputStream in = Service.class.getResourceAsStream(name)) {
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a report by its published schema; nothing, it is hoped. */
  static List<String> faultsOfReport(JsonNode report) {
    return faults(resource("report.schema.json"), report);
  }

  private static List<String> faults(JsonNode schema, JsonNode value) {
    List<String> faults = new ArrayList<>();
    for (Error error : SCHEMAS.getSchema(schema).validate(value)) {
      faults.add(error.getInstanceLocation() + ": " + error.getMessage());
    }
    return faults;
  }

  /** The template of the path that a request went to. */
  private Map.Entry<String, JsonNode> pathOf(String path) {
    for (Map.Entry<String, JsonNode> entry : document.get("paths").properties()) {
      if (path.matches(entry.getKey().replaceAll("\\{\\w+\\}", "[^/]+").replace(".", "\\."))) {
        return entry;
      }
    }
    return null;
  }

  /** Holds an answer to what the document promises for it. */
  void check(HttpResponse<byte[]> response) {
    String method = response.request().method().toLowerCase(java.util.Locale.ROOT);
    String path = response.request().uri().getPath();
    Map.Entry<String, JsonNode> known = pathOf(path);
    String what = method + " " + path + " answered " + response.statusCode();
    if (known == null || !known.getValue().has(method)) {
      assertThat(response.statusCode()).as(what).isIn(404, 405);
      checkBody(what, response, document.at("/components/responses/Problem"));
      return;
    }
    JsonNode responses = known.getValue().get(method).get("responses");
    JsonNode promised = responses.get(Integer.toString(response.statusCode()));
    assertThat(promised).as(what + ", which the document does not know").isNotNull();
    if (promised.has("$ref")) {
      promised = document.at(promised.get("$ref").asText().substring(1));
    }
    checkBody(what, response, promised);
  }

  private void checkBody(String what, HttpResponse<byte[]> response, JsonNode promised) {
    if (!promised.has("content") || response.request().method().equals("HEAD")) {
      return;
    }
    String type =
        response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "").strip();
    JsonNode content = promised.get("content").get(type);
    assertThat(content).as(what + " with content of type " + type).isNotNull();
    if (type.endsWith("json") && response.statusCode() != 206) {
      ObjectNode schema = Json.object();
      schema.set("components", document.get("components"));
      schema.putArray("allOf").add(content.get("schema"));
      try {
        assertThat(faults(schema, Json.MAPPER.readTree(response.body()))).as(what).isEmpty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
