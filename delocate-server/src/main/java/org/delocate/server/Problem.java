package org.delocate.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.Serial;

/** A request that is not answered as wished, told as RFC 9457 wants it. */
final class Problem extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;
  static final String CONTENT_TYPE = "application/problem+json";

  private final int status;
  private final String code;
  private final long retryAfterSeconds;

  /**
   * A problem.
   *
   * @param status of HTTP
   * @param code lower-case words for programs
   * @param detail for a person
   */
  Problem(int status, String code, String detail) {
    this(status, code, detail, 0);
  }

  Problem(int status, String code, String detail, long retryAfterSeconds) {
    super(detail);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static Problem notFound(String what) {
    return new Problem(404, "not_found", "There is no such " + what + ".");
  }

  static Problem badRequest(String detail) {
    return new Problem(400, "bad_request", detail);
  }

  /** Answers with it. */
  void answer(Context ctx) {
    ObjectNode problem = JsonNodeFactory.instance.objectNode();
    problem.put("type", "urn:delocate:problem:" + code);
    problem.put("title", title());
    problem.put("status", status);
    problem.put("code", code);
    problem.put("detail", getMessage());
    if (retryAfterSeconds > 0) {
      ctx.header("Retry-After", Long.toString(retryAfterSeconds));
    }
    if (status == 401) {
      ctx.header("WWW-Authenticate", "Bearer realm=\"delocate\"");
    }
    ctx.status(status).contentType(CONTENT_TYPE).result(problem.toString());
  }

  private String title() {
    return switch (status) {
      case 400 -> "The request is not understood";
      case 401 -> "A token is needed";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 405 -> "No such method here";
      case 409 -> "In conflict with what is there";
      case 410 -> "Gone";
      case 412 -> "A version that is not supported";
      case 413 -> "Too large";
      case 415 -> "A kind of content that is not accepted";
      case 416 -> "No such range";
      case 429 -> "Too much at once";
      case 503 -> "Not available now";
      case 507 -> "No room";
      default -> "An internal error";
    };
  }
}
