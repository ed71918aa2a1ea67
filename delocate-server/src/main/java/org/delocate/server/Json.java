package org.delocate.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;

/** JSON in and out. What is not known is absent, never null. */
final class Json {

  static final ObjectMapper MAPPER = new ObjectMapper();

  /** The longest body that is read as JSON. */
  private static final int MOST_BYTES = 64 << 10;

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static void answer(Context ctx, int status, JsonNode body) {
    ctx.status(status).contentType("application/json").result(body.toString());
  }

  static void put(ObjectNode node, String field, Object value) {
    if (value != null) {
      node.set(field, MAPPER.<JsonNode>valueToTree(value));
    }
  }

  static void putTime(ObjectNode node, String field, Long millis) {
    if (millis != null) {
      node.put(field, Instant.ofEpochMilli(millis).toString());
    }
  }

  static JsonNode parse(String stored) {
    try {
      return MAPPER.readTree(stored);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database holds no JSON", e);
    }
  }

  /**
   * The body of a request.
   *
   * @throws Problem if it is no JSON object
   */
  static JsonNode body(Context ctx) {
    try {
      byte[] bytes = ctx.bodyInputStream().readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new Problem(413, "too_large", "The body is too long.");
      }
      JsonNode body = MAPPER.readTree(bytes);
      if (body == null || !body.isObject()) {
        throw Problem.badRequest("The body must be a JSON object.");
      }
      return body;
    } catch (IOException e) {
      throw Problem.badRequest("The body is no JSON.");
    }
  }
}
