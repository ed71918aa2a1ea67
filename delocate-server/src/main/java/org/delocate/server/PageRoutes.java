package org.delocate.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The page, its script and style, and the descriptions of the API; all from the jar. */
final class PageRoutes {

  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private static final Map<String, String> FILES =
      Map.of(
          "/app.js", SCRIPT,
          "/api.js", SCRIPT,
          "/list.js", SCRIPT,
          "/scan.js", SCRIPT,
          "/player.js", SCRIPT,
          "/timeline.js", SCRIPT,
          "/verdict.js", SCRIPT,
          "/words.js", SCRIPT,
          "/style.css", "text/css; charset=utf-8",
          "/icon.svg", "image/svg+xml");

  void register(Routes routes) {
    routes.get(
        "/", Allowed.ANYONE, ctx -> send(ctx, "page/index.html", "text/html; charset=utf-8"));
    routes.get(
        "/scans/{id}",
        Allowed.ANYONE,
        ctx -> send(ctx, "page/index.html", "text/html; charset=utf-8"));
    FILES.forEach(
        (path, type) -> routes.get(path, Allowed.ANYONE, ctx -> send(ctx, "page" + path, type)));
    routes.get(
        "/words.json", Allowed.ANYONE, ctx -> send(ctx, "page/words.json", "application/json"));
    routes.get(
        ScanJson.ROOT + "/openapi.json",
        Allowed.ANYONE,
        ctx -> send(ctx, "openapi.json", "application/json"));
    routes.get(
        ScanJson.ROOT + "/report.schema.json",
        Allowed.ANYONE,
        ctx -> send(ctx, "report.schema.json", "application/schema+json"));
  }

  private static void send(Context ctx, String resource, String contentType) {
    try (InputStream in = PageRoutes.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw Problem.notFound("page");
      }
      ctx.header("Cache-Control", "no-cache").contentType(contentType).result(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
