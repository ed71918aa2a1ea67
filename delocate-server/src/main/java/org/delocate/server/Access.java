package org.delocate.server;

import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.delocate.storage.TokenStore;

/**
 * Lets requests in: by token, as {@code Authorization: Bearer …} or in the cookie of the page; and
 * none that a foreign page made the browser send.
 */
final class Access {

  static final String COOKIE = "delocate_token";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final TokenStore tokens;
  private final boolean required;

  Access(TokenStore tokens, boolean required) {
    this.tokens = tokens;
    this.required = required;
  }

  boolean required() {
    return required;
  }

  /**
   * Checks a request for its route.
   *
   * @throws Problem if it may not be made
   */
  void check(Context ctx) {
    if (!required) {
      refuseForeignNames(ctx);
    }
    refuseForeignPages(ctx);
    Allowed allowed = allowed(ctx.routeRoles());
    Optional<Caller> caller = required ? caller(ctx) : Optional.of(Caller.local());
    caller.ifPresent(known -> known.enter(ctx));
    if (!allowed.needsToken()) {
      return;
    }
    if (caller.isEmpty()) {
      throw new Problem(401, "token_needed", "This needs a valid token.");
    }
    if (!allowed.allows(caller.get().role())) {
      throw new Problem(403, "role_needed", "The role of this token does not allow it.");
    }
  }

  private static Allowed allowed(Set<RouteRole> roles) {
    return roles.stream()
        .filter(Allowed.class::isInstance)
        .map(Allowed.class::cast)
        .findFirst()
        .orElse(Allowed.ADMINISTRATORS);
  }

  /** The owner of the token that came with a request. */
  Optional<Caller> caller(Context ctx) {
    return key(ctx).flatMap(this::owner);
  }

  /** The owner of a token. */
  Optional<Caller> owner(String key) {
    return tokens.find(key).map(token -> new Caller(token.name(), token.role()));
  }

  private static Optional<String> key(Context ctx) {
    String header = ctx.header("Authorization");
    if (header != null) {
      return header.regionMatches(true, 0, "Bearer ", 0, 7)
          ? Optional.of(header.substring(7).strip())
          : Optional.empty();
    }
    return Optional.ofNullable(ctx.cookie(COOKIE));
  }

  /**
   * Without tokens, whoever reaches the service may use it. A web page whose name was made to lead
   * to this machine (DNS rebinding) still sends its own name as the host.
   */
  private static void refuseForeignNames(Context ctx) {
    String host = ctx.header("Host");
    String name = host == null ? "" : host.replaceFirst(":\\d+$", "");
    if (!ServiceSettings.Address.isLoopback(name.toLowerCase(Locale.ROOT))) {
      throw new Problem(
          403,
          "foreign_host",
          "Without tokens, only requests to this machine's own name are let in.");
    }
  }

  /** A form or script of another site, which the browser sends with this site's cookie. */
  private static void refuseForeignPages(Context ctx) {
    if (SAFE.contains(ctx.method().name()) || ctx.header("Authorization") != null) {
      return;
    }
    String site = ctx.header("Sec-Fetch-Site");
    String origin = ctx.header("Origin");
    boolean foreign =
        site != null
            ? !site.equals("same-origin") && !site.equals("none")
            : origin != null && !origin.replaceFirst("^https?://", "").equals(ctx.header("Host"));
    if (foreign) {
      throw new Problem(403, "foreign_page", "The request comes from a page of another site.");
    }
  }
}
