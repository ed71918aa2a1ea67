package org.delocate.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.delocate.jobs.Dispatcher;
import org.delocate.jobs.EventHub;
import org.delocate.jobs.Intake;
import org.delocate.storage.AuditLog;
import org.delocate.storage.Ids;
import org.delocate.storage.ScanPage;
import org.delocate.storage.ScanQuery;
import org.delocate.storage.ScanStore;
import org.delocate.storage.StoredScan;

/** Lists, single scans, and what people say of them. */
final class ScanRoutes {

  private static final String ROOT = ScanJson.ROOT + "/scans";
  private static final Set<String> OPINIONS = Set.of("forged", "authentic", "unsure");
  private static final Set<String> STATES = Set.of("queued", "running", "finished", "active");
  private static final Set<String> LABELS = Set.of("forged", "authentic", "none");
  private static final int LONGEST_NOTE = 10_000;

  private final Uploads uploads;
  private final ScanStore scans;
  private final Intake intake;
  private final Dispatcher dispatcher;
  private final EventHub events;
  private final AuditLog audit;
  private final ScanJson json;

  ScanRoutes(
      Uploads uploads,
      ScanStore scans,
      Intake intake,
      Dispatcher dispatcher,
      EventHub events,
      AuditLog audit,
      ScanJson json) {
    this.uploads = uploads;
    this.scans = scans;
    this.intake = intake;
    this.dispatcher = dispatcher;
    this.events = events;
    this.audit = audit;
    this.json = json;
  }

  void register(Routes routes) {
    routes.post(ROOT, Allowed.UPLOADERS, uploads::post);
    routes.get(ROOT, Allowed.UPLOADERS, this::list);
    routes.get(ScanJson.ROOT + "/counts", Allowed.UPLOADERS, this::counts);
    routes.get(ROOT + "/{id}", Allowed.UPLOADERS, ctx -> Json.answer(ctx, 200, json.of(find(ctx))));
    routes.delete(ROOT + "/{id}", Allowed.LABELLERS, this::delete);
    routes.post(ROOT + "/{id}/restart", Allowed.LABELLERS, this::restart);
    routes.put(ROOT + "/{id}/opinion", Allowed.LABELLERS, this::putOpinion);
    routes.delete(ROOT + "/{id}/opinion", Allowed.LABELLERS, this::deleteOpinion);
  }

  /** The scan that a path names. */
  StoredScan find(Context ctx) {
    String id = ctx.pathParam("id");
    return (Ids.isOne(id) ? scans.find(id) : Optional.<StoredScan>empty())
        .orElseThrow(() -> Problem.notFound("scan"));
  }

  private void list(Context ctx) {
    ScanPage page = page(scans, query(ctx));
    ArrayNode items = Json.MAPPER.createArrayNode();
    page.scans().forEach(scan -> items.add(json.of(scan)));
    ObjectNode body = Json.object();
    body.set("items", items);
    page.next().ifPresent(next -> body.put("next", next));
    Json.answer(ctx, 200, body);
  }

  /** A page of a list, whose cursor may be of anybody's making. */
  static ScanPage page(ScanStore scans, ScanQuery query) {
    try {
      return scans.list(query);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("after must be the cursor that the page before gave.");
    }
  }

  /** Which scans a request asks for. */
  static ScanQuery query(Context ctx) {
    String text = ctx.queryParam("q");
    String sha256 = ctx.queryParam("sha256");
    if (sha256 != null && !sha256.matches("[0-9a-f]{64}")) {
      throw Problem.badRequest("sha256 must be 64 hexadecimal digits.");
    }
    try {
      return new ScanQuery(
          text == null ? "" : text.replaceAll("\\p{Cntrl}", ""),
          oneOf(ctx, "state", STATES),
          oneOf(ctx, "label", LABELS),
          Optional.ofNullable(sha256),
          order(ctx.queryParam("sort")),
          limit(ctx.queryParam("limit")),
          Optional.ofNullable(ctx.queryParam("after")));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(e.getMessage());
    }
  }

  private static Optional<String> oneOf(Context ctx, String name, Set<String> values) {
    String value = ctx.queryParam(name);
    if (value != null && !values.contains(value)) {
      throw Problem.badRequest(
          name + " must be one of " + String.join(", ", values.stream().sorted().toList()) + ".");
    }
    return Optional.ofNullable(value);
  }

  private static ScanQuery.Order order(String name) {
    return name == null
        ? ScanQuery.Order.SUSPICION
        : Arrays.stream(ScanQuery.Order.values())
            .filter(order -> order.name().toLowerCase(Locale.ROOT).equals(name))
            .findFirst()
            .orElseThrow(
                () -> Problem.badRequest("sort must be suspicion, newest, oldest or name."));
  }

  private static int limit(String text) {
    if (text == null) {
      return 50;
    }
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 1000) {
      throw Problem.badRequest("limit must be a number from 1 to 1000.");
    }
    return Integer.parseInt(text);
  }

  private void counts(Context ctx) {
    ObjectNode body = Json.object();
    scans.counts().forEach((kind, number) -> body.put(kind.replace(' ', '.'), number));
    Json.answer(ctx, 200, body);
  }

  private void delete(Context ctx) {
    StoredScan scan = find(ctx);
    if (!intake.delete(scan)) {
      throw Problem.notFound("scan");
    }
    dispatcher.stop(scan.id());
    audit.add(Caller.of(ctx).name(), "delete", scan.id(), scan.upload().name());
    ctx.status(204);
  }

  private void restart(Context ctx) {
    StoredScan scan = find(ctx);
    if (!scans.restart(scan.id())) {
      throw new Problem(
          409,
          "cannot_restart",
          scan.isFinished()
              ? "The uploaded file is no longer there."
              : "The scan has not ended yet.");
    }
    audit.add(Caller.of(ctx).name(), "restart", scan.id(), scan.upload().name());
    events.changed(scan.id());
    dispatcher.wakeUp();
    Json.answer(ctx, 202, json.of(find(ctx)));
  }

  private void putOpinion(Context ctx) {
    JsonNode body = Json.body(ctx);
    JsonNode label = body.path("label");
    JsonNode note = body.path("note");
    if (!label.isMissingNode() && !(label.isTextual() && OPINIONS.contains(label.asText()))) {
      throw Problem.badRequest("label must be forged, authentic or unsure.");
    }
    if (!note.isMissingNode() && !(note.isTextual() && note.asText().length() <= LONGEST_NOTE)) {
      throw Problem.badRequest("note must be a text of at most 10000 characters.");
    }
    if (label.isMissingNode() && note.isMissingNode()) {
      throw Problem.badRequest("Either label or note must be there.");
    }
    setOpinion(
        ctx,
        label.isMissingNode() ? null : label.asText(),
        note.isMissingNode() || note.asText().isBlank() ? null : note.asText().replace("\0", ""));
  }

  private void deleteOpinion(Context ctx) {
    setOpinion(ctx, null, null);
  }

  private void setOpinion(Context ctx, String label, String note) {
    StoredScan scan = find(ctx);
    Caller caller = Caller.of(ctx);
    if (!scans.setOpinion(scan.id(), label, note, caller.name())) {
      throw Problem.notFound("scan");
    }
    audit.add(caller.name(), "label", scan.id(), label == null ? "none" : label);
    events.changed(scan.id());
    Json.answer(ctx, 200, json.of(find(ctx)));
  }
}
