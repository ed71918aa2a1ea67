package org.delocate.server;

import io.javalin.security.RouteRole;
import org.delocate.storage.Token;

/** Who may ask for a route. */
enum Allowed implements RouteRole {
  /** Anybody, without a token: the page itself, health. */
  ANYONE(null),
  UPLOADERS(Token.Role.UPLOAD),
  LABELLERS(Token.Role.LABEL),
  ADMINISTRATORS(Token.Role.ADMIN);

  private final Token.Role role;

  Allowed(Token.Role role) {
    this.role = role;
  }

  boolean needsToken() {
    return role != null;
  }

  boolean allows(Token.Role other) {
    return role == null || other.includes(role);
  }
}
