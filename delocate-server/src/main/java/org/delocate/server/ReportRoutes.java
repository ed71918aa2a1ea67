package org.delocate.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.file.Path;
import org.delocate.jobs.Dispatcher;
import org.delocate.storage.Artefact;
import org.delocate.storage.ArtefactStore;
import org.delocate.storage.StoredScan;
import org.delocate.storage.Vault;

/** What was found, as files: reports, masks, pictures, previews, overlays. */
final class ReportRoutes {

  private static final String SCAN = ScanJson.ROOT + "/scans/{id}";

  /** The page of a report carries its own style and pictures, and no script; it gets no more. */
  private static final String REPORT_POLICY =
      "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'self'";

  private final ScanRoutes scans;
  private final ArtefactStore artefacts;
  private final Vault vault;
  private final Dispatcher dispatcher;

  ReportRoutes(ScanRoutes scans, ArtefactStore artefacts, Vault vault, Dispatcher dispatcher) {
    this.scans = scans;
    this.artefacts = artefacts;
    this.vault = vault;
    this.dispatcher = dispatcher;
  }

  void register(Routes routes) {
    routes.get(
        SCAN + "/report.json",
        Allowed.UPLOADERS,
        ctx -> send(ctx, "report.json", "application/json"));
    routes.get(SCAN + "/report.html", Allowed.UPLOADERS, this::html);
    routes.get(
        SCAN + "/thumbnail", Allowed.UPLOADERS, ctx -> send(ctx, "thumbnail.jpg", "image/jpeg"));
    routes.get(SCAN + "/persons/{person}", Allowed.UPLOADERS, this::person);
    routes.get(SCAN + "/masks/{mask}", Allowed.UPLOADERS, this::mask);
    for (HandlerType method : new HandlerType[] {HandlerType.GET, HandlerType.HEAD}) {
      routes.add(
          method, SCAN + "/preview", Allowed.UPLOADERS, ctx -> artefact(ctx, Artefact.PREVIEW));
      routes.add(
          method, SCAN + "/overlay", Allowed.UPLOADERS, ctx -> artefact(ctx, Artefact.OVERLAY));
    }
  }

  private Path reportOf(Context ctx) {
    StoredScan scan = scans.find(ctx);
    if (scan.report() != 1) {
      throw scan.isFinished()
          ? Problem.notFound("report")
          : new Problem(409, "not_finished", "The scan has not ended yet.", 2);
    }
    return vault.report(scan.id());
  }

  private void send(Context ctx, String file, String contentType) throws IOException {
    Path place = reportOf(ctx).resolve(file);
    ctx.header("Cache-Control", "private, no-cache");
    FileAnswer.send(ctx, place, contentType);
  }

  private void html(Context ctx) throws IOException {
    ctx.header("Content-Security-Policy", REPORT_POLICY);
    send(ctx, "report.html", "text/html; charset=utf-8");
  }

  private void person(Context ctx) throws IOException {
    String person = ctx.pathParam("person");
    if (!person.matches("\\d{1,6}")) {
      throw Problem.notFound("person");
    }
    send(ctx, "person-" + person + ".jpg", "image/jpeg");
  }

  private void mask(Context ctx) throws IOException {
    String mask = ctx.pathParam("mask");
    if (!mask.matches("frame-\\d{1,12}\\.png")) {
      throw Problem.notFound("mask");
    }
    send(ctx, "masks/" + mask, "image/png");
  }

  /** Made when it is asked for the first time; 202 until then. */
  private void artefact(Context ctx, String kind) throws IOException {
    Path report = reportOf(ctx);
    StoredScan scan = scans.find(ctx);
    if (scan.outcome().media().width() == null) {
      throw Problem.notFound(kind);
    }
    Artefact artefact = artefacts.request(scan.id(), kind);
    switch (artefact.state()) {
      case Artefact.READY -> {
        ctx.header("Cache-Control", "private, no-cache");
        FileAnswer.send(
            ctx, report.resolve(kind).resolve(artefact.file()), typeOf(artefact.file()));
      }
      case Artefact.FAILED ->
          throw new Problem(409, artefact.reason(), String.valueOf(artefact.message()));
      default -> {
        dispatcher.wakeUp();
        ObjectNode body = Json.object();
        body.put("state", artefact.state());
        ctx.header("Retry-After", "1");
        Json.answer(ctx, 202, body);
      }
    }
  }

  private static String typeOf(String file) {
    String extension = file.substring(file.lastIndexOf('.') + 1);
    return switch (extension) {
      case "mp4" -> "video/mp4";
      case "png" -> "image/png";
      default -> "image/jpeg";
    };
  }
}
