package org.delocate.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.delocate.storage.AuditEntry;
import org.delocate.storage.AuditLog;
import org.delocate.storage.Ids;
import org.delocate.storage.Token;
import org.delocate.storage.TokenStore;

/** Tokens, the page's session, and the audit log. */
final class AdminRoutes {

  private final Access access;
  private final TokenStore tokens;
  private final AuditLog audit;

  AdminRoutes(Access access, TokenStore tokens, AuditLog audit) {
    this.access = access;
    this.tokens = tokens;
    this.audit = audit;
  }

  void register(Routes routes) {
    routes.get(ScanJson.ROOT + "/me", Allowed.ANYONE, this::me);
    routes.post(ScanJson.ROOT + "/session", Allowed.ANYONE, this::begin);
    routes.delete(ScanJson.ROOT + "/session", Allowed.ANYONE, this::end);
    routes.get(ScanJson.ROOT + "/tokens", Allowed.ADMINISTRATORS, this::list);
    routes.post(ScanJson.ROOT + "/tokens", Allowed.ADMINISTRATORS, this::create);
    routes.delete(ScanJson.ROOT + "/tokens/{id}", Allowed.ADMINISTRATORS, this::revoke);
    routes.get(ScanJson.ROOT + "/audit", Allowed.ADMINISTRATORS, this::audit);
  }

  private void me(Context ctx) {
    Optional<Caller> caller = access.required() ? access.caller(ctx) : Optional.of(Caller.local());
    ObjectNode body = Json.object();
    body.put("tokenNeeded", access.required());
    caller.ifPresent(
        known -> {
          body.put("name", known.name());
          body.put("role", known.role().name().toLowerCase(Locale.ROOT));
        });
    Json.answer(ctx, 200, body);
  }

  private void begin(Context ctx) {
    String key = Json.body(ctx).path("token").asText();
    Caller caller =
        access
            .owner(key)
            .orElseThrow(() -> new Problem(401, "token_needed", "This token is not valid."));
    ctx.cookie(cookie(ctx, key, 30 * 24 * 3600));
    audit.add(caller.name(), "sign in", "page", "");
    ctx.status(204);
  }

  private void end(Context ctx) {
    ctx.cookie(cookie(ctx, "", 0));
    ctx.status(204);
  }

  private static Cookie cookie(Context ctx, String value, int seconds) {
    boolean secure =
        ctx.scheme().equals("https") || "https".equals(ctx.header("X-Forwarded-Proto"));
    Cookie cookie = new Cookie(Access.COOKIE, value, "/", seconds, secure, true);
    cookie.setSameSite(SameSite.STRICT);
    return cookie;
  }

  private void list(Context ctx) {
    ArrayNode items = Json.MAPPER.createArrayNode();
    tokens.list().forEach(token -> items.add(json(token)));
    ObjectNode body = Json.object();
    body.set("items", items);
    Json.answer(ctx, 200, body);
  }

  private static ObjectNode json(Token token) {
    ObjectNode node = Json.object();
    node.put("id", token.id());
    node.put("name", token.name());
    node.put("role", token.role().name().toLowerCase(Locale.ROOT));
    Json.putTime(node, "createdAt", token.createdAt());
    Json.putTime(node, "revokedAt", token.revokedAt());
    return node;
  }

  private void create(Context ctx) {
    JsonNode body = Json.body(ctx);
    String name = body.path("name").asText().strip();
    if (!name.matches("[^\\p{Cntrl}]{1,100}")) {
      throw Problem.badRequest("name must be a text of 1 to 100 characters.");
    }
    Token.Role role =
        Arrays.stream(Token.Role.values())
            .filter(
                known -> known.name().toLowerCase(Locale.ROOT).equals(body.path("role").asText()))
            .findFirst()
            .orElseThrow(() -> Problem.badRequest("role must be upload, label or admin."));
    TokenStore.Created created = tokens.create(name, role);
    audit.add(Caller.of(ctx).name(), "create token", created.token().id(), name);
    Json.answer(ctx, 201, json(created.token()).put("token", created.key()));
  }

  private void revoke(Context ctx) {
    String id = ctx.pathParam("id");
    if (!Ids.isOne(id) || !tokens.revoke(id)) {
      throw Problem.notFound("valid token");
    }
    audit.add(Caller.of(ctx).name(), "revoke token", id, "");
    ctx.status(204);
  }

  private void audit(Context ctx) {
    Optional<String> before = Optional.ofNullable(ctx.queryParam("before")).filter(Ids::isOne);
    ArrayNode items = Json.MAPPER.createArrayNode();
    for (AuditEntry entry : audit.list(before, 200)) {
      ObjectNode node = items.addObject();
      node.put("id", entry.id());
      Json.putTime(node, "at", entry.at());
      node.put("who", entry.who());
      node.put("action", entry.action());
      node.put("subject", entry.subject());
      node.put("detail", entry.detail());
    }
    ObjectNode body = Json.object();
    body.set("items", items);
    Json.answer(ctx, 200, body);
  }
}
