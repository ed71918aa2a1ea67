package org.delocate.server;

import io.javalin.http.Context;
import org.delocate.storage.Token;

/**
 * Who makes a request.
 *
 * @param name of the token; {@code local} where none is needed
 * @param role what the caller may do
 */
record Caller(String name, Token.Role role) {

  private static final String ATTRIBUTE = "caller";

  /** Whoever reaches a service that needs no tokens. */
  static Caller local() {
    return new Caller("local", Token.Role.ADMIN);
  }

  static Caller of(Context ctx) {
    Caller caller = ctx.attribute(ATTRIBUTE);
    return caller == null ? new Caller("nobody", Token.Role.UPLOAD) : caller;
  }

  void enter(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
  }
}
